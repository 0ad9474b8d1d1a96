import type {
  AcceptanceStatus,
  DelegationState,
  DelegationStatus,
  EstateStatus,
  RecordSignature,
  RoleStatus,
} from "../../status/estate-status.ts";
import { count, NO_CUSTOMER } from "../phrases.ts";

/** Each state of a delegation. Its word, and its meaning as a sentence without final period. */
export const STATE_WORDS: Readonly<
  Record<DelegationState, { readonly word: string; readonly meaning: string }>
> = {
  unknown: { word: "not compared", meaning: "there is no snapshot" },
  "not-read": {
    word: "not read",
    meaning: "the snapshot did not read the subscription whole: nothing is known",
  },
  "not-deployed": {
    word: "not deployed",
    meaning: "Azure grants none of it: never deployed, or removed (`missing` in `keeper drift`)",
  },
  failed: { word: "failed", meaning: "the definition failed in Azure" },
  differs: { word: "differs", meaning: "Azure has other access, or only a part of the scopes" },
  "in-place": { word: "in place", meaning: "Azure has the access that the definition makes" },
  "nothing-delegated": {
    word: "nothing delegated",
    meaning: "the offer is taken, and no scope is named yet",
  },
  unreadable: {
    word: "has errors",
    meaning: "the definition has errors, which `keeper check` lists",
  },
};

/** What Azure Lighthouse says of a role, as a predicate. */
export const VERDICT_WORDS: Readonly<Record<RoleStatus["verdict"], string>> = {
  deprecated: "deprecated",
  refused: "refused by Azure Lighthouse",
  "not-in-catalogue": "not in the role catalogue",
};

/** States of a recorded acceptance that are shown, with their meaning. */
export const ACCEPTANCE_WORDS = {
  "not-recorded": {
    word: "not recorded",
    meaning: "no record says that the customer accepted anything; `keeper accept` writes one",
  },
  unreadable: {
    word: "cannot be read",
    meaning: "the record has errors, which `keeper check` lists, and covers nothing",
  },
  recorded: {
    word: "recorded",
    meaning: "what the definitions grant is in the record; it is what the provider was told, and no proof",
  },
  exceeded: {
    word: "exceeded",
    meaning: "the definitions grant more than the record lists",
  },
} as const satisfies Readonly<
  Record<
    Exclude<AcceptanceStatus["state"], "nothing-delegated">,
    { readonly word: string; readonly meaning: string }
  >
>;

/** What is recorded of an acceptance, in a few words: never that the customer agreed. */
export function acceptanceWords({ state, recordedOn, signature }: AcceptanceStatus): string {
  const recorded = `${ACCEPTANCE_WORDS.recorded.word} ${recordedOn}${SIGNATURE_WORDS[signature]}`;
  return {
    "nothing-delegated": "",
    "not-recorded": ACCEPTANCE_WORDS["not-recorded"].word,
    unreadable: ACCEPTANCE_WORDS.unreadable.word,
    recorded,
    exceeded: `${recorded}, ${ACCEPTANCE_WORDS.exceeded.word}`,
  }[state];
}

const SIGNATURE_WORDS: Readonly<Record<RecordSignature, string>> = {
  none: "",
  verified: ", signed",
  "not-verified": ", signature not verified",
};

/** What is delegated where, as numbers: `2 subscriptions, 3 resource groups`. */
export function scopesText({ scopes }: Pick<DelegationStatus, "scopes">): string {
  const whole = scopes.filter(({ resourceGroups }) => resourceGroups === undefined).length;
  const groups = scopes.reduce((sum, { resourceGroups = [] }) => sum + resourceGroups.length, 0);
  const parts = [
    ...(whole > 0 ? [count(whole, "subscription")] : []),
    ...(groups > 0 ? [count(groups, "resource group")] : []),
  ];
  return parts.length === 0 ? "–" : parts.join(", ");
}

/**
 * The version of a delegation, with the newer one after an arrow. The one that Azure claims follows where it differs.
 */
export function versionText({ version, update, waitingSince, accepted, scopes }: DelegationStatus): string {
  const claimed = new Set(scopes.flatMap(({ sourceInAzure }) => sourceInAzure?.split("@")[1] ?? []));
  const others = [...claimed].filter((each) => each !== version);
  return [
    version,
    ...(update === undefined ? [] : [`→ ${update}`]),
    ...(waitingSince === undefined ? [] : [`since ${waitingSince}`]),
    ...(accepted === undefined ? [] : [`(${accepted.version} accepted ${accepted.since})`]),
    ...(others.length === 0 ? [] : [`(Azure: ${others.sort().join(", ")})`]),
  ].join(" ");
}

/** A version that was accepted and is not taken yet, as a clause. */
export function acceptedText({ version, since }: NonNullable<DelegationStatus["accepted"]>): string {
  return `${version} accepted, waiting since ${since}`;
}

/** The estate in numbers, a sentence each without final period. */
export function summaryLines(status: EstateStatus): string[] {
  const { customers, unreadableFiles, others } = status;
  const delegations = customers.flatMap((each) => each.delegations);
  const stateCount = (state: DelegationState) => delegations.filter((each) => each.state === state).length;
  const states = (Object.keys(STATE_WORDS) as DelegationState[])
    .filter((state) => state !== "unknown" && stateCount(state) > 0)
    .map((state) => `${stateCount(state)} ${STATE_WORDS[state].word}`);
  const self = customers.filter(({ deployedBy }) => deployedBy === "customer").length;
  const idle = customers.filter((each) => each.delegations.length === 0).length;
  const updates = delegations.filter(({ update }) => update !== undefined).length;
  return [
    ...(customers.length + unreadableFiles.length === 0 ? [NO_CUSTOMER] : []),
    `${count(customers.length, "customer")}, ${count(delegations.length, "offer")} taken${states.length === 0 ? "" : `: ${states.join(", ")}`}`,
    ...(updates === 0
      ? []
      : [`update available (→): ${count(updates, "offer")} taken${waitingText(delegations)}`]),
    ...(self === 0 ? [] : [`deployed by the customer itself: ${count(self, "customer")}`]),
    ...acceptanceLines(customers),
    ...(idle === 0 ? [] : [`without any offer: ${count(idle, "customer")}`]),
    ...(unreadableFiles.length === 0
      ? []
      : [
          `missing here: ${count(unreadableFiles.length, "file")} that cannot be read; keeper check lists them`,
        ]),
    ...exceptionLines(status),
    ...(others === undefined || others.toOwnTenants + others.toOtherTenants === 0
      ? []
      : [
          `in Azure without a definition: ${others.toOwnTenants} to managing tenants of this estate, ${others.toOtherTenants} to others`,
        ]),
  ];
}

/**
 * Text for how long updates have waited. For the provider, since the day of the publication. For customers that
 * accepted, since the day of the acceptance.
 */
function waitingText(delegations: readonly DelegationStatus[]): string {
  const days = delegations.flatMap(({ waitingSince }) => waitingSince ?? []).sort();
  const accepted = delegations.flatMap((each) => each.accepted?.since ?? []).sort();
  if (days.length + accepted.length === 0) return ", waiting since: not known";
  return [
    ...(days.length === 0 ? [] : [`, waiting since ${days[0]}`]),
    ...(accepted.length === 0
      ? []
      : [`, ${accepted.length} of them accepted and waiting since ${accepted[0]}`]),
  ].join("");
}

/** Exceptions of the estate, each kind under its own word (docs/deviations.md). */
function exceptionLines({ deviations, acceptedWarnings, roles }: EstateStatus): string[] {
  const past = deviations.filter(({ isPast }) => isPast).length;
  const kept = roles.filter(({ isKept }) => isKept).length;
  const parts = [
    ...(deviations.length === 0
      ? []
      : [
          `${count(deviations.length, "deviation")}${past === 0 ? "" : ` (${past} past ${past === 1 ? "its day" : "their days"})`}`,
        ]),
    ...(acceptedWarnings === 0 ? [] : [`${count(acceptedWarnings, "accepted warning")}`]),
    ...(kept === 0 ? [] : [`${count(kept, "kept role")}`]),
  ];
  return parts.length === 0 ? [] : [`exceptions: ${parts.join(", ")}`];
}

/** How many acceptances are recorded, and how many definitions go beyond them. */
function acceptanceLines(customers: EstateStatus["customers"]): string[] {
  const countOf = (state: AcceptanceStatus["state"]) =>
    customers.filter(({ acceptance }) => acceptance.state === state).length;
  const required = customers.filter(({ acceptance }) => acceptance.isRequired).length;
  const idle = customers.filter(
    ({ acceptance, delegations }) =>
      acceptance.state === "recorded" && delegations.every(({ state }) => state === "nothing-delegated"),
  ).length;
  const lines = [
    { of: countOf("not-recorded"), words: "acceptance not recorded" },
    { of: idle, words: "accepted, and nothing delegated" },
    { of: countOf("exceeded"), words: "more access than the recorded acceptance" },
    { of: countOf("unreadable"), words: "record of the acceptance cannot be read" },
    { of: required, words: "acceptance required by the gate" },
  ];
  return lines.flatMap(({ of, words }) => (of === 0 ? [] : [`${words}: ${count(of, "customer")}`]));
}

/** What the state of Azure is known from. */
export function snapshotLine(
  snapshot: { readonly name: string; readonly ended: string } | undefined,
): string {
  return snapshot === undefined
    ? "Azure was not compared: keeper fetch, then keeper status --from azure"
    : `Azure as of ${snapshot.ended} (${snapshot.name})`;
}
