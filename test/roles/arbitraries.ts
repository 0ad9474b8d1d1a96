import fc from "fast-check";
import { canonicalCatalogue } from "../../lib/roles/canonical-catalogue.ts";
import { isCatalogueDate, isRoleName } from "../../lib/roles/catalogue-values.ts";
import type { BuiltInRole, PermissionBlock, RoleCatalogue } from "../../lib/roles/role-catalogue.ts";

const segment = fc.constantFrom("*", "Microsoft.Sql", "servers", "read", "write", "", "__proto__", "7", "é");

/** Actions, odd ones included: without a provider, with empty segments, with names that objects treat specially. */
export const anyAction: fc.Arbitrary<string> = fc.oneof(
  fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/") || "*"),
  fc.string({ minLength: 1 }).filter((text) => /^\S+$/.test(text)),
);

const actions = fc.array(anyAction, { maxLength: 5 });

export const anyBlock: fc.Arbitrary<PermissionBlock> = fc.record({
  actions,
  notActions: actions,
  dataActions: actions,
  notDataActions: actions,
  condition: fc.option(fc.string({ minLength: 1 })),
});

const anyName = fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }).filter(isRoleName);

export const anyRole: fc.Arbitrary<BuiltInRole> = fc.record({
  id: fc.uuid(),
  name: anyName,
  permissions: fc.array(anyBlock, { minLength: 1, maxLength: 3 }),
});

export const anyDate: fc.Arbitrary<string> = fc
  .date({ min: new Date("1999-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
  .filter(isCatalogueDate);

/** Roles with different GUIDs and names, in no order. */
export const anyRoles: fc.Arbitrary<BuiltInRole[]> = fc.uniqueArray(anyRole, {
  minLength: 1,
  maxLength: 6,
  comparator: (left, right) => left.id === right.id || left.name === right.name,
});

/** A catalogue in canonical order. */
export const anyCatalogue: fc.Arbitrary<RoleCatalogue> = fc
  .tuple(anyDate, anyRoles)
  .map(([date, roles]) => canonicalCatalogue(date, roles));
