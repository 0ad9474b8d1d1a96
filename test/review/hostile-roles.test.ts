import { expect, test } from "vitest";
import { CapabilityComparison, comparisonEffort } from "../../lib/capabilities/capability-comparison.ts";
import { Effort } from "../../lib/permissions/search.ts";
import { summarize } from "../../lib/report/summary/summarize.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { redefinedRoles } from "../../lib/review/redefined-roles.ts";
import { reviewEffort } from "../../lib/review/role-meaning.ts";
import { readCompactCatalogue } from "../../lib/roles/compact-form.ts";
import type { BuiltInRole, RoleCatalogue } from "../../lib/roles/role-catalogue.ts";
import { incomparableText } from "../../lib/workflows/compare-sides.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { REPORT } from "../support/reviews.ts";
import { aGrant, anAccess, aSide, ROLE } from "../support/sides.ts";

/* Row 9 of the threat model: hostile roles in the change's catalogue. */

const catalogue = sampleCatalogue();
const reader = catalogue.roles.find(({ id }) => id === ROLE.reader);

function aRole(index: number, actions: readonly string[], notActions: readonly string[]): BuiltInRole {
  const id = guidOf("0").slice(0, -4) + String(1000 + index);
  const block = { actions, notActions, dataActions: [], notDataActions: [], condition: null };
  return { id, name: `Hostile ${index}`, permissions: [block] };
}

const withRoles = (...roles: readonly BuiltInRole[]): RoleCatalogue => ({
  ...catalogue,
  roles: [...catalogue.roles, ...roles],
});

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
/** A pattern with many stars, which differs from others in one of its letters. */
const starred = (seed: number) =>
  `*${[..."abcdefgh"].map((letter, at) => letter + ((seed >> at) & 1)).join("*")}*`;

const HOSTILE: readonly [string, readonly BuiltInRole[]][] = [
  ["exceptions with many stars", numbers(20).map((at) => aRole(at, ["*"], numbers(200).map(starred)))],
  [
    "very many actions",
    [
      aRole(
        0,
        numbers(20_000).map((at) => `x${at}/*/y`),
        [],
      ),
    ],
  ],
  [
    "very many exceptions",
    [
      aRole(
        0,
        ["*"],
        numbers(20_000).map((at) => `*/x${at}/*`),
      ),
    ],
  ],
  [
    "actions and exceptions that cross",
    numbers(20).map((at) =>
      aRole(
        at,
        numbers(100).map((n) => `*a${n}*b*`),
        numbers(100).map((n) => `*b${n}*a*`),
      ),
    ),
  ],
];

function compared(change: RoleCatalogue, base: RoleCatalogue = catalogue) {
  const side = aSide(anAccess([aGrant()]));
  return compareSides(side, side, { catalogue: base, changeCatalogue: change });
}

test.each(HOSTILE)("row 9: a review of a hostile role ends, and says that it is wider: %s", (_, roles) => {
  const result = compared(withRoles(...roles));
  expect(result.ok).toBe(true);
  const effort = reviewEffort();
  redefinedRoles([], { catalogue, changeCatalogue: withRoles(...roles) }, effort);
  expect(effort.exhaustedBy).toBeUndefined();
  expect(effort.wording.exhaustedBy).toBeDefined();
});

test("row 9: a review that cannot be decided within its budget is refused, and names the role", () => {
  const crossing = (from: number) =>
    numbers(20).map((at) =>
      aRole(
        at,
        numbers(100).map((n) => `*a${from + n}*b*`),
        numbers(100).map((n) => `*b${from + n}*a*`),
      ),
    );
  const result = compared(withRoles(...crossing(50)), withRoles(...crossing(0)));
  if (result.ok) throw new Error("these roles are not hostile enough");
  expect(result.error).toMatchObject({
    kind: "roles-too-complex",
    roles: expect.stringMatching(/^Hostile \d+$/),
  });
  expect(incomparableText(result.error)).toContain("Hostile");
});

test("row 9: words for hostile roles have one budget too: beyond it they name more than there is, and say so", () => {
  const held: readonly string[] = [ROLE.reader, ROLE.contributor];
  const patterns = numbers(300).map((at) => `*/x${at}/*/y`);
  const change = {
    ...catalogue,
    roles: catalogue.roles.map((role) =>
      held.includes(role.id) ? { ...role, permissions: aRole(0, patterns, []).permissions } : role,
    ),
  };
  const side = aSide(anAccess(held.map((roleDefinitionId) => aGrant({ roleDefinitionId }))));
  const result = compareSides(side, side, { catalogue, changeCatalogue: change });
  if (!result.ok) throw new Error("these roles cannot be compared");
  const isSaid = (effort: Effort) =>
    summarize(result.value, REPORT, { effort }).map(({ notes }) =>
      notes.some((note) => note.includes("too complex to be put into words")),
    );
  expect(isSaid(comparisonEffort())).toEqual([false, false]);
  expect(isSaid(new Effort(10))).toEqual([true, true]);
  const gaining = result.value.redefinedRoles.filter(({ gained }) => gained.length > 0);
  expect(gaining.length).toBeGreaterThan(0);
  for (const { gained } of gaining) {
    const codes = (effort: Effort) =>
      new CapabilityComparison(catalogue, false, effort).ofOperations(gained).map(({ code }) => code);
    const [whole, cut] = [codes(comparisonEffort()), codes(new Effort(10))];
    expect(cut.length).toBeGreaterThan(whole.length);
    expect(cut).toEqual(expect.arrayContaining(whole));
  }
});

test("comparing every role of the shipped catalogue with none takes less than a tenth of the budget", () => {
  const effort = reviewEffort();
  const empty = { ...catalogue, roles: [] };
  const found = redefinedRoles([], { catalogue: empty, changeCatalogue: catalogue }, effort);
  expect(found).toHaveLength(catalogue.roles.length);
  expect(effort.exhaustedBy).toBeUndefined();
  expect(effort.spent).toBeLessThan(1_000_000);
});

test("an action of any length, or a name, is no part of a catalogue", () => {
  const role = (changes: object) => ({
    form: "lighthouse-keeper role catalogue 1",
    date: "2026-11-01",
    roles: [{ name: "X", id: guidOf("1"), permissions: [{ actions: { "": "*" } }], ...changes }],
  });
  expect(readCompactCatalogue(role({}))).toHaveProperty("catalogue");
  expect(readCompactCatalogue(role({ permissions: [{ actions: { "": "a".repeat(501) } }] }))).toHaveProperty(
    "problem",
  );
  expect(readCompactCatalogue(role({ name: "a".repeat(513) }))).toHaveProperty("problem");
  expect(reader?.name).toBe("Reader");
});
