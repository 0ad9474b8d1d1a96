/** What a job or a step is given: `github.sha`, `needs.changed.outputs.author`, and so on, with their values. */
export type Context = Record<string, string>;

/** How a step ended. */
export interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly outputs: Readonly<Record<string, string>>;
}
