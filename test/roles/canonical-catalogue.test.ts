import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalCatalogue } from "../../lib/roles/canonical-catalogue.ts";
import { anyCatalogue } from "./arbitraries.ts";
import { role } from "./sample-roles.ts";

test("canonicalCatalogue sorts roles by code units, sorts actions, drops repeats and lowers GUIDs", () => {
  const upper = {
    ...role("a", 10, { actions: ["b/x", "B/x", "b/x", "a/x"] }),
    id: role("a", 10).id.toUpperCase(),
  };
  const catalogue = canonicalCatalogue("2026-08-22", [upper, role("Z", 1, {})]);
  expect(catalogue.roles.map(({ name }) => name)).toEqual(["Z", "a"]);
  expect(catalogue.roles[1]?.id).toBe("00000000-0000-4000-8000-00000000000a");
  expect(catalogue.roles[1]?.permissions[0]?.actions).toEqual(["B/x", "a/x", "b/x"]);
});

test("canonicalCatalogue keeps permission blocks apart", () => {
  const two = role("r", 1, { actions: ["b/x"] }, { actions: ["a/x"], notActions: ["a/y"] });
  const blocks = canonicalCatalogue("2026-08-22", [two]).roles[0]?.permissions ?? [];
  expect(blocks.map(({ actions, notActions }) => [actions, notActions])).toEqual([
    [["a/x"], ["a/y"]],
    [["b/x"], []],
  ]);
});

test("canonicalCatalogue leaves a canonical catalogue as it is", () => {
  fc.assert(
    fc.property(anyCatalogue, (catalogue) => {
      expect(canonicalCatalogue(catalogue.date, catalogue.roles)).toEqual(catalogue);
    }),
  );
});
