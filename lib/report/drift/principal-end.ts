import type { AccessGrant } from "../../access/access-grant.ts";
import type { Gone, NotKnown, PrincipalEnd, StillGranted } from "../../drift/principal-end.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { compareText } from "../../values/compare-text.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Guid } from "../../values/guid.ts";
import { command } from "../../values/shell-word.ts";
import { forTerminal } from "../escape.ts";
import { jsonText } from "../json-text.ts";
import { count, firstOf, shorten } from "../phrases.ts";
import { customerText, subscriptionText } from "../review/names.ts";
import type { DriftContext } from "./context.ts";
import { isDeployedByCustomer } from "./context.ts";
import { unreadReason } from "./describe.ts";

/** The end of a principal's access as a report shows it. */
export interface ReportedPrincipalEnd extends PrincipalEnd {
  readonly principalId: Guid;
  readonly displayName: string;
}

/** Version of the JSON; it rises when a field changes its meaning or is removed. */
const VERSION = 1;

/** Subscriptions of one list that a text names. */
const MOST = 50;

/** The end of a principal's access for programs. */
export function principalEndJson(end: ReportedPrincipalEnd, context: DriftContext): string {
  const { granted, gone, notKnown, ...principal } = end;
  return jsonText({
    version: VERSION,
    from: context.from,
    ended: context.snapshot.ended,
    remarks: context.report.notes ?? [],
    incomplete: context.isIncomplete,
    ...principal,
    granted: granted.map(customerOrNull),
    notKnown: notKnown.map(customerOrNull),
    gone: gone.map((each) => ({ ...customerOrNull(each), wasThere: each.wasThere ?? null })),
  });
}

function customerOrNull<T extends { readonly customer: string | undefined }>(each: T) {
  return { ...each, customer: each.customer ?? null };
}

/**
 * The end of a principal's access in words. It says where Azure still grants it, what is not known, and where it is
 * gone.
 */
export function principalEndText(end: ReportedPrincipalEnd, context: DriftContext): string {
  const { directory } = context.report;
  const lines = [
    headline(end, context),
    ...(context.report.notes ?? []).map((note) => `note: ${note}`),
    ...(context.isIncomplete
      ? ["note: a tenant did not list its subscriptions: others may be missing here"]
      : []),
    ...part("Azure still grants it", end.granted, (each) => grantedLines(each, end.principalId, context)),
    ...part("Not known", end.notKnown, (each) => [`${placeText(each, directory)}: ${reasonOf(each)}`]),
    ...goneLines(end.gone, directory),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

function headline(
  { displayName, principalId, granted, notKnown }: ReportedPrincipalEnd,
  { from, snapshot, isIncomplete }: DriftContext,
): string {
  const name = `${shorten(displayName) || "the principal"} (${principalId})`;
  const by = `by ${from} of ${snapshot.ended}`;
  const unknown = notKnown.length > 0 || isIncomplete;
  if (granted.length > 0)
    return `${name} still has access on ${count(granted.length, "subscription")}${unknown ? ", and not everything was read" : ""}, ${by}`;
  return unknown
    ? `${name} has no access where the snapshot read everything, and elsewhere that is not known, ${by}`
    : `${name} has no access any more, ${by}`;
}

function part<T>(title: string, all: readonly T[], linesOf: (each: T) => readonly string[]): string[] {
  if (all.length === 0) return [];
  const more = all.length - MOST;
  return [
    "",
    `${title}:`,
    ...all.slice(0, MOST).flatMap((each) => linesOf(each).map((line) => `  ${line}`)),
    ...(more > 0 ? [`  and ${more} more: --format json has all of them`] : []),
  ];
}

function grantedLines(granted: StillGranted, principalId: Guid, context: DriftContext): string[] {
  const { customer, grants, isDefined } = granted;
  const { directory } = context.report;
  const words = [...new Set(grants.map((grant) => grantWords(grant, principalId, directory)))];
  return [
    `${placeText(granted, directory)}: ${firstOf(words.sort(compareText), 5).join("; ")}`,
    `  ${wayOut(customer, isDefined, principalId, context)}`,
  ];
}

function grantWords(grant: AccessGrant, principalId: Guid, directory: NameDirectory): string {
  const role = directory.role(grant.roleDefinitionId);
  if (grant.principalId === principalId)
    return `${role}, ${grant.access.kind === "standing" ? "standing" : "on request"}`;
  const { managingTenantId, principalDisplayName } = grant;
  const { name } = directory.principal(managingTenantId, grant.principalId, principalDisplayName);
  return `approves ${role} of ${shorten(name)}`;
}

function wayOut(
  customer: string | undefined,
  isDefined: boolean,
  principalId: Guid,
  context: DriftContext,
): string {
  if (isDefined)
    return `the definitions grant it: ${command("keeper", "revoke", principalId, "--reason")} <why>`;
  if (customer === undefined) return "no customer of this estate: keeper drift says whose the delegation is";
  return isDeployedByCustomer(customer, context)
    ? `no longer defined: the customer deploys the package of ${command("keeper", "export", customer)}`
    : `no longer defined: deploy ${customer}`;
}

function reasonOf({ code }: NotKnown): string {
  return code === "failed"
    ? "Azure failed to write a delegation: what stands of it is not known"
    : unreadReason(code);
}

function goneLines(gone: readonly Gone[], directory: NameDirectory): string[] {
  const ended = gone.filter(({ wasThere }) => wasThere === true);
  const others = gone.filter(({ wasThere }) => wasThere !== true);
  const byCustomer = groupBy(others, ({ customer }) => customer ?? "");
  const customers = firstOf([...byCustomer.keys()].map((id) => id || "no customer").sort(compareText), 5);
  return [
    ...part("Gone since the earlier snapshot", ended, (each) => [placeText(each, directory)]),
    ...(others.length === 0
      ? []
      : ["", `No access on ${count(others.length, "subscription")} of ${customers.join(", ")}.`]),
  ];
}

function placeText(
  { customer, subscriptionId }: { readonly customer: string | undefined; readonly subscriptionId: Guid },
  directory: NameDirectory,
): string {
  const whose = customer === undefined ? "no customer of this estate" : customerText(customer, directory);
  return `${whose}, subscription ${subscriptionText(subscriptionId, directory)}`;
}
