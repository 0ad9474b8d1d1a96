/** What to download, and where to. */
export interface OutputRequest {
  /** Full id of the change's commit. */
  readonly head: string;
  /** An empty folder. */
  readonly into: string;
}

/** Folders with the synthesized output of both sides, as the pipeline made them. */
export interface PipelineOutput {
  readonly before: string;
  readonly after: string;
}
