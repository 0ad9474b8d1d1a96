import { definitionKey } from "../../access/access-parts.ts";
import {
  type AccessReview,
  type ChangeGroup,
  type CustomerChange,
  definitionIdsOf,
} from "../../review/access-change.ts";
import { isHeld } from "../../review/redefined-roles.ts";
import { listed } from "../../values/listed.ts";
import { count, shorten } from "../phrases.ts";
import { consequencesOf } from "./consequence.ts";
import { planSources, type ReportContext, sourceText } from "./context.ts";
import { describeChange } from "./describe-change.ts";
import { describeDeployments } from "./describe-deployments.ts";
import { describeFacts } from "./describe-facts.ts";
import { describeRoleNames } from "./describe-role-names.ts";
import { describeRole, describeUnheldRoles } from "./describe-roles.ts";
import type { DescribedPart } from "./described.ts";
import { customerText, subscriptionText, tenantText } from "./names.ts";
import { locatorOf } from "./where.ts";
import { gradeText, PRESENCE_WORDS } from "./wording.ts";

/** The two sides and the numbers compared and changed, in one line. */
export function headline(
  { compared, customers, redefinedRoles, deployments }: AccessReview,
  { called }: ReportContext,
): string {
  const roles = redefinedRoles.length === 0 ? "" : `, ${count(redefinedRoles.length, "role")} redefined`;
  const stacks = new Set(deployments.flatMap((each) => each.customers)).size;
  const deployed = stacks === 0 ? "" : `, deployment settings of ${count(stacks, "stack")} changed`;
  const sides = `${shorten(called.before)} -> ${shorten(called.after)}`;
  return `${sides}: ${count(compared, "customer")} compared, ${customers.length} changed${roles}${deployed}`;
}

/**
 * Everything that a review reports, in reading order. Lock-outs and interruptions come first, then redefined roles that
 * have holders. Then come the other groups, the riskiest first. Last come deployments and redefined roles without
 * holders.
 */
export function describeReview(review: AccessReview, context: ReportContext): DescribedPart[] {
  const byId = new Map(review.customers.map((each) => [each.customer, each]));
  const describeAll = (groups: readonly ChangeGroup[]) =>
    groups.map((group) => describeGroup(group, byId, context));
  const isUrgent = ({ flags }: ChangeGroup) => flags.includes("lock-out") || flags.includes("interruption");
  return [
    ...describeAll(review.groups.filter(isUrgent)),
    ...review.redefinedRoles.filter(isHeld).map((role) => describeRole(role, context.directory)),
    ...describeAll(review.groups.filter((group) => !isUrgent(group))),
    ...describeRoleNames(review.renamedRoles),
    ...describeDeployments(review.deployments),
    ...describeFacts(review.facts, context.directory),
    ...describeUnheldRoles(review.redefinedRoles.filter((role) => !isHeld(role))),
  ];
}

function describeGroup(
  { grade, flags, customers, changes, places }: ChangeGroup,
  byId: ReadonlyMap<string, CustomerChange>,
  context: ReportContext,
): DescribedPart {
  const first = byId.get(customers[0] ?? "");
  const presence = first === undefined ? undefined : PRESENCE_WORDS[first.presence];
  const locate = locatorOf(first?.changes ?? changes, customers.length);
  return {
    grade,
    flags,
    title: gradeText({ grade, flags, changes }),
    customers,
    about:
      first === undefined
        ? []
        : customers.length > 1
          ? [...sources(first, context), ...tenants(first, context)]
          : whereabouts(first, context),
    consequences: [
      ...(presence === undefined ? [] : [presence]),
      ...consequencesOf(changes, { after: first?.after, directory: context.directory }),
    ],
    changes: changes.map((change, index) => describeChange(change, context.directory, locate, places[index])),
  };
}

/** Subscriptions that are named one by one. */
const MOST_SUBSCRIPTIONS = 5;

/** Plan versions whose places are named one by one. */
const MOST_SOURCES = 5;

/** Where the plan versions behind the changes are defined. */
function sources(change: CustomerChange, context: ReportContext): string[] {
  const places = planSources(change.changes, change, context).map(sourceText);
  return places.length === 0 ? [] : [listed(places, MOST_SOURCES)];
}

/** Managing tenants that are named one by one. */
const MOST_TENANTS = 5;

/** The managing tenants of what changes. Only where a customer has several, or one that the estate does not know. */
function tenants({ before, after, changes }: CustomerChange, { directory }: ReportContext): string[] {
  const definitions = [before, after].flatMap((side) => side?.definitions ?? []);
  if (!directory.showsTenants(new Set(definitions.map((each) => each.managingTenantId)))) return [];
  const keys = new Set(
    changes.flatMap((each) => definitionIdsOf(each).map((id) => definitionKey(each.subscriptionId, id))),
  );
  const changed = definitions.filter((each) =>
    keys.has(definitionKey(each.subscriptionId, each.registrationDefinitionId)),
  );
  const ids = [...new Set(changed.map((each) => each.managingTenantId))].sort();
  const named = ids.map((id) => tenantText(id, directory));
  return ids.length === 0
    ? []
    : [`managing tenant${ids.length > 1 ? "s" : ""} ${listed(named, MOST_TENANTS, "; ")}`];
}

/** Where a single customer and its plans are defined, and its subscriptions that change. */
export function whereabouts(change: CustomerChange, context: ReportContext): string[] {
  const { customer, formerCustomer, changes } = change;
  const { sourceOf, directory } = context;
  const source = sourceOf(customer);
  const ids = [...new Set(changes.map(({ subscriptionId }) => subscriptionId))].sort();
  const named = ids.map((id) => subscriptionText(id, directory));
  return [
    ...(formerCustomer === undefined ? [] : [`until now ${customerText(formerCustomer, directory)}`]),
    ...(source === undefined ? [] : [sourceText(source)]),
    ...sources(change, context),
    ...tenants(change, context),
    ...(ids.length === 0
      ? []
      : [`subscription${ids.length > 1 ? "s" : ""} ${listed(named, MOST_SUBSCRIPTIONS)}`]),
  ];
}
