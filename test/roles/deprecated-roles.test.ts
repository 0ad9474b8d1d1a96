import { expect, test } from "vitest";
import { DEPRECATED_ROLES, deprecationOf } from "../../lib/roles/deprecated-roles.ts";
import { roleById, roleByName } from "../../lib/roles/role-catalogue.ts";
import { verdictOf } from "../../lib/roles/verdict.ts";
import { role, SHIPPED } from "./sample-roles.ts";

test("deprecationOf reads a role's name", () => {
  expect(deprecationOf(role("Purview role 9 (Deprecated)", 1, {}))).toEqual({
    source: "its name",
    replacement: null,
  });
  expect(deprecationOf(role("Undeprecated Reader", 1, {}))).toBeUndefined();
});

test("deprecationOf knows exactly these roles of the shipped catalogue", () => {
  const deprecated = SHIPPED.roles.filter((one) => deprecationOf(one) !== undefined);
  expect(deprecated.map(({ name }) => name)).toEqual([
    "Cognitive Search Serverless Data Contributor (Deprecated)",
    "Cognitive Search Serverless Data Reader (Deprecated)",
    "Purview role 1 (Deprecated)",
    "Purview role 2 (Deprecated)",
    "Purview role 3 (Deprecated)",
    "Security Manager (Legacy)",
  ]);
});

test.each([...DEPRECATED_ROLES])(
  "DEPRECATED_ROLES names a role of the catalogue and a usable successor: %s",
  (id, { replacement }) => {
    expect(roleById(SHIPPED, id)).toBeDefined();
    const successor = roleByName(SHIPPED, replacement ?? "Reader");
    expect(successor && verdictOf(successor).kind).toBe("supported");
  },
);
