import { CapabilityComparison, comparisonEffort } from "../../capabilities/capability-comparison.ts";
import type { Effort } from "../../permissions/search.ts";
import type { AccessChange, AccessReview } from "../../review/access-change.ts";
import { type NetChange, netChanges } from "../../review/net-changes.ts";
import { isHeld } from "../../review/redefined-roles.ts";
import { byRisk } from "../../review/risk.ts";
import type { ReportContext } from "../review/context.ts";
import { describeDeployments } from "../review/describe-deployments.ts";
import { describeFacts } from "../review/describe-facts.ts";
import { describeRoleNames } from "../review/describe-role-names.ts";
import { describeUnheldRoles } from "../review/describe-roles.ts";
import { accessLine } from "./access-line.ts";
import { delegationLine } from "./delegation-line.ts";
import { partLine, redefinedRoleLine } from "./part-line.ts";
import { severityRank } from "./powers.ts";
import type { SummaryLine, Unnumbered } from "./summary-line.ts";

/** How much of a summary is worked out. */
export interface SummaryOptions {
  /** Whether operations that no words cover are counted. @default - true */
  readonly countsUncovered?: boolean;
  /** The budget of all words for powers. @default - one of its own */
  readonly effort?: Effort;
}

/**
 * A review as changes that a reader counts, the most dangerous first. Access and delegations come first, then redefined
 * roles. Last comes what changes no access.
 */
export function summarize(
  review: AccessReview,
  context: ReportContext,
  { countsUncovered = true, effort = comparisonEffort() }: SummaryOptions = {},
): SummaryLine[] {
  const capabilities = new CapabilityComparison(context.directory.catalogue, countsUncovered, effort);
  const { directory } = context;
  const complete = (line: Unnumbered) =>
    effort.exhaustedBy === undefined ? line : { ...line, notes: [...line.notes, TOO_COMPLEX] };
  // what the change's catalogue says comes last: it can exhaust the budget
  const dangerous = [
    ...netChanges(review.customers).map((net) => complete(netLine(net, context, capabilities))),
    ...review.redefinedRoles
      .filter(isHeld)
      .map((role) => complete(redefinedRoleLine(role, context, capabilities))),
  ];
  const harmless = [
    ...describeRoleNames(review.renamedRoles),
    ...describeDeployments(review.deployments),
    ...describeFacts(review.facts, directory),
    ...describeUnheldRoles(review.redefinedRoles.filter((role) => !isHeld(role))),
  ].map((part) => partLine(part, context));
  // equal risks: few customers first, because outliers are likely mistakes
  const sorted = byRisk(dangerous, changesOf, (line) => [
    severityRank(line.severity),
    line.sign === "~" ? 0 : 1,
    -line.customers.length,
  ]);
  return [...sorted, ...harmless].map((line, index) => ({ number: index + 1, ...line }));
}

const TOO_COMPLEX =
  "the patterns are too complex to be put into words: capabilities that could not be excluded are named too";

function netLine(net: NetChange, context: ReportContext, capabilities: CapabilityComparison): Unnumbered {
  return net.kind === "access" ? accessLine(net, context, capabilities) : delegationLine(net, context);
}

function changesOf({ of }: Unnumbered): readonly AccessChange[] {
  return of.kind === "net" ? of.net.changes : [];
}
