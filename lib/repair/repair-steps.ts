import type { Guid } from "../values/guid.ts";

/** What Terraform's state has at an address. */
export type InState =
  | { readonly kind: "missing" }
  | { readonly kind: "whole" }
  /** It was created, and could not be read back: the next plan replaces it. */
  | { readonly kind: "tainted" }
  /** Another resource is under the address. */
  | { readonly kind: "other-id"; readonly id: string };

/**
 * What Azure has under an id. `failed` exists, and grants nothing. On `unfinished` an operation still runs.
 * `subscription-gone`: Azure does not know the subscription. `unknown` was not read.
 */
export type InAzure = "exists" | "failed" | "unfinished" | "missing" | "subscription-gone" | "unknown";

/** A resource of a customer's stack, with what state and Azure have of it. */
export interface ResourceFacts {
  readonly address: string;
  /** ARM id. */
  readonly id: string;
  readonly what: "definition" | "assignment";
  readonly subscriptionId: Guid;
  readonly offerId: string;
  readonly state: InState;
  readonly azure: InAzure;
}

/** What a resource needs. */
export type RepairKind =
  /** Terraform's state gets it. */
  | "import"
  /** The state has another resource there: that is removed from it, and this one imported. */
  | "exchange"
  /** It is kept, and not replaced. */
  | "untaint"
  /** The state forgets it: Azure does not know its subscription. */
  | "forget"
  /** It is deleted in Azure. An operation on it failed and left it in Azure, and the state does not have it. */
  | "delete-failed"
  /** The next deployment creates it. */
  | "deploy"
  /** An operation of Azure still runs. */
  | "wait"
  /** Azure must be read first. */
  | "unknown"
  | "none";

/** A resource and what it needs. */
export interface RepairStep {
  readonly resource: ResourceFacts;
  readonly kind: RepairKind;
}

type Column = Readonly<Record<InAzure, RepairKind>>;

/** What to do, by what the state has (rows) and what Azure has. Exhaustive. */
const TABLE: Readonly<Record<InState["kind"], Column>> = {
  missing: {
    exists: "import",
    failed: "delete-failed",
    unfinished: "wait",
    missing: "deploy",
    "subscription-gone": "none",
    unknown: "unknown",
  },
  whole: {
    exists: "none",
    failed: "deploy",
    unfinished: "wait",
    missing: "deploy",
    "subscription-gone": "forget",
    unknown: "none",
  },
  tainted: {
    exists: "untaint",
    failed: "deploy",
    unfinished: "wait",
    missing: "deploy",
    "subscription-gone": "forget",
    unknown: "unknown",
  },
  "other-id": {
    exists: "exchange",
    failed: "unknown",
    unfinished: "wait",
    missing: "unknown",
    "subscription-gone": "forget",
    unknown: "unknown",
  },
};

/** Order of the steps that a person carries out. Nothing is imported before what must be removed first. */
const ORDER: readonly RepairKind[] = ["delete-failed", "forget", "exchange", "import", "untaint"];

/** Works out what each resource needs. Steps with commands come first, in the order in which they are to be run. */
export function repairSteps(resources: readonly ResourceFacts[]): RepairStep[] {
  const steps = resources.map((resource) => ({ resource, kind: TABLE[resource.state.kind][resource.azure] }));
  const rank = ({ kind }: RepairStep) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);
  return steps
    .map((step, index) => ({ step, index }))
    .sort((a, b) => rank(a.step) - rank(b.step) || dependents(a.step, b.step) || a.index - b.index)
    .map(({ step }) => step);
}

/**
 * Orders failed resources for deletion: assignments before definitions. Azure deletes a definition only when it is not
 * assigned.
 */
function dependents(a: RepairStep, b: RepairStep): number {
  if (a.kind !== "delete-failed") return 0;
  return Number(a.resource.what === "definition") - Number(b.resource.what === "definition");
}

/** Whether a step has a command. */
export function hasCommand({ kind }: RepairStep): boolean {
  return ORDER.includes(kind);
}
