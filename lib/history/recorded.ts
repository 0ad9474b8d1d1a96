import type { CustomerAccess } from "../access/access-side.ts";
import type { Result } from "../values/result.ts";

/**
 * What a history is read from. `applied`: the records of the apply pipeline, which say what was applied where and when.
 * `default-branch`: commits of the default branch, which say what was defined.
 */
export type HistorySource = "applied" | "default-branch";

/**
 * Why access is not known.
 *
 * - `apply-started`, `apply-abandoned`: an apply was under way, or was given up.
 * - `nothing-recorded-before`, `customer-not-recorded-before`: the record begins there, in whole or for the customer.
 * - `nothing-recorded-yet`: the record begins after the days in question.
 * - `never-applied`: no apply of the customer is recorded.
 * - `not-applied-yet`: the first apply of the customer was later.
 * - `not-run`: the definitions of the commit could not be run; `problem` is the failure's.
 */
export type UnknownAccess =
  | {
      readonly kind:
        | "apply-started"
        | "apply-abandoned"
        | "nothing-recorded-before"
        | "customer-not-recorded-before"
        | "nothing-recorded-yet"
        | "never-applied"
        | "not-applied-yet";
    }
  | { readonly kind: "not-run"; readonly problem: string };

/** The recorded access of a commit at a time, or why it is not known. */
export interface RecordedState {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly commit: string;
  /** Customers that the state is about; others are as before. */
  readonly about: "all" | readonly string[];
  readonly access: Result<readonly CustomerAccess[], UnknownAccess>;
  /** Of the approval files that came with the commit, by name. */
  readonly approvers: readonly RecordedApprover[];
}

/** An approver as an approval file names it, and whose change the file approves. */
export interface RecordedApprover {
  readonly name: string;
  /** Customers of the parts of the change. `all` where the file names no parts. */
  readonly customers: "all" | readonly string[];
}
