import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { allowsSome } from "../../lib/capabilities/decide.ts";
import { authorizedPermissions } from "../../lib/permissions/role-permissions.ts";
import { loadEstate, type MatcherAnswer, matchers } from "../../lib/testing/index.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { REPOSITORY, sampleCopy, temporaryFolder } from "../support/estates.ts";

/** Whether a matcher passes; it must have something to say in either case. */
function passes({ pass, message }: MatcherAnswer): boolean {
  expect(message()).not.toBe("");
  return pass;
}

const folder = temporaryFolder((remove) => afterAll(remove));
const estate = await loadEstate(sampleCopy({}, folder));
const fabrikam = estate.customer("fabrikam");
const contoso = estate.customer("contoso-retail");

test("a grant is found by names and by ids, and what is left out is free", () => {
  const desk = { principal: "Northwind Service Desk", role: "Reader", scope: "production", standing: true };
  expect(passes(matchers.toGrant(fabrikam, desk))).toBe(true);
  const [grant] = fabrikam.granted(desk);
  const { principalId = "", roleDefinitionId = "", scopeId = "" } = grant ?? {};
  expect(
    passes(matchers.toGrant(fabrikam, { principal: principalId, role: roleDefinitionId, scope: scopeId })),
  ).toBe(true);
  expect(passes(matchers.toGrant(fabrikam, {}))).toBe(true);
  for (const wrong of [{ standing: false }, { role: "Owner" }, { scope: "Production" }, { principal: "x" }])
    expect(passes(matchers.toGrant(fabrikam, { ...desk, ...wrong }))).toBe(false);
});

test("access on request counts as access, and says its terms", () => {
  const [admin] = contoso.granted({ role: "Security Admin", standing: false });
  expect(admin?.terms).toBe("on request, up to 4 h, MFA, approved by Northwind Security Leads");
  // Virtual Machine Contributor, self-activated
  expect(passes(matchers.toAllow(contoso, "Microsoft.Compute/virtualMachines/delete"))).toBe(true);
});

test("what the grants allow is decided by the roles' lists, what they may hand out apart", () => {
  expect(passes(matchers.toAllow(fabrikam, "Microsoft.KeyVault/vaults/secrets/*"))).toBe(true);
  expect(passes(matchers.toAllow(fabrikam, "Microsoft.Authorization/roleAssignments/write"))).toBe(false);
  expect(passes(matchers.toHandOut(fabrikam, "Microsoft.Storage/storageAccounts/delete"))).toBe(true);
  expect(passes(matchers.toHandOut(contoso, "*"))).toBe(false);
});

test("some operation of a pattern is allowed where a literal one of it is, whatever its case", () => {
  const { roles } = sampleCatalogue();
  const literals = roles.flatMap(({ permissions }) =>
    permissions.flatMap(({ actions }) => actions.filter((action) => !action.includes("*"))),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...roles),
      fc.constantFrom(...literals),
      fc.nat(3),
      (role, literal, parts) => {
        const permissions = authorizedPermissions(role.id, sampleCatalogue());
        const pieces = literal.split("/");
        const pattern = [...pieces.slice(0, Math.min(parts, pieces.length - 1)), "*"].join("/");
        if (allowsSome(permissions, literal))
          expect(allowsSome(permissions, pattern.toUpperCase())).toBe(true);
        if (!allowsSome(permissions, pattern)) expect(allowsSome(permissions, literal)).toBe(false);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("an estate narrows against another where nobody gains access", async () => {
  const text = `id: wide-world-importers
name: Wide World Importers
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000404
subscriptions:
  finance: c2e6d3a1-4b5f-4c7d-9e8f-000000000441
delegations: []
`;
  const narrower = await loadEstate(sampleCopy({ "customers/wide-world-importers.yaml": text }));
  expect(passes(matchers.toNarrow(narrower, estate))).toBe(true);
  expect(passes(matchers.toNarrow(estate, estate))).toBe(true);
  expect(passes(matchers.toNarrow(estate, narrower))).toBe(false);
  expect(() => passes(matchers.toNarrow(estate, { ...estate }))).toThrow("loadEstate()");
});

test("an estate that cannot be read, or breaks a rule, says why; an unknown customer, which is near", async () => {
  await expect(loadEstate("/")).rejects.toThrow("there is no cdktf.json");
  const broken = temporaryFolder();
  await expect(loadEstate(sampleCopy({ "customers/x.yaml": "id: x\n" }, broken))).rejects.toThrow(
    /LH069.*customers\/x/,
  );
  expect(() => estate.customer("fabrikan")).toThrow("Did you mean fabrikam?");
});

test("the page about tests shows a test that is run", () => {
  const page = readFileSync(join(REPOSITORY, "docs/testing.md"), "utf8");
  expect(page).toContain(readFileSync(join(REPOSITORY, "test/testing/sample-estate.test.ts"), "utf8"));
});

test("access in words has a line for each grant", () => {
  expect(contoso.inWords().split("\n")).toHaveLength(contoso.grants.length);
  expect(fabrikam.inWords()).toContain("Northwind Service Desk: Reader on production, standing");
  expect(estate.customer("proseware").inWords()).toBe("nothing");
});
