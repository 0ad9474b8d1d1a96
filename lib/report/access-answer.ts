import type { AccessGrant } from "../delegation/access-grant.ts";
import { compareText } from "../delegation/identifiers.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { Labels } from "../review/labels.ts";
import type { BlastRadius, CustomerGrant, Reach, ReachWay } from "../review/reach.ts";
import { valuesByKey } from "../roles/values-by-key.ts";
import { count } from "./finding-text.ts";
import { listed } from "./listed.ts";
import { operationsText } from "./review/operations-text.ts";
import { shorten } from "./review/shorten.ts";
import { scopeText, subscriptionText } from "./review/where.ts";
import { activationOf, customerText, principalText, wayText } from "./review/wording.ts";
import { fitted, lineWidth } from "./review/wrap.ts";

/** Above this many grants only their number is told: a blast radius says the rest. */
const MOST_GRANTS = 500;

/** Scopes that a line names one by one. */
const MOST_SCOPES = 8;

/** Who can do what where; and for one principal, what somebody who takes it over could do. */
export function accessAnswerText(
  grants: readonly CustomerGrant[],
  radius: BlastRadius | undefined,
  labels: Labels,
  { columns }: { readonly columns?: number | undefined } = {},
): string {
  const width = lineWidth(columns);
  const rows = grants.length > MOST_GRANTS ? [] : grantLines(grants, labels);
  const told = radius === undefined ? [] : radiusLines(radius, labels);
  return [...rows, count(grants.length, "grant"), ...told, ""]
    .flatMap((line) => fitted(line, width))
    .join("\n");
}

function grantLines(grants: readonly CustomerGrant[], labels: Labels): string[] {
  const customers = [...new Set(grants.map(({ customer }) => customer))].sort(compareText);
  return customers.flatMap((customer) => {
    const own = grants.filter((each) => each.customer === customer).map(({ grant }) => grant);
    const scopes = [...new Set(own.map(({ scope }) => scope))];
    const lines = scopes.flatMap((scope) => [
      `  ${subscriptionAndScope(scope, labels)}`,
      ...own
        .filter((grant) => grant.scope === scope)
        .map((grant) => `    ${whoAndHow(grant, labels)}`)
        .sort(compareText),
    ]);
    return [customerText(customer, labels), ...lines, ""];
  });
}

function whoAndHow(grant: AccessGrant, labels: Labels): string {
  const role = shorten(labels.role(grant.roleDefinitionId));
  return `${principalText(grant, labels)}: ${role}: ${wayText(grant, labels)}`;
}

function subscriptionAndScope(scope: string, labels: Labels): string {
  return `${scopeText(scope)} of ${subscriptionText(subscriptionOfScope(scope), labels)}`;
}

function radiusLines({ reaches, approvals }: BlastRadius, labels: Labels): string[] {
  const customers = new Set(reaches.flatMap(({ scopes }) => scopes.map(({ customer }) => customer)));
  const scopes = reaches.reduce((sum, reach) => sum + reach.scopes.length, 0);
  return [
    "",
    `if it is compromised: ${count(scopes, "scope")} of ${count(customers.size, "customer")}`,
    ...reaches.flatMap((reach) => reachLines(reach, labels)),
    ...approvalLines(approvals, labels),
  ];
}

/** What others could do with the principal's approval, the same of many scopes once. */
function approvalLines(approvals: readonly CustomerGrant[], labels: Labels): string[] {
  if (approvals.length === 0) return [];
  const whatOf = ({ grant }: CustomerGrant) =>
    `${labels.role(grant.roleDefinitionId)} for ${principalText(grant, labels)}`;
  const byGrant = valuesByKey(approvals.map((each) => [whatOf(each), each] as const));
  return [
    `  could approve what others ask for: ${count(approvals.length, "eligible grant")}`,
    ...[...byGrant].map(([what, own]) => {
      const scopes = own.map(({ customer, grant: { scope } }) => ({ customer, scope }));
      return `    ${what} on ${scopesText(scopes, labels)}`;
    }),
  ];
}

function scopesText(scopes: Reach["scopes"], labels: Labels): string {
  const places = scopes.map(
    ({ customer, scope }) => `${customerText(customer, labels)}: ${subscriptionAndScope(scope, labels)}`,
  );
  return listed(places, MOST_SCOPES, "; ");
}

function reachLines({ ways, scopes }: Reach, labels: Labels): string[] {
  return [`  on ${scopesText(scopes, labels)}:`, ...ways.flatMap((way) => wayLines(way, labels))];
}

/** What can be done in one way: whether somebody has to activate it first is what he who takes it over asks first. */
function wayLines({ grants, allows }: ReachWay, labels: Labels): string[] {
  const [first] = grants;
  const terms = first === undefined ? undefined : activationOf(first, labels);
  const roleOf = (grant: AccessGrant) => shorten(labels.role(grant.roleDefinitionId));
  return [
    terms === undefined ? "    at once:" : `    after activation (${terms}):`,
    ...grants.map((grant) =>
      terms === undefined ? `      ${roleOf(grant)}: ${wayText(grant, labels)}` : `      ${roleOf(grant)}`,
    ),
    ...operationsText("may hand out", allows.delegated).map((line) => `        ${line}`),
    ...operationsText("may do", allows.operations).map((line) => `        ${line}`),
  ];
}
