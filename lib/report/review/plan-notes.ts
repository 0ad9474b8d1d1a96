import type { AccessReview } from "../../review/access-change.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { count } from "../phrases.ts";
import { describeChange } from "./describe-change.ts";
import { locatorOf } from "./where.ts";
import { GRADE_WORDS } from "./wording.ts";

/** Facts of a Terraform plan beside its changes. */
export interface PlanFacts {
  /** Addresses of resources that are imported from Azure. */
  readonly imported: readonly string[];
  /** Resources whose address changed; their access did not. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Addresses of resources that are replaced because they are tainted. */
  readonly tainted: readonly string[];
  /** Addresses of resources that changed outside Terraform since the last apply. */
  readonly drifted: readonly string[];
  /** Review of those changes: from access in the state to access in Azure. */
  readonly drift: AccessReview;
}

/** Changes of access outside Terraform that are described one by one. */
const MOST_DRIFT = 20;

/** A plan's facts in words, one line each. */
export function planNotes(
  { imported, moved, tainted, drifted, drift }: PlanFacts,
  directory: NameDirectory,
): string[] {
  return [
    ...drifted.map((address) => `changed outside Terraform since the last apply: ${address}`),
    ...(drifted.length === 0 ? [] : driftNotes(drift, directory)),
    ...tainted.map(
      (address) =>
        `replaced because it is tainted: ${address}; to keep it and its access: terraform untaint ${address}`,
    ),
    ...imported.map((address) => `imported from Azure: ${address}`),
    ...moved.map(({ from, to }) => `moved in Terraform's state: ${from} -> ${to}`),
  ];
}

/** Notes on the resources that a state marks as tainted, one line each. */
export function taintNotes(tainted: readonly string[]): string[] {
  return tainted.map(
    (address) =>
      `tainted in Terraform's state: ${address}; the next plan replaces it, unless terraform untaint ${address} keeps it`,
  );
}

function driftNotes(drift: AccessReview, directory: NameDirectory): string[] {
  const changes = drift.customers.flatMap((each) => each.changes);
  const locate = locatorOf(changes, 1);
  const shown = changes.slice(0, MOST_DRIFT).map((change) => {
    const { title, line } = describeChange(change, directory, locate);
    return `outside Terraform: ${title}: ${line}`;
  });
  const more = changes.length - shown.length;
  return [
    `access changed outside Terraform: ${GRADE_WORDS[drift.grade].meaning}`,
    ...shown,
    ...(more > 0 ? [`outside Terraform: ${count(more, "more change")}`] : []),
  ];
}
