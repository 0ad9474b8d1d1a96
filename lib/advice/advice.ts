import type { CapabilityCode } from "../capabilities/capabilities.ts";
import type { Severity } from "../capabilities/capability.ts";
import type { Principal } from "../delegation/principal.ts";
import type { Guid } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import type { NamedRole } from "./named-role.ts";
import type { Want } from "./narrowest-roles.ts";
import type { VersionEdit } from "./version-edit.ts";

/** Numbers of capabilities by severity, each counted once for every customer where it is held. */
export type ReachCounts = Readonly<Record<Severity, number>>;

/** What advice is about, with everything that its sentences say. */
export type AdviceDetail =
  /** A standing role with dangerous capabilities that could be activated on request. */
  | {
      readonly kind: "standing-power";
      readonly powers: readonly CapabilityCode[];
      readonly addsReader: boolean;
    }
  /** Access of a single user. */
  | { readonly kind: "user-not-group" }
  /** A narrower role has the wanted capabilities; without wants, the same ones. */
  | {
      readonly kind: "wider-role";
      readonly wants: readonly Want[];
      /** The narrowest ones; the first is proposed. Never empty. */
      readonly narrower: readonly NamedRole[];
    }
  /** No standing authorization lets the provider remove the delegation. */
  | { readonly kind: "no-way-out"; readonly onlyEligible: boolean }
  /** Roles that would earn partner credit are granted on request alone. */
  | { readonly kind: "no-partner-credit"; readonly roles: readonly string[] }
  /** An activation that cannot be approved, or only by those who ask for it. */
  | {
      readonly kind: "approval-dead-end";
      /** `itself`: the eligible principal is its only approver. Else by lists of members, dated. */
      readonly cause: "itself" | "no-other-person" | "no-person";
      readonly membersOn: string | undefined;
    }
  /** Other standing grants of the principal allow all of it, wherever it is delegated. */
  | {
      readonly kind: "grant-without-effect";
      readonly access: "standing" | "eligible";
      /** Roles with the other version that grants each; undefined for the same one. */
      readonly coveredBy: readonly (NamedRole & { readonly of: VersionName | undefined })[];
    }
  /** The logs show use that a narrower role covers. */
  | {
      readonly kind: "wider-than-used";
      /** Operations, in lower case, sorted. Never empty. */
      readonly used: readonly string[];
      /** The narrowest ones; the first is proposed. Never empty. */
      readonly narrower: readonly NamedRole[];
      /** Roles that the principal needs beside the first one; empty where that one is enough. */
      readonly beside: readonly NamedRole[];
      /** Days of the first and the last entry, YYYY-MM-DD. */
      readonly from: string;
      readonly until: string;
    }
  /** The principal reaches more than at a revision. */
  | {
      readonly kind: "reach-grew";
      readonly since: string;
      readonly before: ReachCounts;
      readonly after: ReachCounts;
      readonly newCustomers: readonly string[];
    };

/** A kind of advice. */
export type AdviceKind = AdviceDetail["kind"];

/** The plan version that advice is about. */
export interface VersionName {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
}

/** The principal that advice is about. */
export type AdvisedPrincipal = Pick<Principal, "objectId" | "displayName" | "type"> & {
  readonly managingTenantId: Guid;
};

/** What mends it: changes of the plan version, or a step that a person takes. */
export type Mend =
  | { readonly kind: "edits"; readonly edits: readonly [VersionEdit, ...VersionEdit[]] }
  | { readonly kind: "by-hand" };

/** One piece of advice. It judges nothing: rules do that. */
export interface Advice {
  readonly detail: AdviceDetail;
  /** Undefined where it is about a principal in the whole estate. */
  readonly of: VersionName | undefined;
  /** Place of the definition. It is a file relative to the estate's root, and a path in it. */
  readonly at: { readonly file: string; readonly path: Path } | undefined;
  readonly principal: AdvisedPrincipal | undefined;
  readonly role: NamedRole | undefined;
  /** Customers that it concerns: ids, sorted. */
  readonly customers: readonly string[];
  readonly mend: Mend;
}

/** What is the same for every piece of advice of a kind. */
export interface AdviceKindFacts {
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  /** The edit that mends it. */
  readonly edit: string;
  /** What following it changes. It stands where no review can say so before a person made the edit. */
  readonly changes: string;
  /** What is given up by following it; empty for nothing. */
  readonly givesUp: string;
  readonly source: string;
  /** Rules that say the same. A definition that accepts one of them gets no such advice. */
  readonly rules: readonly string[];
}

/** Every kind of advice, the most severe first. Generated documents and `keeper explain` show this table. */
export const ADVICE: Readonly<Record<AdviceKind, AdviceKindFacts>> = {
  "no-way-out": {
    severity: "high",
    title: "The provider cannot remove the delegation",
    why: "Without the Delete Role, only the customer can end the delegation, also when a principal of the provider is compromised.",
    edit: "Add a standing authorization for the Managed Services Registration assignment Delete Role.",
    changes: "The principal can remove the delegation, at all times. It gains nothing else.",
    givesUp: "",
    source: "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios; rule LH025",
    rules: ["LH025"],
  },
  "standing-power": {
    severity: "high",
    title: "Standing power that could be on request",
    why: "A stolen credential has the power at all times. On request, it needs multifactor authentication, and it ends after hours.",
    edit: "Move the authorization to `eligibleAuthorizations`. A Reader authorization is added where the principal has none.",
    changes: "The same operations, which now need an activation.",
    givesUp:
      "Every use needs an activation, and a licence for Privileged Identity Management in the managing tenant. A role on request earns no partner credit.",
    source: "Microsoft: Recommended security practices; Create eligible authorizations",
    rules: [],
  },
  "approval-dead-end": {
    severity: "high",
    title: "An activation that can have no independent approval",
    why: "Approvers cannot approve their own request. With no other person, the role cannot be activated when it is needed.",
    edit: "Name another group as approver.",
    changes: "No access. Another group decides on activations.",
    givesUp: "",
    source: "Microsoft: Create eligible authorizations (approvers); rules LH018 and LH019",
    rules: ["LH019"],
  },
  "wider-than-used": {
    severity: "medium",
    title: "A role wider than what was used",
    why: "The logs show use that a narrower role covers. What is not used can still be misused.",
    edit: "Replace the role by the narrowest one that covers the use, all reads included.",
    changes: "Less access: what the role allows beyond the narrower one.",
    givesUp:
      "Everything else that the role allows. The logs hold at most 90 days, no reads, and no access to data by keys.",
    source: "Microsoft: Activity log in Azure Monitor (what is logged, and for how long)",
    rules: [],
  },
  "wider-role": {
    severity: "medium",
    title: "A role wider than needed",
    why: "Another built-in role has the wanted capabilities and allows less.",
    edit: "Replace the role by the narrower one.",
    changes: "Less access: what the role allows beyond the narrower one.",
    givesUp: "Operations of the wider role that no wanted capability needs.",
    source: "The role catalogue, compared exactly",
    rules: [],
  },
  "user-not-group": {
    severity: "medium",
    title: "A user where a group belongs",
    why: "When the user changes duties, every delegation must be deployed again.",
    edit: "Make a security group with this member, and write its object id and type in the registry of principals.",
    changes:
      "The same access, for the members of the group. The review shows the user removed and the group added.",
    givesUp: "",
    source: "Microsoft: Onboard a customer to Azure Lighthouse (groups); rule LH026",
    rules: ["LH026"],
  },
  "reach-grew": {
    severity: "medium",
    title: "A principal that reaches more than before",
    why: "Access that grows by small changes is seldom seen as a whole.",
    edit: "Look at the changes: `keeper review git:<revision> .`.",
    changes: "Nothing by itself. The review shows the changes that made it grow.",
    givesUp: "",
    source: "The definitions of both revisions, compared exactly",
    rules: [],
  },
  "grant-without-effect": {
    severity: "low",
    title: "A grant that another grant makes useless",
    why: "The principal may do all of it already. The customer reads a right that means nothing.",
    edit: "Remove the authorization.",
    changes: "No access: another grant allows all of it.",
    givesUp: "",
    source: "The role catalogue, compared exactly",
    rules: [],
  },
  "no-partner-credit": {
    severity: "low",
    title: "On-request access earns no partner credit",
    why: "Partner earned credit needs a standing role: access for the entire day. An eligible authorization earns none.",
    edit: "Add a standing authorization with a role that earns credit, for a service principal that is linked to the partner ID.",
    changes: "More access: what the added role allows, at all times.",
    givesUp:
      "The service principal has the role at all times. Support Request Contributor is a narrow one that earns credit.",
    source:
      "Microsoft: Link your partner ID to track your impact on delegated resources; see partner-credit.ts",
    rules: [],
  },
} satisfies Record<AdviceKind, AdviceKindFacts>;

/** Every kind of advice, in the order of the table. */
export const ADVICE_KINDS: readonly AdviceKind[] = Object.keys(ADVICE) as AdviceKind[];
