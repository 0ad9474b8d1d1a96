import { type AccessGrant, mediationIdentity } from "../../access/access-grant.ts";
import type { CapabilityComparison } from "../../capabilities/capability-comparison.ts";
import type { AccessChange, CoveringGrant, GrantFate } from "../../review/access-change.ts";
import { changedTerms } from "../../review/changed-terms.ts";
import type { NetChange } from "../../review/net-changes.ts";
import { isNonEmpty } from "../../review/role-meaning.ts";
import { exchangeOf } from "../../review/severity.ts";
import { listed } from "../../values/listed.ts";
import { shorten } from "../phrases.ts";
import { consequencesOf } from "../review/consequence.ts";
import type { ReportContext } from "../review/context.ts";
import { wayText } from "../review/describe-grant.ts";
import { gradeText, termsText } from "../review/wording.ts";
import { whereText, whoText } from "./labels.ts";
import { powersOf, worstOf } from "./powers.ts";
import type { SummaryLine, Unnumbered } from "./summary-line.ts";

/** Covering grants that a line names one by one. */
const MOST_COVERS = 3;

/** A change of a principal's grants: roles added, removed or replaced, or other terms. */
export function accessLine(
  net: NetChange,
  context: ReportContext,
  capabilities: CapabilityComparison,
): Unnumbered {
  const grants = [...net.after, ...net.before].map(({ grant }) => grant);
  const exchanges = net.changes.map(exchangeOf);
  const operationsOf = (which: "gained" | "lost") =>
    exchanges.flatMap((each) => each[which]?.[0].operations ?? []);
  const gains = powersOf(net.after, operationsOf("gained"), capabilities);
  const losses = powersOf(net.before, operationsOf("lost"), capabilities);
  const isAltered = net.changes.every(({ kind }) => kind === "grant-altered");
  const [first] = grants;
  return {
    sign: signOf(net),
    grade: net.grade,
    flags: net.flags,
    title: gradeText(net),
    severity: worstOf(gains) ?? worstOf(losses),
    who: first === undefined ? "" : whoText(first, context),
    ...(isAltered ? alteredRole(net, context) : changedRoles(net, context)),
    where: `on ${whereText(net, context)}`,
    powerUse: isAltered && !handsOutMore(net.changes) ? "same" : "changed",
    gains,
    losses,
    notes: [
      ...consequencesOf(net.changes, { after: net.first.after, directory: context.directory }),
      ...termNotes(net.changes),
      ...coverNotes(net, context),
    ],
    customers: net.customers,
    scopes: net.scopes,
    of: { kind: "net", net },
  };
}

/** The sign of a grade. A reader must see first whether there is more or less. */
function signOf({ grade, before, after }: NetChange): SummaryLine["sign"] {
  if (grade === "mixed") return "±";
  if (grade === "broadening") return "+";
  if (grade === "narrowing") return "-";
  if (after.length === 0) return "-";
  return before.length === 0 ? "+" : "~";
}

type What = Pick<SummaryLine, "what" | "how">;

/** Roles before and after; their terms once where they are the same for all. */
function changedRoles({ before, after }: NetChange, context: ReportContext): What {
  const [old, now] = [before, after].map((each) => each.map(({ grant }) => grant)) as [
    AccessGrant[],
    AccessGrant[],
  ];
  const all = [...now, ...old];
  const isUniform = new Set(all.map(({ access }) => mediationIdentity(access))).size === 1;
  const [first] = all;
  const how = isUniform && first !== undefined ? wayText(first, context.directory) : "";
  const named = (grants: readonly AccessGrant[]) => rolesText(grants, !isUniform, context);
  if (old.length === 0) return { what: `gets ${named(now)}`, how };
  if (now.length === 0) return { what: `loses ${named(old)}`, how };
  return { what: `${named(old)} -> ${named(now)}`, how };
}

function rolesText(grants: readonly AccessGrant[], withTerms: boolean, { directory }: ReportContext): string {
  const texts = grants.map((grant) => {
    const role = shorten(directory.role(grant.roleDefinitionId));
    return withTerms ? `${role} (${wayText(grant, directory)})` : role;
  });
  const [last = "", ...others] = [...new Set(texts)].reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} and ${last}`;
}

function alteredRole({ before, after }: NetChange, { directory }: ReportContext): What {
  const [old, now] = [before[0]?.grant, after[0]?.grant];
  if (old === undefined || now === undefined) return { what: "", how: "" };
  return {
    what: shorten(directory.role(now.roleDefinitionId)),
    how: `${wayText(old, directory)} -> ${wayText(now, directory)}`,
  };
}

function handsOutMore(changes: readonly AccessChange[]): boolean {
  return changes.some(
    (change) =>
      change.kind === "grant-altered" && change.gained.delegated.length + change.lost.delegated.length > 0,
  );
}

function termNotes(changes: readonly AccessChange[]): string[] {
  return changes.flatMap((change) =>
    change.kind === "grant-altered" ? termsText(changedTerms(change.before.access, change.after.access)) : [],
  );
}

const FATE_WORDS: Readonly<Record<GrantFate, string>> = {
  stays: "which stays",
  removed: "which this one replaces",
  added: "which replaces it",
  altered: "which this change alters",
};

/** What covers grants that give or take nothing. Where one change replaces the other, the line says it already. */
function coverNotes({ changes, before, after }: NetChange, context: ReportContext): string[] {
  const replaces = before.length > 0 && after.length > 0;
  return changes.flatMap((change) => {
    if (change.kind !== "grant-added" && change.kind !== "grant-removed") return [];
    if (isNonEmpty(change.difference) || (replaces && change.coveredBy.every(({ fate }) => fate !== "stays")))
      return [];
    return [coverNote(change.kind === "grant-added" ? "gains" : "loses", change.coveredBy, context)];
  });
}

function coverNote(
  verb: "gains" | "loses",
  coveredBy: readonly CoveringGrant[],
  { directory }: ReportContext,
): string {
  const nothing = verb === "gains" ? "no new permissions" : "no permissions lost";
  if (coveredBy.length === 0) return `${nothing}: the role allows nothing here`;
  const covers = coveredBy.map(({ grant, fate }) => {
    const kind = grant.access.kind === "standing" ? "standing" : "on request";
    return `${shorten(directory.role(grant.roleDefinitionId))} (${kind}), ${FATE_WORDS[fate]}`;
  });
  return `${nothing}: ${verb === "gains" ? "already" : "still"} covered by ${listed(covers, MOST_COVERS, "; ")}`;
}
