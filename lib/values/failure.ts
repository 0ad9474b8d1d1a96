import { failed, type Result } from "./result.ts";

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

/** What a command's work gave, or why it could not be done at all. */
export type Outcome<T> = Result<T, Failure>;

/** Work that could not be done. */
export function failure(kind: Failure["kind"], problem: string, fix: string): Result<never, Failure> {
  return failed({ kind, problem, fix });
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
