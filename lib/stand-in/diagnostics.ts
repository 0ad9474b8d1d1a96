/** Something that Terraform shows: an error, with the attribute it is about where that is known. */
export interface Diagnostic {
  readonly severity: 1;
  readonly summary: string;
  readonly detail: string;
}

/** An error for Terraform to show. */
export function failed(summary: string): Diagnostic {
  return { severity: 1, summary, detail: "" };
}
