import fc from "fast-check";
import { expect, test } from "vitest";
import { narrowestCombinations } from "../../lib/advice/narrowest-combinations.ts";
import {
  delegableRoles,
  narrowestRoles,
  permissionsOfOperations,
  type Want,
} from "../../lib/advice/narrowest-roles.ts";
import { readWant, wantText } from "../../lib/advice/written-want.ts";
import { CAPABILITIES, CAPABILITY_CODES } from "../../lib/capabilities/capabilities.ts";
import { heldCapabilities } from "../../lib/capabilities/decide.ts";
import { difference, type Permissions, unionOf } from "../../lib/permissions/permissions.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

const catalogue = sampleCatalogue();

const OPERATIONS = [
  ...new Set(
    catalogue.roles
      .flatMap(({ permissions }) => permissions.flatMap(({ actions }) => actions))
      .filter((action) => !action.includes("*")),
  ),
];

/** Wants that at least one role of the catalogue may have. */
const want: fc.Arbitrary<Want> = fc.oneof(
  fc
    .constantFrom(...CAPABILITY_CODES.filter((code) => CAPABILITIES[code].requirements.length > 0))
    .chain((code) =>
      fc
        .constantFrom(undefined, ...CAPABILITIES[code].requirements.map(({ service }) => service))
        .map((service): Want => ({ kind: "capability", code, service })),
    ),
  fc.constantFrom(...OPERATIONS).map((operation): Want => ({ kind: "operation", operation })),
);

function wantKey(each: Want): string {
  return wantText(each);
}

function together(roles: readonly { readonly permissions: Permissions }[]): Permissions {
  return unionOf(roles.map(({ permissions }) => permissions));
}

/** A second decision: by all capabilities of a role, and by differences of permissions. */
function allowsAll(
  permissions: ReturnType<typeof delegableRoles>[number]["permissions"],
  wants: readonly Want[],
) {
  return wants.every((each) => {
    if (each.kind === "operation")
      return difference(permissionsOfOperations([each.operation]), permissions).length === 0;
    return heldCapabilities(permissions).some(
      ({ code, services }) =>
        code === each.code &&
        services.some(
          ({ service, conditions }) =>
            conditions.length === 0 && (each.service === undefined || service === each.service),
        ),
    );
  });
}

test("proposed roles allow everything wanted, no role that does is narrower, and every role that does includes one", () => {
  fc.assert(
    fc.property(fc.array(want, { minLength: 1, maxLength: 3 }), (wants) => {
      const proposed = narrowestRoles(wants, catalogue);
      for (const { permissions } of proposed) expect(allowsAll(permissions, wants)).toBe(true);
      // roles without operations in common with a want cannot allow it: the rest is judged a second time
      const sample = delegableRoles(catalogue).filter((_, index) => index % 7 === wants.length);
      for (const other of sample) {
        if (!allowsAll(other.permissions, wants)) continue;
        const including = proposed.filter(
          ({ permissions }) => difference(permissions, other.permissions).length === 0,
        );
        expect(including.length, other.role.name).toBeGreaterThan(0);
        for (const { role, permissions } of proposed) {
          const isPart = difference(other.permissions, permissions).length === 0;
          const isProper = isPart && difference(permissions, other.permissions).length > 0;
          expect(isProper, `${other.role.name} is narrower than ${role.name}`).toBe(false);
        }
      }
    }),
    { numRuns: 15 },
  );
});

test("combinations allow everything wanted, lose it without any role of theirs, and are the narrowest", () => {
  const least = fc.uniqueArray(want, { minLength: 2, maxLength: 3, selector: wantKey });
  fc.assert(
    fc.property(least, fc.integer({ min: 0, max: 999 }), (wants, seed) => {
      const singles = narrowestRoles(wants, catalogue);
      const combinations = narrowestCombinations(wants, catalogue);
      if (combinations === undefined) return;
      const some = combinations.filter((_, index) => index < 3 || index % 29 === seed % 29);
      for (const { roles, permissions } of some) {
        expect(allowsAll(permissions, wants)).toBe(true);
        for (const role of roles)
          expect(allowsAll(together(roles.filter((each) => each !== role)), wants)).toBe(false);
      }
      // any choice of one role for each thing wanted includes a proposal, and is no proper part of one
      const any = wants.map((each, index) => {
        const having = delegableRoles(catalogue).filter(({ permissions }) => allowsAll(permissions, [each]));
        return having[(seed * (index + 7)) % having.length];
      });
      if (any.includes(undefined)) return;
      const other = together(any.filter((each) => each !== undefined));
      const proposals = [...singles, ...combinations].map(({ permissions }) => permissions);
      expect(proposals.some((each) => difference(each, other).length === 0)).toBe(true);
      for (const { permissions } of some)
        expect(difference(other, permissions).length > 0 || difference(permissions, other).length === 0).toBe(
          true,
        );
    }),
    { numRuns: 6 },
  );
});

test("where only a wide role allows two things, two narrow ones are proposed together", () => {
  const wants = ["Microsoft.Compute/virtualMachines/write", "Microsoft.Cdn/profiles/write"].map(
    (operation) => ({ kind: "operation", operation }) as const,
  );
  expect(narrowestRoles(wants, catalogue).map(({ role }) => role.name)).toEqual(["Contributor"]);
  const names = narrowestCombinations(wants, catalogue)?.map(({ roles }) =>
    roles.map(({ role }) => role.name),
  );
  expect(names).toContainEqual(["CDN Profile Contributor", "Virtual Machine Contributor"]);
});

test("too many combinations are not compared, and nothing is said about them", () => {
  const wants = (["change.other", "delete.other"] as const).map(
    (code) => ({ kind: "capability", code, service: undefined }) as const,
  );
  expect(
    narrowestCombinations(
      [...wants, { kind: "capability", code: "keys.storage", service: undefined }],
      catalogue,
    ),
  ).toBeUndefined();
});

test("of all roles that list keys of storage accounts, the narrowest are proposed, and Contributor is none of them", () => {
  const names = narrowestRoles(
    [{ kind: "capability", code: "keys.storage", service: undefined }],
    catalogue,
  ).map(({ role }) => role.name);
  expect(names[0]).toBe("Storage Account Key Operator Service Role");
  expect(names).not.toContain("Contributor");
  expect(names).not.toContain("Storage Account Contributor");
});

test("roles that Azure Lighthouse refuses are not proposed", () => {
  const refused = narrowestRoles(
    [{ kind: "operation", operation: "Microsoft.Authorization/roleAssignments/write" }],
    catalogue,
  );
  expect(refused).toEqual([]);
});

test.each([
  ["keys.storage", "keys.storage"],
  ["KEYS.Storage", "keys.storage"],
  ["read.logs: activity log", "read.logs:activity log"],
  ["Microsoft.Compute/virtualMachines/restart/action", "Microsoft.Compute/virtualMachines/restart/action"],
])("the want %j is read", (text, expected) => {
  const read = readWant(text);
  expect(read.ok && wantText(read.value)).toBe(expected);
});

test.each([
  ["keys.storag", 'did you mean "keys.storage"?'],
  ["read.logs:activity logs", 'did you mean "activity log"?'],
  ["Microsoft.Compute/*", "name a code of docs/capabilities.md"],
  ["__proto__", "name a code of docs/capabilities.md"],
])("the want %j is refused, with what was meant", (text, fix) => {
  const read = readWant(text);
  expect(read.ok ? "" : read.error.fix).toContain(fix);
});
