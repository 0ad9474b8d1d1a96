/** Why a command could not do its work at all (exit code 2), as opposed to findings in what it read. */
export interface Failure {
  /** Stable name of the kind of failure. */
  readonly kind:
    | "no-estate"
    | "unreadable-cdktf-json"
    | "unreadable-role-catalogue"
    | "unreadable-lock"
    | "unknown-customer"
    | "output-not-writable"
    | "output-in-use"
    | "file-exists"
    | "unreadable-input"
    | "broken-invariant"
    | "bad-arguments";
  /** What went wrong, as a sentence without its final period. */
  readonly problem: string;
  /** What to do, in the imperative. */
  readonly fix: string;
}

/** A value, or why there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** A value that was had. */
export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A value that could not be had. */
export function failure<T>(kind: Failure["kind"], problem: string, fix: string): Result<T> {
  return { ok: false, failure: { kind, problem, fix } };
}

/** What the operating system said, for a clause. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
