import { failed, type Result } from "./result.ts";

/** Reason why a command could not run (exit code 2). Findings in what it read are not failures. */
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
    | "engine-missing"
    | "file-exists"
    | "unreadable-input"
    | "refused-document"
    | "broken-invariant"
    | "bad-arguments";
  /** The problem, as a sentence without its final period. */
  readonly problem: string;
  /** What to do, in the imperative. */
  readonly fix: string;
}

/** Result of a command's work, or the failure that prevented it. */
export type Outcome<T> = Result<T, Failure>;

/** Makes the result of work that failed. */
export function failure(kind: Failure["kind"], problem: string, fix: string): Result<never, Failure> {
  return failed({ kind, problem, fix });
}

/** Message of a caught error. Definitions can throw any value, also one that cannot be converted to text. */
export function reasonOf(error: unknown): string {
  try {
    const text: unknown = error instanceof Error ? error.message : error;
    return typeof text === "object" && text !== null ? "no reason given" : String(text);
  } catch {
    return "no reason given";
  }
}
