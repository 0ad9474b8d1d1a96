import type { AccessGrant } from "../access/access-grant.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import type { AccessAnswer, BlastRadius, CustomerGrant, Reach, ReachWay } from "../review/reach.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import { listed } from "../values/listed.ts";
import { forTerminal } from "./escape.ts";
import { count, shorten } from "./phrases.ts";
import { activationOf, wayText } from "./review/describe-grant.ts";
import { customerText, principalText, subscriptionText, tenantText } from "./review/names.ts";
import { operationsText } from "./review/operations-text.ts";
import { scopeText } from "./review/where.ts";
import { fitted, lineWidth } from "./review/wrap.ts";

/** Above this many grants only their number is reported: the blast radius covers them. */
const MOST_GRANTS = 500;

/** Scopes that a line names one by one. */
const MOST_SCOPES = 8;

/** What an answer is given beside its grants. */
export interface AnswerOptions {
  readonly columns?: number | undefined;
  /** What is to be reported before the grants, a line each. @default - nothing */
  readonly notes?: readonly string[];
}

/** Who can do what where; for one principal also what a stolen credential could do. */
export function accessAnswerText(
  { selection, grants, radius }: AccessAnswer,
  directory: NameDirectory,
  { columns, notes = [] }: AnswerOptions = {},
): string {
  const width = lineWidth(columns);
  const rows = grants.length > MOST_GRANTS ? [] : grantLines(grants, directory);
  const radiusText = radius === undefined ? [] : radiusLines(radius, directory);
  const noted = notes.map((note) => `note: ${note}`);
  const text = [...noted, ...rows, count(grants.length, "grant"), ...radiusText, ""]
    .flatMap((line) => fitted(line, width))
    .join("\n");
  return selection === "complete" ? text : `${selectionText(selection)}\n${text}`;
}

/** The selected customers, where a side is not the whole estate. */
function selectionText(selection: readonly string[]): string {
  return selection.length === 0 ? "no customers" : `only of ${selection.map(forTerminal).join(", ")}`;
}

/** Version of the JSON form of an answer. */
const VERSION = 1;

/** An answer as `--json` prints it. Without notes, it has no `notes`. */
export function accessAnswerJson(
  { question, selection, grants, radius }: AccessAnswer,
  notes: readonly string[] = [],
): object {
  const noted = notes.length === 0 ? {} : { notes };
  return { version: VERSION, question, selection, ...noted, grants, blastRadius: radius ?? null };
}

function grantLines(grants: readonly CustomerGrant[], directory: NameDirectory): string[] {
  const customers = [...new Set(grants.map(({ customer }) => customer))].sort(compareText);
  return customers.flatMap((customer) => {
    const own = grants.filter((each) => each.customer === customer).map(({ grant }) => grant);
    const scopes = [...new Set(own.map(({ scope }) => scope))];
    const showsTenants = directory.showsTenants(new Set(own.map(({ managingTenantId }) => managingTenantId)));
    const lines = scopes.flatMap((scope) => {
      const onScope = own.filter((grant) => grant.scope === scope);
      return [
        `  ${subscriptionAndScope(scope, directory)}`,
        ...(showsTenants ? linesByTenant(onScope, directory) : sortedLines(onScope, directory)),
      ];
    });
    return [customerText(customer, directory), ...lines, ""];
  });
}

function linesByTenant(grants: readonly AccessGrant[], directory: NameDirectory): string[] {
  const byTenant = groupBy(grants, ({ managingTenantId }) => managingTenantId);
  return [...byTenant]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([tenant, own]) => [
      `    managing tenant ${tenantText(tenant, directory)}`,
      ...sortedLines(own, directory).map((line) => `  ${line}`),
    ]);
}

function sortedLines(grants: readonly AccessGrant[], directory: NameDirectory): string[] {
  return grants.map((grant) => `    ${whoAndHow(grant, directory)}`).sort(compareText);
}

function whoAndHow(grant: AccessGrant, directory: NameDirectory): string {
  const role = shorten(directory.role(grant.roleDefinitionId));
  return `${principalText(grant, directory)}: ${role}: ${wayText(grant, directory)}`;
}

function subscriptionAndScope(scope: string, directory: NameDirectory): string {
  return `${scopeText(scope, directory)} of ${subscriptionText(subscriptionOfScope(scope), directory)}`;
}

function radiusLines({ reaches, approvals }: BlastRadius, directory: NameDirectory): string[] {
  const customers = new Set(reaches.flatMap(({ scopes }) => scopes.map(({ customer }) => customer)));
  const scopes = reaches.reduce((sum, reach) => sum + reach.scopes.length, 0);
  return [
    "",
    `if it is compromised: ${count(scopes, "scope")} of ${count(customers.size, "customer")}`,
    ...reaches.flatMap((reach) => reachLines(reach, directory)),
    ...approvalLines(approvals, directory),
  ];
}

/** What others could do with the principal's approval, the same of many scopes once. */
function approvalLines(approvals: readonly CustomerGrant[], directory: NameDirectory): string[] {
  if (approvals.length === 0) return [];
  const byGrant = groupBy(
    approvals,
    ({ grant: { managingTenantId, principalId, roleDefinitionId, ...rest } }) =>
      JSON.stringify([managingTenantId, principalId, roleDefinitionId, rest.principalDisplayName]),
  );
  return [
    `  could approve requests of others: ${count(approvals.length, "eligible grant")}`,
    ...[...byGrant.values()].flatMap((own) => {
      const scopes = own.map(({ customer, grant: { scope } }) => ({ customer, scope }));
      return own.slice(0, 1).map(({ grant }) => {
        const role = shorten(directory.role(grant.roleDefinitionId));
        return `    ${role} for ${principalText(grant, directory)} on ${scopesText(scopes, directory)}`;
      });
    }),
  ];
}

function scopesText(scopes: Reach["scopes"], directory: NameDirectory): string {
  const places = scopes.map(
    ({ customer, scope }) =>
      `${customerText(customer, directory)}: ${subscriptionAndScope(scope, directory)}`,
  );
  return listed(places, MOST_SCOPES, "; ");
}

function reachLines({ ways, scopes }: Reach, directory: NameDirectory): string[] {
  return [`  on ${scopesText(scopes, directory)}:`, ...ways.flatMap((way) => wayLines(way, directory))];
}

/** What one way of access allows. Whether activation comes first stands at the top: it delays an attacker. */
function wayLines({ grants, allows }: ReachWay, directory: NameDirectory): string[] {
  const [first] = grants;
  const terms = first === undefined ? undefined : activationOf(first, directory);
  const roleOf = (grant: AccessGrant) => shorten(directory.role(grant.roleDefinitionId));
  return [
    terms === undefined ? "    at once:" : `    after activation (${terms}):`,
    ...grants.map((grant) =>
      terms === undefined ? `      ${roleOf(grant)}: ${wayText(grant, directory)}` : `      ${roleOf(grant)}`,
    ),
    ...operationsText("may hand out", allows.delegated).map((line) => `        ${line}`),
    ...operationsText("may do", allows.operations).map((line) => `        ${line}`),
  ];
}
