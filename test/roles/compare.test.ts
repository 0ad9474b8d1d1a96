import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCatalogues, type RoleChange } from "../../lib/roles/compare.ts";
import type { BuiltInRole } from "../../lib/roles/role-catalogue.ts";
import { anyCatalogue } from "./arbitraries.ts";
import { guid, role } from "./sample-roles.ts";

function compare(before: readonly BuiltInRole[], after: readonly BuiltInRole[]): readonly RoleChange[] {
  return compareCatalogues({ date: "2026-01-01", roles: before }, { date: "2026-08-22", roles: after });
}

const SUPPORTED = { kind: "supported" } as const;
const one = role("A", 1, { actions: ["a/read"] });

test("compareCatalogues reports added and removed roles with their verdicts", () => {
  expect(compare([], [one])).toEqual([{ kind: "added", id: guid(1), name: "A", verdict: SUPPORTED }]);
  expect(compare([one], [])).toEqual([{ kind: "removed", id: guid(1), name: "A", verdict: SUPPORTED }]);
});

test("compareCatalogues reports a role under another name as renamed", () => {
  expect(compare([one], [{ ...one, name: "B" }])).toEqual([
    { kind: "renamed", id: guid(1), name: "B", before: "A" },
  ]);
});

test("compareCatalogues reports that a role became refused, and back, with what it gained and lost", () => {
  const data = role("A", 1, { actions: ["a/write"], dataActions: ["a/blob"] });
  const reasons = [{ kind: "dataActions", actions: ["a/blob"] }];
  expect(compare([one], [data])).toEqual([
    { kind: "becameRefused", id: guid(1), name: "A", reasons },
    {
      kind: "permissionsChanged",
      id: guid(1),
      name: "A",
      differences: [
        { field: "actions", gained: ["a/write"], lost: ["a/read"] },
        { field: "dataActions", gained: ["a/blob"], lost: [] },
      ],
    },
  ]);
  expect(compare([data], [one])[0]).toEqual({
    kind: "becameSupported",
    id: guid(1),
    name: "A",
    verdict: SUPPORTED,
    reasons,
  });
});

test("compareCatalogues reports actions that move between blocks and a new condition as changed permissions", () => {
  const apart = role("A", 1, { actions: ["a/*"] }, { actions: ["b/*"], notActions: ["b/c"] });
  const moved = role("A", 1, { actions: ["a/*"], notActions: ["b/c"] }, { actions: ["b/*"] });
  const change = { kind: "permissionsChanged", id: guid(1), name: "A", differences: [] };
  expect(compare([apart], [moved])).toEqual([change]);
  expect(compare([one], [role("A", 1, { actions: ["a/read"], condition: "c" })])).toEqual([change]);
});

test("compareCatalogues puts what can break an offer first, then goes by name", () => {
  const plain = (name: string, number: number): BuiltInRole => role(name, number, {});
  const data = (name: string, number: number): BuiltInRole => role(name, number, { dataActions: ["a/b"] });
  const before = [plain("Gone", 1), plain("Z", 2), plain("A", 3), data("Back", 4), plain("Old", 5)];
  const after = [data("Z", 2), data("A", 3), plain("Back", 4), plain("New", 5), plain("Fresh", 6)];
  expect(compare(before, after).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "removed Gone",
    "becameRefused A",
    "becameRefused Z",
    "renamed New",
    "becameSupported Back",
    "permissionsChanged A",
    "permissionsChanged Back",
    "permissionsChanged Z",
    "added Fresh",
  ]);
});

test("compareCatalogues finds no change between a catalogue and itself in another order", () => {
  fc.assert(
    fc.property(anyCatalogue, ({ roles }) => {
      const turned = roles.map((r) => ({ ...r, permissions: [...r.permissions].reverse() })).reverse();
      expect(compare(roles, turned)).toEqual([]);
    }),
  );
});

test("compareCatalogues finds added what it finds removed the other way round", () => {
  const ids = (changes: readonly RoleChange[], kind: string): readonly string[] =>
    changes.filter((change) => change.kind === kind).map(({ id }) => id);
  fc.assert(
    fc.property(anyCatalogue, fc.nat(5), (catalogue, at) => {
      const fewer = catalogue.roles.filter((_, index) => index !== at);
      const gone = catalogue.roles.filter((_, index) => index === at).map(({ id }) => id);
      expect(ids(compare(catalogue.roles, fewer), "removed")).toEqual(gone);
      expect(ids(compare(fewer, catalogue.roles), "added")).toEqual(gone);
    }),
  );
});
