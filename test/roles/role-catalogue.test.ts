import fc from "fast-check";
import { expect, test } from "vitest";
import { roleById, roleByName } from "../../lib/roles/role-catalogue.ts";
import { anyCatalogue } from "./arbitraries.ts";
import { SHIPPED } from "./sample-roles.ts";

test("roleById finds every role by its GUID in either case", () => {
  fc.assert(
    fc.property(anyCatalogue, (catalogue) => {
      for (const role of catalogue.roles) {
        expect(roleById(catalogue, role.id)).toBe(role);
        expect(roleById(catalogue, role.id.toUpperCase())).toBe(role);
      }
    }),
  );
});

test("roleById answers undefined for a GUID that no role has", () => {
  expect(roleById(SHIPPED, "00000000-0000-0000-0000-000000000000")).toBeUndefined();
});

test("roleByName finds every role by its exact name alone", () => {
  expect(roleByName(SHIPPED, "Reader")?.id).toBe("acdd72a7-3385-48ef-bd42-f606fba81ae7");
  expect(roleByName(SHIPPED, "reader")).toBeUndefined();
  expect(roleByName(SHIPPED, "Reader ")).toBeUndefined();
  expect(roleByName(SHIPPED, "__proto__")).toBeUndefined();
});

test("roleByName asks the catalogue it is given, not the one before", () => {
  const [first, ...others] = SHIPPED.roles;
  const smaller = { ...SHIPPED, roles: others };
  expect(roleByName(SHIPPED, first!.name)).toBe(first);
  expect(roleByName(smaller, first!.name)).toBeUndefined();
});
