import type { AccessReview } from "../review/access-change.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import type { ChangedLines } from "../values/changed-lines.ts";
import type { LeftOutEntries } from "./activity.ts";
import type { Advice } from "./advice.ts";
import type { NamedRole } from "./named-role.ts";
import type { Want } from "./narrowest-roles.ts";
import type { Use } from "./use.ts";

/** What mends a piece of advice: where, by which edit, and what that changes. */
export interface ProposedMend {
  /** Line of the definition, from 1; undefined where it is not known. */
  readonly line: number | undefined;
  /** The edit of the file that `at` names, in its order. Undefined where a person makes it. */
  readonly edit: readonly ChangedLines[] | undefined;
  /** The next version, where this one is recorded. This one keeps its meaning, and the next one gets the edit. */
  readonly next: string | undefined;
  /** What the edit changes; undefined where it is not known before a person makes it. */
  readonly review: AccessReview | undefined;
  /** Customers in the review: all that have the version, or the first of them. */
  readonly reviewed: readonly string[];
}

/** Advice with what mends it. */
export interface ProposedAdvice {
  readonly advice: Advice;
  readonly mend: ProposedMend;
}

/** Roles that answer what was wanted. */
export interface WantedRoles {
  readonly wants: readonly Want[];
  /** The narrowest ones. Empty where no single role that may be delegated allows all of it. */
  readonly roles: readonly (NamedRole & { readonly knownOperations: number })[];
  /** The narrowest combinations of two or more roles. Undefined where there are too many to compare. */
  readonly combinations:
    | readonly { readonly roles: readonly NamedRole[]; readonly knownOperations: number }[]
    | undefined;
}

/** The use that logs show, with what of them was not taken. */
export interface ShownActivity {
  readonly use: Use;
  readonly entries: number;
  readonly leftOut: LeftOutEntries;
  /** Logs that name a next page, which was not read; as named by the user. */
  readonly cut: readonly string[];
  /** Day of the lists of members; undefined without any. */
  readonly membersOn: string | undefined;
}

/** Advice on an estate, with everything that its report needs. */
export interface ShownAdvice {
  readonly advice: readonly ProposedAdvice[];
  /** Undefined where nothing was wanted. */
  readonly wanted: WantedRoles | undefined;
  /** What logs show in use; undefined where none was read. */
  readonly activity: ShownActivity | undefined;
  readonly directory: NameDirectory;
  readonly catalogueDate: string;
}
