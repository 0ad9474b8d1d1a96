import type { CustomerAccess } from "../access/access-side.ts";
import type { Result } from "../values/result.ts";

/**
 * What a history is read from. `applied`: the records of the apply pipeline, which say what was applied where and when.
 * `default-branch`: commits of the default branch, which say what was defined.
 */
export type HistorySource = "applied" | "default-branch";

/** The recorded access of a commit at a time, or why it is not known. */
export interface RecordedState {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly commit: string;
  /** Customers that the state is about; others are as before. */
  readonly about: "all" | readonly string[];
  readonly access: Result<readonly CustomerAccess[], string>;
  /** Names in the approval files that came with the commit, sorted. */
  readonly approvers: readonly string[];
}
