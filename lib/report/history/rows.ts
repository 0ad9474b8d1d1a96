import type { AccessGrant } from "../../access/access-grant.ts";
import { subscriptionOfScope } from "../../delegation/scope.ts";
import type { KnownAcceptance, RecordedHistory } from "../../history/recorded-access.ts";
import type { UnexplainedGrant } from "../../history/sightings.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { recordedWords } from "../acceptance-text.ts";
import { wayText } from "../review/describe-grant.ts";
import { customerText, subscriptionText } from "../review/names.ts";
import { scopeText } from "../review/where.ts";
import { unknownAccessText } from "./unknown-access.ts";

/** A period in words: every cell of its row, unescaped. */
export interface HistoryRow {
  readonly customer: string;
  readonly principal: string;
  readonly principalId: string;
  readonly role: string;
  readonly roleId: string;
  readonly scope: string;
  readonly terms: string;
  readonly from: string;
  readonly until: string;
  readonly commit: string;
  readonly approvedBy: string;
  readonly seenIn: string;
  readonly missingIn: string;
}

/** Rows of the periods, in their order. */
export function historyRows({
  periods,
  directory,
}: Pick<RecordedHistory, "periods" | "directory">): HistoryRow[] {
  return periods.map(({ grant, customer, from, until, commit, approvers, seenIn, missingIn }) => ({
    customer,
    ...grantCells(grant, directory),
    from: `${from.isKnown ? "" : "not later than "}${minute(from.at)}`,
    until: until === undefined ? "" : `${until.isKnown ? "" : "not known after "}${minute(until.at)}`,
    commit,
    approvedBy: approvers.join("; "),
    seenIn: seenIn.join("; "),
    missingIn: missingIn.join("; "),
  }));
}

function grantCells(
  grant: AccessGrant,
  directory: NameDirectory,
): Pick<HistoryRow, "principal" | "principalId" | "role" | "roleId" | "scope" | "terms"> {
  const { managingTenantId, principalId, principalDisplayName, roleDefinitionId, scope } = grant;
  return {
    principal: directory.principal(managingTenantId, principalId, principalDisplayName).name,
    principalId,
    role: directory.role(roleDefinitionId),
    roleId: roleDefinitionId,
    scope,
    terms: wayText(grant, directory),
  };
}

/** A time to the minute, in UTC: `2026-03-14 09:30`. */
export function minute(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

/** A grant that no record explains, as a sentence without its final period. */
export function unexplainedLine(
  { customer, grant, seenIn, at }: UnexplainedGrant,
  directory: NameDirectory,
): string {
  const { principal, role, terms } = grantCells(grant, directory);
  const where = `${subscriptionText(subscriptionOfScope(grant.scope), directory)}, ${scopeText(grant.scope, directory)}`;
  return `${customerText(customer, directory)}: ${principal}: ${role} on ${where}, ${terms}: in Azure on ${minute(at)} by ${seenIn}, and in no record`;
}

/** Records of acceptances that are named one by one. */
const MOST_ACCEPTANCES = 20;

/** A record after the last day of the question says nothing about that time. */
function acceptanceLine(record: KnownAcceptance, lastDay: string): string {
  const plans = [...new Set(record.delegations.map(({ plan }) => plan))].join(", ");
  return `acceptance of ${record.customer}, ${recordedWords(record)}, on ${record.recordedOn}${record.recordedOn > lastDay ? ", after these days" : ""}${record.isCurrent ? "" : ", replaced or removed since"}: ${plans}`;
}

/** What the history is from, and what it cannot know; sentences without final periods. */
export function sourceLines(history: RecordedHistory): string[] {
  const { source, branch, since, until } = history;
  const days = `${since === undefined ? "up to" : `${since} to`} ${until} (UTC)`;
  return [
    source === "applied"
      ? `${days}, by what the apply pipeline recorded as applied (branch ${branch})`
      : `${days}, by what the default branch defined (${branch}): there are no records of what was applied, so that a deployment may have been later or missing`,
    ...evidenceLines({ ...history, lastDay: until }),
  ];
}

/** What records were compared with and do not hold. */
interface Evidence extends Pick<RecordedHistory, "snapshots" | "otherSnapshots" | "acceptances"> {
  /** The last day of the question, YYYY-MM-DD. */
  readonly lastDay: string;
}

/** Snapshots, acceptances, and what is not recorded at all; sentences without final periods. */
export function evidenceLines({ snapshots, otherSnapshots, acceptances, lastDay }: Evidence): string[] {
  const names = (some: typeof snapshots) => some.map(({ name, at }) => `${name} (${minute(at)})`).join(", ");
  return [
    snapshots.length === 0
      ? "no snapshot of Azure was compared: changes by hand are not known (--from <snapshot>)"
      : `compared with ${names(snapshots)}: changes by hand between snapshots are not known`,
    ...(otherSnapshots.length === 0
      ? []
      : [`not compared, because they are of other days: ${names(otherSnapshots)}`]),
    acceptances.length === 0
      ? "not recorded here: members of groups, activations of access on request, and what the customer accepted"
      : "not recorded here: members of groups, and activations of access on request",
    ...acceptances.slice(0, MOST_ACCEPTANCES).map((each) => acceptanceLine(each, lastDay)),
    ...(acceptances.length > MOST_ACCEPTANCES
      ? [`and ${acceptances.length - MOST_ACCEPTANCES} more records of acceptances: keeper status`]
      : []),
    "approvers are as their files name them; the gate verified signatures at the time",
  ];
}

/** Stretches of which nothing is known, as sentences without final periods. */
export function unrecordedLines({ unrecorded, directory }: RecordedHistory): string[] {
  return unrecorded.map(({ customer, from, until, why }) => {
    const reason = unknownAccessText(why);
    const whom = customer === undefined ? "all customers" : customerText(customer, directory);
    if (from === undefined && until === undefined) return `${whom}: ${reason}`;
    const start = from === undefined ? "before" : `from ${minute(from)} to`;
    return `${whom}: not known ${start} ${until === undefined ? "now" : minute(until)}: ${reason}`;
  });
}
