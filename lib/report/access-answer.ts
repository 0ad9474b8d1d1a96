import { compareText } from "../delegation/identifiers.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { Labels } from "../review/labels.ts";
import type { BlastRadius, CustomerGrant, Reach } from "../review/reach.ts";
import { forTerminal } from "./escape.ts";
import { count } from "./finding-text.ts";
import { listed } from "./listed.ts";
import { plainTable } from "./plain-table.ts";
import { operationsText } from "./review/operations-text.ts";
import { scopeText, subscriptionText } from "./review/where.ts";
import { customerText, principalText, wayText } from "./review/wording.ts";

/** Above this many grants only their number is told: a blast radius says the rest. */
const MOST_GRANTS = 500;

/** Scopes that a line names one by one. */
const MOST_SCOPES = 8;

/** Who can do what where; and for one principal, what somebody who takes it over could do. */
export function accessAnswerText(
  grants: readonly CustomerGrant[],
  radius: BlastRadius | undefined,
  labels: Labels,
): string {
  const rows = grants.length > MOST_GRANTS ? [] : grantLines(grants, labels);
  const told = radius === undefined ? [] : radiusLines(radius, labels);
  return [...rows, count(grants.length, "grant"), ...told, ""].join("\n");
}

function grantLines(grants: readonly CustomerGrant[], labels: Labels): string[] {
  const customers = [...new Set(grants.map(({ customer }) => customer))].sort(compareText);
  return customers.flatMap((customer) => {
    const rows = grants
      .filter((each) => each.customer === customer)
      .map(({ grant }) => [
        principalText(grant, labels),
        labels.role(grant.roleDefinitionId),
        subscriptionAndScope(grant.scope, labels),
        wayText(grant, labels),
      ])
      .sort((a, b) => compareText(a.join("\0"), b.join("\0")));
    return [forTerminal(customerText(customer, labels)), ...plainTable(rows, 2), ""];
  });
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
  const byGrant = new Map<string, CustomerGrant[]>();
  for (const each of approvals) {
    const { grant } = each;
    const what = `${labels.role(grant.roleDefinitionId)} for ${principalText(grant, labels)}`;
    byGrant.set(what, [...(byGrant.get(what) ?? []), each]);
  }
  return [
    `  could approve what others ask for: ${count(approvals.length, "eligible grant")}`,
    ...[...byGrant].map(([what, own]) => {
      const scopes = own.map(({ customer, grant: { scope } }) => ({ customer, scope }));
      return `    ${forTerminal(`${what} on ${scopesText(scopes, labels)}`)}`;
    }),
  ];
}

function scopesText(scopes: Reach["scopes"], labels: Labels): string {
  const places = scopes.map(
    ({ customer, scope }) => `${customerText(customer, labels)}: ${subscriptionAndScope(scope, labels)}`,
  );
  return listed(places, MOST_SCOPES, "; ");
}

function reachLines({ grants, allows, scopes }: Reach, labels: Labels): string[] {
  const told = [
    ...operationsText("may do", allows.operations),
    ...operationsText("may hand out", allows.delegated),
  ];
  return [
    `  on ${forTerminal(scopesText(scopes, labels))}:`,
    ...grants.map(
      (grant) => `    ${forTerminal(`${labels.role(grant.roleDefinitionId)}: ${wayText(grant, labels)}`)}`,
    ),
    ...told.map((line) => `      ${forTerminal(line)}`),
  ];
}
