import { formLines } from "../delegation/deviation.ts";
import { recordedLines } from "../delegation/recorded-version.ts";
import type { AdoptionProblem } from "../drift/allowance.ts";
import type { PlanEdit } from "../estate/plan-edit.ts";
import { type Estate, findOffer } from "../rules/estate.ts";
import { groupBy } from "../values/group-by.ts";
import { own } from "../values/own.ts";
import type { Look, LookedAt } from "./drifted-delegations.ts";
import type { VersionMove } from "./moved-versions.ts";
import { nextVersion } from "./offer-lines.ts";
import { restoredVersion } from "./restored-version.ts";

/** A delegation in a definition, where Azure has one other set on all its subscriptions. */
export interface DriftedEntry extends Omit<VersionMove, "to"> {
  readonly offer: string;
  readonly plan: string;
  /** What Azure grants, a line each. */
  readonly lines: readonly string[];
  readonly looks: readonly LookedAt[];
}

/** A version that grants what Azure has. */
export interface AzureVersion {
  readonly offer: string;
  /** The offer's file. */
  readonly file: string;
  readonly plan: string;
  readonly number: string;
  readonly lines: readonly string[];
  /** What writes it; undefined where the plan has it. */
  readonly edit: PlanEdit | undefined;
  readonly entries: readonly DriftedEntry[];
}

type Refused = LookedAt & { readonly why: AdoptionProblem };

/** Differences by what can become of them. */
export interface DriftedEntries {
  readonly entries: readonly DriftedEntry[];
  readonly refused: readonly Refused[];
  readonly notRead: readonly LookedAt[];
}

/** Groups looks by the delegations of definitions. Sorts them by whether they can become another version. */
export function driftedEntries(looks: readonly Look[], estate: Estate): DriftedEntries {
  const sorted = estate.customers.flatMap(({ value: customer, file }) =>
    customer.delegations.map(({ offer, plan, version, scopes }, index): DriftedEntries => {
      const ids = new Set(scopes.map(({ subscription }) => own(customer.subscriptions, subscription)));
      const present = looks.filter(
        (each) => each.customer === customer.id && each.offer === offer && ids.has(each.subscriptionId),
      );
      return sortedOut({ customer: customer.id, file, index, offer, plan, version }, present, estate);
    }),
  );
  return {
    entries: sorted.flatMap((each) => each.entries),
    refused: sorted.flatMap((each) => each.refused),
    notRead: sorted.flatMap((each) => each.notRead),
  };
}

/** What can become of one delegation, by how Azure differs on each of its subscriptions. */
function sortedOut(
  entry: Omit<DriftedEntry, "lines" | "looks">,
  looks: readonly Look[],
  estate: Estate,
): DriftedEntries {
  const notRead = looks.filter(({ allowance }) => allowance.kind === "not-read").map(plain);
  const refused = looks.flatMap((each): Refused[] => {
    const why = problemOf(each, estate);
    return why === undefined ? [] : [{ ...plain(each), why }];
  });
  const differing = looks.flatMap((each) =>
    each.allowance.kind === "differs" ? [{ look: plain(each), lines: formLines(each.allowance.azure) }] : [],
  );
  const [first] = differing;
  if (first === undefined) return { entries: [], refused, notRead };
  if (notRead.length + refused.length > 0) {
    const told = new Set(refused.map(({ subscriptionId }) => subscriptionId));
    const others = differing.filter(({ look }) => !told.has(look.subscriptionId));
    const beside = others.map(({ look }): Refused => ({ ...look, why: "other-subscription" }));
    return { entries: [], refused: [...refused, ...beside], notRead };
  }
  const isOne =
    differing.length === looks.length &&
    differing.every(({ lines }) => lines.join("\n") === first.lines.join("\n"));
  const all = differing.map(({ look }) => look);
  return isOne
    ? { entries: [{ ...entry, lines: first.lines, looks: all }], refused, notRead }
    : { entries: [], refused: all.map((each) => ({ ...each, why: "subscriptions-differ" })), notRead };
}

function problemOf(look: Look, { deviations }: Estate): AdoptionProblem | undefined {
  const { allowance } = look;
  if (allowance.kind === "not-allowed") return allowance.why;
  if (allowance.kind !== "differs") return undefined;
  const isHeld = deviations.some(
    ({ value: { customer, subscriptionId, offer } }) =>
      customer === look.customer && subscriptionId === look.subscriptionId && offer === look.offer,
  );
  if (isHeld) return "deviation";
  return allowance.azure.scopes.length < allowance.defined.scopes.length ? "fewer-scopes" : undefined;
}

function plain({ customer, subscriptionId, offer }: LookedAt): LookedAt {
  return { customer, subscriptionId, offer };
}

/**
 * Versions that grant what Azure has, one for each plan and set. A plan has them already, or they are still to be
 * written.
 */
export function azureVersions(
  entries: readonly DriftedEntry[],
  estate: Estate,
): { readonly versions: readonly AzureVersion[]; readonly refused: readonly Refused[] } {
  const versions: AzureVersion[] = [];
  const refused: Refused[] = [];
  const taken = new Map<string, string[]>();
  const groups = groupBy(entries, ({ offer, plan, lines }) => JSON.stringify([offer, plan, lines]));
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const key = `${first.offer}/${first.plan}`;
    const version = azureVersion(first, group, taken.get(key) ?? [], estate);
    if (version === undefined)
      refused.push(
        ...group.flatMap(({ looks }) =>
          looks.map((each) => ({ ...each, why: "principal-unknown" as const })),
        ),
      );
    else {
      versions.push(version);
      taken.set(key, [...(taken.get(key) ?? []), version.number]);
    }
  }
  return { versions, refused };
}

/** Undefined where the registry of the managing tenant lacks a principal. @param taken numbers that are to be written */
function azureVersion(
  { offer: id, plan, version, lines }: DriftedEntry,
  entries: readonly DriftedEntry[],
  taken: readonly string[],
  estate: Estate,
): AzureVersion | undefined {
  const { published, catalogue } = estate;
  const located = findOffer(estate, id);
  const defined = own(located?.value.plans ?? {}, plan)?.versions ?? {};
  const now = own(defined, version);
  if (located === undefined || now === undefined) return undefined;
  const found = { offer: id, file: located.file, plan, lines, entries };
  const text = lines.join("\n");
  const same = Object.entries(defined).find(
    ([number, each]) => number !== version && recordedLines(each, catalogue)?.join("\n") === text,
  );
  if (same !== undefined) return { ...found, number: same[0], edit: undefined };
  const restored = restoredVersion({ offer: located.value, now, lines, catalogue });
  if (!restored.ok) return undefined;
  const recorded = Object.keys(own(published.get(id) ?? {}, plan)?.versions ?? {});
  const number = nextVersion([...Object.keys(defined), ...recorded, ...taken]);
  const edit = { plan, restored: new Map(), base: version, next: number, written: restored.value };
  return { ...found, number, edit };
}
