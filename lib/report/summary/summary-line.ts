import type { CapabilityCode } from "../../capabilities/capabilities.ts";
import type { Severity } from "../../capabilities/capability.ts";
import type { Flag, Grade } from "../../review/grade.ts";
import type { NetChange } from "../../review/net-changes.ts";
import type { DescribedPart } from "../review/described.ts";

/** A capability in words, which complete "can". Text of users is shortened and unescaped, as in all of this room. */
export interface Power {
  readonly code: CapabilityCode;
  readonly text: string;
  readonly severity: Severity;
  /** Operations of the table that decide it. */
  readonly operations: readonly string[];
}

/** Capabilities that a change gives or takes, the most dangerous first. */
export interface Powers {
  readonly own: readonly Power[];
  /** What may be handed to managed identities. */
  readonly handedOut: readonly Power[];
  /** Known ways, a line each: "by way of … (known way): can …". */
  readonly ways: readonly string[];
  /** Exact patterns of operations. */
  readonly patterns: number;
  /** Known operations that no capability covers. */
  readonly uncovered: number;
  /** GUIDs of roles that the catalogue does not know: they may allow anything. */
  readonly unknownRoles: readonly string[];
}

/** `changed`: powers change. `same`: only the terms on which they are used. */
export type PowerUse = "changed" | "same";

/** One change as a reviewer reads it: who, what power, where, how. */
export interface SummaryLine {
  /** From 1, in the order of the review; `keeper review --explain` takes it. */
  readonly number: number;
  /** `+` gives, `-` takes, `±` both, `~` changes neither, `!` needs attention. */
  readonly sign: "+" | "-" | "±" | "~" | "!";
  readonly grade: Grade;
  readonly flags: readonly Flag[];
  /** Grade and flags in words. */
  readonly title: string;
  /** The worst capability that it gives; where it gives none, the worst that it takes. */
  readonly severity: Severity | undefined;
  readonly who: string;
  readonly what: string;
  /** "on 2 subscriptions of Contoso Retail"; empty where it is nowhere in particular. */
  readonly where: string;
  /** "on request, up to 4 h, MFA, approved by Leads"; empty where `what` says it. */
  readonly how: string;
  readonly powerUse: PowerUse;
  readonly gains: Powers;
  readonly losses: Powers;
  /** Consequences, changed terms, and what covers a grant that gives nothing new. */
  readonly notes: readonly string[];
  readonly customers: readonly string[];
  readonly scopes: number;
  /** Source of the line. It is a change of access or delegations, or another part of a review. */
  readonly of:
    | { readonly kind: "net"; readonly net: NetChange }
    | { readonly kind: "part"; readonly part: DescribedPart };
}

/** A line before it has its place. */
export type Unnumbered = Omit<SummaryLine, "number">;

/** No capabilities. */
export const NO_POWERS: Powers = {
  own: [],
  handedOut: [],
  ways: [],
  patterns: 0,
  uncovered: 0,
  unknownRoles: [],
};
