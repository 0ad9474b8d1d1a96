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
    | "refused-document"
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

/** What an error says of itself, for a clause. A definition can throw whatever it likes, even what has no text. */
export function reasonOf(error: unknown): string {
  try {
    const text: unknown = error instanceof Error ? error.message : error;
    return typeof text === "object" && text !== null ? "no reason given" : String(text);
  } catch {
    return "no reason given";
  }
}
