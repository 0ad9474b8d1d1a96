import { compareText } from "../delegation/identifiers.ts";
import type { Labels } from "../review/names.ts";
import type { BlastRadius, CustomerGrant, Reach } from "../review/reach.ts";
import { forTerminal } from "./escape.ts";
import { count } from "./finding-text.ts";
import { plainTable } from "./plain-table.ts";
import { principalText, scopeText, wayText } from "./review/wording.ts";

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
  const listed = grants.length > MOST_GRANTS ? [] : grantLines(grants, labels);
  const told = radius === undefined ? [] : radiusLines(radius, labels);
  return [...listed, count(grants.length, "grant"), ...told, ""].join("\n");
}

function grantLines(grants: readonly CustomerGrant[], labels: Labels): string[] {
  const customers = [...new Set(grants.map(({ customer }) => customer))].sort(compareText);
  return customers.flatMap((customer) => {
    const rows = grants
      .filter((each) => each.customer === customer)
      .map(({ grant }) => [
        principalText(grant, labels),
        labels.role(grant.roleDefinitionId),
        subscriptionAndScope(grant.scope),
        wayText(grant, labels),
      ])
      .sort((a, b) => compareText(a.join("\0"), b.join("\0")));
    return [forTerminal(customer), ...plainTable(rows, 2), ""];
  });
}

function subscriptionAndScope(scope: string): string {
  return `${scopeText(scope)} of ${scope.split("/")[2] ?? ""}`;
}

function radiusLines({ reaches, approvals }: BlastRadius, labels: Labels): string[] {
  const customers = new Set(reaches.flatMap(({ scopes }) => scopes.map(({ customer }) => customer)));
  const scopes = reaches.reduce((sum, reach) => sum + reach.scopes.length, 0);
  return [
    "",
    `if it is compromised: ${count(scopes, "scope")} of ${count(customers.size, "customer")}`,
    ...reaches.flatMap((reach) => reachLines(reach, labels)),
    ...(approvals.length === 0
      ? []
      : [`  could approve what others ask for: ${count(approvals.length, "eligible grant")}`]),
  ];
}

function reachLines({ grants, scopes }: Reach, labels: Labels): string[] {
  const shown = scopes
    .slice(0, MOST_SCOPES)
    .map(({ customer, scope }) => `${customer} (${subscriptionAndScope(scope)})`);
  const more = scopes.length - shown.length;
  return [
    `  on ${forTerminal(shown.join(", "))}${more > 0 ? ` and ${more} more` : ""}:`,
    ...grants.map(
      (grant) => `    ${forTerminal(`${labels.role(grant.roleDefinitionId)}: ${wayText(grant, labels)}`)}`,
    ),
  ];
}
