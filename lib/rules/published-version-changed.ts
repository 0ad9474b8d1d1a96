import { compareVersions } from "../delegation/identifiers.ts";
import { RECORD_FOLDER, recordedLines } from "../delegation/recorded-version.ts";
import { compareText } from "../values/compare-text.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import { takenOffers } from "./delegations.ts";
import type { Estate } from "./estate.ts";
import type { Breach } from "./finding.ts";
import { planVersions } from "./offer-parts.ts";
import { groupByCause, type VersionDifference } from "./record-difference.ts";
import { recordNames } from "./record-names.ts";
import type { ContextRule } from "./rule.ts";

/** Most customers and versions that a sentence names. */
const MOST_NAMES = 5;

/** LH080: a recorded version keeps its meaning. */
export const publishedVersionChanged: ContextRule = {
  code: "LH080",
  kind: "published-version-changed",
  severity: "error",
  judges: "context",
  title: "Every recorded version still grants what it granted",
  what: `A version of a plan is in \`${RECORD_FOLDER}/\`, because it was published or because customers had it at a synthesis. It now grants something else: another principal, role, activation, approver or delegated role. Where an edited set, policy or principal changes several versions, one finding names all of them. Names and texts are not compared, and neither are marks of revoked principals.`,
  harm: "Customers agreed to this version by its number. They would get other access under the same number, and nothing would show them that it changed.",
  fix: "`keeper new version <offer>/<plan>` restores the recorded versions and writes the next one with the edit; `--all-that-include <set>` does so for every plan that names the set. A draft that was neither published nor deployed can be removed from the record by hand.",
  accept: "Never: a version that customers agreed to must not change.",
  source:
    "This project's own: the record is written by `keeper publish` and `keeper synth`, and committed. Microsoft: Managed Service offers in Microsoft Marketplace (a published version is replaced by a new one)",
  *check(estate) {
    for (const group of groupByCause(recordDifferences(estate))) yield breachOf(group, estate);
  },
};

/** Versions that differ from the record. Where customers are selected, only those that they take. */
export function recordDifferences(estate: Estate): VersionDifference[] {
  if (estate.published.size === 0) return [];
  const taken = estate.isComplete ? undefined : takenVersions(estate);
  return [...estate.offers]
    .sort((a, b) => compareText(a.value.id, b.value.id))
    .flatMap(({ value: offer, file }) =>
      planVersions(offer)
        .filter((each) => taken?.has(versionKey(offer.id, each.planId, each.number)) ?? true)
        .sort((a, b) => compareText(a.planId, b.planId) || compareVersions(a.number, b.number))
        .flatMap(({ planId: plan, number, version, path }): VersionDifference[] => {
          const recorded = own(own(estate.published.get(offer.id) ?? {}, plan)?.versions ?? {}, number);
          const now = recorded && recordedLines(version, estate.catalogue);
          if (recorded === undefined || now === undefined) return [];
          const removed = recorded.filter((line) => !now.includes(line));
          const added = now.filter((line) => !recorded.includes(line));
          if (removed.length + added.length === 0) return [];
          return [{ offer: offer.id, plan, version: number, at: { file, path }, removed, added }];
        }),
    );
}

function takenVersions(estate: Estate): ReadonlySet<string> {
  const keys = estate.customers.flatMap(({ value }) =>
    takenOffers(value, estate).map(({ delegation: { offer, plan, version } }) =>
      versionKey(offer, plan, version),
    ),
  );
  return new Set(keys);
}

function versionKey(offer: string, plan: string, version: string): string {
  return `${offer}/${plan}@${version}`;
}

function breachOf(group: readonly [VersionDifference, ...VersionDifference[]], estate: Estate): Breach {
  const [first, ...others] = group;
  const names = group.map(({ offer, plan, version }) => versionKey(offer, plan, version));
  const files = [...new Set(group.map(({ offer }) => `${RECORD_FOLDER}/${offer}.yaml`))];
  const customers = customersOf(new Set(names), estate);
  const isOne = others.length === 0;
  return {
    at: first.at,
    problem: `${isOne ? `Version ${names[0]} grants` : `${group.length} recorded versions grant`} something else than recorded: ${isOne ? "" : `${listed(names, MOST_NAMES)}; `}${takenBy(customers)}`,
    details: detailsOf(group, estate),
    received: differenceText(group),
    allowed: `what ${listed(files, MOST_NAMES)} ${files.length === 1 ? "records" : "record"}`,
    fix: `${wayOut(group)}; a draft that was never published or deployed can be removed from ${files.length === 1 ? (files[0] ?? "") : `${RECORD_FOLDER}/`}`,
    facts: {
      customers,
      versions: group.map(({ offer, plan, version, removed, added }) => ({
        offer,
        plan,
        version,
        removed,
        added,
      })),
    },
  };
}

/** How to restore the versions of a group: one command for each plan. */
function wayOut(group: readonly VersionDifference[]): string {
  const plans = [...new Set(group.map(({ offer, plan }) => `${offer}/${plan}`))];
  const commands = plans.map((plan) => `\`keeper new version ${plan}\``);
  if (commands.length === 1)
    return `run ${commands[0]}: it restores what is recorded and writes the next version with the edit`;
  return `run ${listed(commands, MOST_NAMES)}, one after the other: each restores what is recorded and writes the plan's next version with the edit; one run with --all-that-include and the name of an edited set does it for all plans that name the set`;
}

function customersOf(versions: ReadonlySet<string>, estate: Estate): string[] {
  return estate.customers
    .filter(({ value }) =>
      takenOffers(value, estate).some(({ delegation: { offer, plan, version } }) =>
        versions.has(versionKey(offer, plan, version)),
      ),
    )
    .map(({ value }) => value.id)
    .sort(compareText);
}

function takenBy(customers: readonly string[]): string {
  return customers.length === 0 ? "no customer takes it now" : `taken by ${listed(customers, MOST_NAMES)}`;
}

function differenceText(group: readonly VersionDifference[]): string {
  const added = new Set(group.flatMap((each) => each.added)).size;
  const removed = new Set(group.flatMap((each) => each.removed)).size;
  const parts = [added > 0 ? `${added} added` : "", removed > 0 ? `${removed} removed` : ""];
  return `grants: ${parts.filter((each) => each !== "").join(", ")}`;
}

/** The differences, line by line: equal ones once, under the versions that have them. */
function detailsOf(group: readonly VersionDifference[], estate: Estate): string[] {
  const describe = recordNames(estate);
  const byLines = new Map<string, string[]>();
  for (const { offer, plan, version, removed, added } of group) {
    const lines = [
      ...removed.map((line) => `- ${describe(line)}`),
      ...added.map((line) => `+ ${describe(line)}`),
    ].join("\n");
    byLines.set(lines, [...(byLines.get(lines) ?? []), versionKey(offer, plan, version)]);
  }
  if (byLines.size === 1) return [...byLines.keys()].flatMap((lines) => lines.split("\n"));
  return [...byLines].flatMap(([lines, names]) => [
    `${names.join(", ")}:`,
    ...lines.split("\n").map((line) => `  ${line}`),
  ]);
}
