import { type AccessGrant, rolesOf } from "../access/access-grant.ts";
import type { HeldCapability } from "../capabilities/decide.ts";
import type { ReachCapabilities } from "../capabilities/reach-capabilities.ts";
import { subscriptionOfScope } from "../delegation/scope.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import type { AccessAnswer, BlastRadius, CustomerGrant, Reach, ReachWay } from "../review/reach.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import { listed } from "../values/listed.ts";
import { type Reader, reachCapabilityLines, wayCapabilityLines } from "./access-capabilities.ts";
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

/** How an answer is shown, and what is given beside its grants. */
export interface AccessTextOptions {
  /** Columns of the terminal. @default - as many as a line has without one */
  readonly columns?: number | undefined;
  /** What is to be reported before the grants, a line each. @default - nothing */
  readonly notes?: readonly string[];
  /** What each reach of the blast radius allows; without, patterns of operations are shown. */
  readonly capabilities?: readonly ReachCapabilities[];
  /** Whether patterns of operations are shown beside the words. @default false */
  readonly exact?: boolean;
  /** Whom the words are for. @default "engineers" */
  readonly reader?: Reader;
  /** What a grant's line says besides: since when, by whom approved. @default - nothing */
  readonly besides?: (grant: CustomerGrant) => readonly string[];
}

type Words = Required<Pick<AccessTextOptions, "capabilities" | "exact" | "reader">>;

/** Who can do what where; for one principal also what a stolen credential could do. */
export function accessAnswerText(
  { selection, grants, radius }: AccessAnswer,
  directory: NameDirectory,
  options: AccessTextOptions = {},
): string {
  const { columns, notes = [], capabilities = [], exact = false, reader = "engineers" } = options;
  const width = lineWidth(columns);
  const { besides = () => [] } = options;
  const rows = grants.length > MOST_GRANTS ? [] : grantLines(grants, directory, besides);
  const words: Words = { capabilities, exact: exact || capabilities.length === 0, reader };
  const radiusText = radius === undefined ? [] : radiusLines(radius, words, directory);
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

/** What an answer in JSON has beside its grants. */
export interface AccessJsonOptions extends Pick<AccessTextOptions, "capabilities" | "notes"> {
  /** Names of roles. */
  readonly directory: NameDirectory;
  /** What was recorded of the day that was asked about. @default - no day */
  readonly recorded?: object;
}

/** An answer as `--json` prints it. Without notes, it has no `notes`. A role that base does not know has no name. */
export function accessAnswerJson(
  { question, selection, grants, radius }: AccessAnswer,
  { capabilities = [], notes = [], directory, recorded }: AccessJsonOptions,
): object {
  const noted = { ...(notes.length === 0 ? {} : { notes }), ...(recorded && { recorded }) };
  const blastRadius = radius ?? null;
  const asked = question.roleDefinitionId === undefined ? [] : [question.roleDefinitionId];
  const approved = radius?.approvals ?? [];
  const roles = [...asked, ...[...grants, ...approved].flatMap(({ grant }) => rolesOf(grant))];
  const roleNames = Object.fromEntries(
    [...new Set(roles)].sort().map((id) => [id, directory.roleName(id) ?? null]),
  );
  const said = capabilities.map(capabilitiesJson);
  return {
    version: VERSION,
    question,
    selection,
    ...noted,
    roleNames,
    grants,
    blastRadius,
    capabilities: said,
  };
}

/** The capabilities of a reach. `condition` has all conditions of a service in one text, as in earlier versions. */
function capabilitiesJson({ ways, together, ...others }: ReachCapabilities): object {
  return {
    ways: ways.map((way) => ({
      ...way,
      held: way.held.map(heldJson),
      handedOut: way.handedOut.map(heldJson),
    })),
    together: { ...together, held: together.held.map(heldJson) },
    ...others,
  };
}

function heldJson({ services, ...capability }: HeldCapability): object {
  return {
    ...capability,
    services: services.map(({ service, conditions }) => ({
      service,
      condition: conditions.length === 0 ? null : conditions.join(" or "),
      conditions,
    })),
  };
}

type Besides = NonNullable<AccessTextOptions["besides"]>;

function grantLines(grants: readonly CustomerGrant[], directory: NameDirectory, besides: Besides): string[] {
  const customers = [...new Set(grants.map(({ customer }) => customer))].sort(compareText);
  return customers.flatMap((customer) => {
    const own = grants.filter((each) => each.customer === customer).map(({ grant }) => grant);
    const scopes = [...new Set(own.map(({ scope }) => scope))];
    const lineOf: LineOf = (grant) =>
      [`    ${whoAndHow(grant, directory)}`, ...besides({ customer, grant })].join("; ");
    const showsTenants = directory.showsTenants(new Set(own.map(({ managingTenantId }) => managingTenantId)));
    const lines = scopes.flatMap((scope) => {
      const onScope = own.filter((grant) => grant.scope === scope);
      return [
        `  ${subscriptionAndScope(scope, directory)}`,
        ...(showsTenants ? linesByTenant(onScope, directory, lineOf) : sortedLines(onScope, lineOf)),
      ];
    });
    return [customerText(customer, directory), ...lines, ""];
  });
}

type LineOf = (grant: AccessGrant) => string;

function linesByTenant(grants: readonly AccessGrant[], directory: NameDirectory, lineOf: LineOf): string[] {
  const byTenant = groupBy(grants, ({ managingTenantId }) => managingTenantId);
  return [...byTenant]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([tenant, own]) => [
      `    managing tenant ${tenantText(tenant, directory)}`,
      ...sortedLines(own, lineOf).map((line) => `  ${line}`),
    ]);
}

function sortedLines(grants: readonly AccessGrant[], lineOf: LineOf): string[] {
  return grants.map(lineOf).sort(compareText);
}

function whoAndHow(grant: AccessGrant, directory: NameDirectory): string {
  const role = shorten(directory.role(grant.roleDefinitionId));
  return `${principalText(grant, directory)}: ${role}: ${wayText(grant, directory)}`;
}

function subscriptionAndScope(scope: string, directory: NameDirectory): string {
  return `${scopeText(scope, directory)} of ${subscriptionText(subscriptionOfScope(scope), directory)}`;
}

function radiusLines({ reaches, approvals }: BlastRadius, words: Words, directory: NameDirectory): string[] {
  const customers = new Set(reaches.flatMap(({ scopes }) => scopes.map(({ customer }) => customer)));
  const scopes = reaches.reduce((sum, reach) => sum + reach.scopes.length, 0);
  return [
    "",
    `if it is compromised: ${count(scopes, "scope")} of ${count(customers.size, "customer")}`,
    ...reaches.flatMap((reach, at) => reachLines(reach, words.capabilities[at], words, directory)),
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

function reachLines(
  { ways, scopes }: Reach,
  capabilities: ReachCapabilities | undefined,
  words: Words,
  directory: NameDirectory,
): string[] {
  return [
    `  on ${scopesText(scopes, directory)}:`,
    ...ways.flatMap((way, at) => [
      ...wayLines(way, directory),
      ...indented(capabilities === undefined ? [] : wayCapabilityLines(capabilities.ways[at], words)),
      ...(words.exact ? indented(patternLines(way)) : []),
    ]),
    ...(capabilities === undefined
      ? []
      : reachCapabilityLines(capabilities, words).map((line) => `    ${line}`)),
  ];
}

/** How one way of access is had. Whether activation comes first stands at the top: it delays an attacker. */
function wayLines({ grants }: ReachWay, directory: NameDirectory): string[] {
  const [first] = grants;
  const terms = first === undefined ? undefined : activationOf(first, directory);
  const roleOf = (grant: AccessGrant) => shorten(directory.role(grant.roleDefinitionId));
  return [
    terms === undefined ? "    at once:" : `    after activation (${terms}):`,
    ...grants.map((grant) =>
      terms === undefined ? `      ${roleOf(grant)}: ${wayText(grant, directory)}` : `      ${roleOf(grant)}`,
    ),
  ];
}

function patternLines({ allows }: ReachWay): string[] {
  return [
    ...operationsText("may hand out", allows.delegated),
    ...operationsText("may do", allows.operations),
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `        ${line}`);
}
