import { withoutMarker } from "../../delegation/version-marker.ts";
import type { AccessChange } from "../../review/access-change.ts";
import type { NetChange, NetKind } from "../../review/net-changes.ts";
import { count, shorten } from "../phrases.ts";
import { consequencesOf } from "../review/consequence.ts";
import type { ReportContext } from "../review/context.ts";
import { gradeText, PRESENCE_WORDS } from "../review/wording.ts";
import { customersLabel, whereText } from "./labels.ts";
import { NO_POWERS, type SummaryLine, type Unnumbered } from "./summary-line.ts";

/** A change of delegations, definitions or names: it gives and takes no permission by itself. */
export function delegationLine(net: NetChange, context: ReportContext): Unnumbered {
  const presence = net.customers.length === 1 ? PRESENCE_WORDS[net.first.presence] : undefined;
  return {
    sign: signOf(net),
    grade: net.grade,
    flags: net.flags,
    title: gradeText(net),
    severity: undefined,
    ...whoAndWhat(net, context),
    how: "",
    powerUse: "changed",
    gains: NO_POWERS,
    losses: NO_POWERS,
    notes: [
      ...consequencesOf(net.changes, { after: net.first.after, directory: context.directory }),
      ...(presence === undefined ? [] : [presence]),
    ],
    customers: net.customers,
    scopes: net.scopes,
    of: { kind: "net", net },
  };
}

function signOf({ kind, changes, flags }: NetChange): SummaryLine["sign"] {
  if (kind === "left-standing" || flags.includes("interruption")) return "!";
  const kinds = new Set(changes.map((change) => change.kind));
  if (kinds.has("assignment-added") && !kinds.has("assignment-removed")) return "+";
  return kinds.has("assignment-removed") && !kinds.has("assignment-added") ? "-" : "~";
}

/** Who and what of each kind. A definition's name is the change's own, so it is quoted. */
function whoAndWhat(net: NetChange, context: ReportContext): Pick<SummaryLine, "who" | "what" | "where"> {
  const customers = customersLabel(net.customers, context);
  const where = `on ${whereText(net, context)}`;
  const WORDS: Readonly<Record<Exclude<NetKind, "access">, Pick<SummaryLine, "who" | "what" | "where">>> = {
    restated: { who: "Grants", what: restatedText(net), where },
    delegation: { who: "Delegation", what: delegationText(net.changes), where },
    definition: { who: "Definition", what: definitionText(net.changes), where: `at ${customers}` },
    "left-standing": { who: "Delegation", what: leftStandingText(net.changes), where },
  };
  return WORDS[net.kind === "access" ? "restated" : net.kind];
}

function restatedText({ flags }: NetChange): string {
  return flags.includes("interruption")
    ? "the same access from another delegation"
    : "the same access under another name or from another delegation";
}

function delegationText(changes: readonly AccessChange[]): string {
  const kinds = new Set(changes.map(({ kind }) => kind));
  const flags = new Set(changes.flatMap((each) => each.flags));
  const [added, removed] = [kinds.has("assignment-added"), kinds.has("assignment-removed")];
  if (added && removed) return "moved or replaced";
  if (added) return flags.has("onboarding") ? "newly delegated" : "one more delegation";
  if (removed) return flags.has("offboarding") ? "no longer delegated" : "one delegation less";
  if (kinds.has("subscription-added")) return "subscription listed, nothing delegated";
  return kinds.has("definition-added") ? "definition added, not assigned" : "definition removed";
}

function definitionText(changes: readonly AccessChange[]): string {
  const changed = changes.flatMap((each) => (each.kind === "definition-changed" ? [each] : []));
  const [only, ...others] = [...new Set(changed.map(({ after }) => after.name))];
  const named = others.length === 0 ? `"${shorten(only ?? "")}"` : count(others.length + 1, "definition");
  if (changed.some(({ replacement }) => replacement.length > 0)) return `${named} replaced`;
  const isReworded = changed.some(
    ({ before, after }) =>
      before.name !== after.name ||
      withoutMarker(before.description) !== withoutMarker(after.description) ||
      before.marketplacePlan !== after.marketplacePlan,
  );
  const sources = new Set(
    changed.map(
      (each) =>
        `${shorten(each.before.claimedSource ?? "none")} -> ${shorten(each.after.claimedSource ?? "none")}`,
    ),
  );
  const source = sources.size === 1 ? ` (${[...sources].join()})` : "";
  return isReworded
    ? `${named}: texts that the customer reads change`
    : `${named}: plan or version changes${source}`;
}

function leftStandingText(changes: readonly AccessChange[]): string {
  const grants = changes.flatMap((each) => (each.kind === "subscription-vanished" ? each.leftStanding : []));
  return grants.length === 0
    ? "no longer managed here"
    : `no longer managed here: access left standing (${count(grants.length, "grant")})`;
}
