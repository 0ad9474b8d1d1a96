import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, type Files, keeper, REPOSITORY } from "../support/estates.ts";
import { caseCopy } from "./cases.ts";

/*
 * Estates whose definitions repeat what exists in Azure.
 */

test("06: GUIDs of one digit are placeholders, and each is named", async () => {
  const ran = await keeper(caseCopy("06-placeholder-guids"), ["check"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toMatch(/managingTenant\.tenantId\n +tenantId is a placeholder/);
  expect(ran.err).toMatch(/managingTenant\.principals\.pim\.objectId\n(?:.*\n)* +objectId is a placeholder/);
});

test("09: a renamed role is suggested by its present name alone", async () => {
  const ran = await keeper(caseCopy("09-renamed-role"), ["check"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toContain('write "Microsoft Sentinel Contributor", or run');
});

const OUT = "cdktf.out/stacks/munson/cdk.tf.json";

// biome-ignore lint/suspicious/noExplicitAny: a stack is read as it is
async function stackOf(estate: string): Promise<any> {
  const ran = await keeper(estate, ["synth"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return JSON.parse(readFileSync(join(estate, OUT), "utf8"));
}

/** The only definition of a stack. */
// biome-ignore lint/suspicious/noExplicitAny: a stack is read as it is
async function definitionIn(estate: string): Promise<any> {
  const [definition] = Object.values((await stackOf(estate)).resource.azurerm_lighthouse_definition);
  return definition;
}

const BELLOWS = `export default defineOffer({
  id: "bellows",
  name: "Bellows Operations",
  description: "Bellows runs it.",
  managingTenant: bellows,
  plans: { PLAN: { visibility: "public", versions: { "1.0.0": { authorizations: [AUTHORIZATIONS] } } } },
});`;

/** Case 08 with another offer. */
function withOffer(registry: string, authorizations: string, plan = "main"): Files {
  const head = `import { defineManagingTenant, defineOffer } from "azure-lighthouse-keeper";
const bellows = defineManagingTenant({
  tenantId: "3f9b6c10-7a21-4d53-8e64-00000000a001",
  name: "Bellows Managed Services",
  cloud: "public",
  principals: {
    ops: { type: "Group", objectId: "3f9b6c10-7a21-4d53-8e64-000000000101"${registry} },
  },
});
const p = bellows.principals;
`;
  const offer = BELLOWS.replace("PLAN", JSON.stringify(plan)).replace("AUTHORIZATIONS", authorizations);
  return { "offers/bellows.ts": `${head}${offer}\n` };
}

const EXIT = `{ principal: p.ops, role: "Managed Services Registration assignment Delete Role" }`;

test("05: one group under two names is a choice, and both names are written", async () => {
  const estate = caseCopy("05-one-group-two-names");
  const checked = await keeper(estate, ["check"]);
  expect(checked).toMatchObject({ code: 0 });
  expect(checked.err).toContain("LH022");
  const { authorization } = await definitionIn(estate);
  expect(namesIn(authorization)).toEqual([
    "Bellows Engineers (Contributor)",
    "Bellows Policy Automation (Resource Policy Contributor)",
    "Bellows Service Desk",
  ]);
});

function namesIn(blocks: readonly { readonly principal_display_name?: string }[]): unknown[] {
  return blocks.map((each) => each.principal_display_name).sort();
}

test("05: a name beside one authorization needs no second name in the registry", async () => {
  const estate = caseCopy(
    "08-first-look-before-synth",
    withOffer(
      `, displayName: "Bellows Engineers"`,
      `{ principal: p.ops, role: "Reader", displayName: "Bellows Readers" },
       { principal: p.ops, role: "Contributor", displayName: null }, ${EXIT}`,
    ),
  );
  const checked = await keeper(estate, ["check"]);
  expect(checked.err).not.toContain("LH022");
  const { authorization } = await definitionIn(estate);
  expect(namesIn(authorization)).toEqual(["Bellows Engineers", "Bellows Readers", undefined]);
});

test("no display name at all is written without one, and is the same delegation as Azure's without one", async () => {
  const live = readFileSync(
    join(import.meta.dirname, "cases/08-first-look-before-synth/live/definitions.json"),
    "utf8",
  );
  const estate = caseCopy("08-first-look-before-synth", {
    ...withOffer("", `{ principal: p.ops, role: "Reader" }, ${EXIT}`),
    "live/definitions.json": live
      .replaceAll(/\s*"principalIdDisplayName": "[^"]*",/g, "")
      .replace("Bellows runs it.", "Bellows runs it.\\n[keeper bellows/main@1.0.0]"),
  });
  const { authorization } = await definitionIn(estate);
  expect(namesIn(authorization)).toEqual([undefined, undefined]);
  const ran = await keeper(estate, ["review", "--exact", "live", "."]);
  expect(ran.out).toContain("1 customer compared, 0 changed");
});

test("a plan id of the marketplace may hold underscores", async () => {
  const files = withOffer(
    `, displayName: "Ops"`,
    `{ principal: p.ops, role: "Reader" }, ${EXIT}`,
    "24x7_gold",
  );
  const estate = caseCopy("08-first-look-before-synth", files);
  const customer = readFileSync(join(estate, "customers/munson.yaml"), "utf8");
  change(estate, { "customers/munson.yaml": customer.replace("plan: main", "plan: 24x7_gold") });
  const { description } = await definitionIn(estate);
  expect(description).toBe("Bellows runs it.\n[keeper bellows/24x7_gold@1.0.0]");
  expect((await keeper(estate, ["review", "--exact", ".", "cdktf.out"])).out).toContain("0 changed");
});

test("07: an adopted definition with a kept role is not rewritten, so nothing is refused", async () => {
  const estate = caseCopy("07-kept-role-adopted");
  const { description } = await definitionIn(estate);
  expect(description).toBe("Bellows runs it.");
  const ran = await keeper(estate, ["review", "--exact", "live", ".", "--exit-code"]);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out).toContain("0 changed");
  expect(ran.out).not.toContain("REFUSED");
});

test("10: roles by GUID beside delegated roles are read, and compile with the rest of the tests", async () => {
  const { authorization } = await definitionIn(caseCopy("10-roles-by-guid"));
  expect(authorization).toContainEqual(
    expect.objectContaining({
      role_definition_id: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
      delegated_role_definition_ids: ["b24988ac-6180-42a0-ab88-20f7382dd24c"],
    }),
  );
});

test("a pin alone imports nothing; import takes over what is pinned", async () => {
  const estate = caseCopy("08-first-look-before-synth");
  expect((await stackOf(estate)).import).toBeUndefined();
  const customer = readFileSync(join(estate, "customers/munson.yaml"), "utf8");
  change(estate, { "customers/munson.yaml": `${customer.trimEnd()}\n        import: true\n` });
  const { import: imports } = await stackOf(estate);
  expect(imports.map(({ id }: { id: string }) => id.split("/").at(-1)).sort()).toEqual([
    "3f9b6c10-7a21-4d53-8e64-00000000d001",
    "3f9b6c10-7a21-4d53-8e64-00000000e001",
  ]);
});

test("import without a GUID is an error that says what is missing", async () => {
  const estate = caseCopy("08-first-look-before-synth");
  const customer = readFileSync(join(estate, "customers/munson.yaml"), "utf8");
  const without = customer.replace(
    /registrationDefinitionId: .*\n\s*registrationAssignmentId: .*/,
    "import: true",
  );
  change(estate, { "customers/munson.yaml": without });
  const ran = await keeper(estate, ["check"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toMatch(/delegations\[0\]\.scopes\[0\]\.import\n +import names nothing to import/);
});

test("a customer can read a title and a text of its own", async () => {
  const estate = caseCopy("08-first-look-before-synth");
  const customer = readFileSync(join(estate, "customers/munson.yaml"), "utf8");
  const own = `version: 1.0.0\n    name: Bellows for Munson\n    description: Pickles are watched.`;
  change(estate, { "customers/munson.yaml": customer.replace("version: 1.0.0", own) });
  expect(await definitionIn(estate)).toMatchObject({
    name: "Bellows for Munson",
    description: "Pickles are watched.\n[keeper bellows/main@1.0.0]",
  });
  expect(JSON.parse(readFileSync(join(estate, "estate.lock.json"), "utf8")).customers.munson.names).toEqual({
    bellows: "Bellows for Munson",
  });
  change(estate, { "customers/munson.yaml": customer });
  expect((await keeper(estate, ["check"])).err).toContain(
    'was named "Bellows for Munson" at the last synthesis and is named "Bellows Operations" now',
  );
});

const YAML_OFFER = `id: bellows
name: Bellows Operations
description: Bellows runs it.
managingTenant:
  tenantId: 3f9b6c10-7a21-4d53-8e64-00000000a001
  name: Bellows Managed Services
  cloud: public
  principals:
    ops: { type: Group, objectId: 3f9b6c10-7a21-4d53-8e64-000000000101, displayName: Bellows Engineers }
    leads: { type: Group, objectId: 3f9b6c10-7a21-4d53-8e64-000000000103, displayName: Bellows Leads }
justInTimeAccessPolicies:
  approved: { maximumActivationDuration: PT4H, approvers: [leads] }
authorizationSets:
  exit:
    authorizations:
      - { principal: ops, role: Managed Services Registration assignment Delete Role }
plans:
  main:
    visibility: public
    versions:
      1.0.0:
        includes: [exit]
        authorizations: [{ principal: ops, role: Reader }]
        eligibleAuthorizations:
          - { principal: ops, role: Contributor, justInTimeAccessPolicy: approved }
`;

const SAME_OFFER = withOffer(
  `, displayName: "Bellows Engineers" },
    leads: { type: "Group", objectId: "3f9b6c10-7a21-4d53-8e64-000000000103", displayName: "Bellows Leads"`,
  `{ principal: p.ops, role: "Reader" }, ${EXIT}], eligibleAuthorizations: [{
     principal: p.ops,
     role: "Contributor",
     justInTimeAccessPolicy: { maximumActivationDuration: "PT4H", approvers: [p.leads] },
   }`,
);

test("an offer as YAML gives the bytes of the same offer in TypeScript", async () => {
  const data = caseCopy("08-first-look-before-synth", {
    "offers/bellows.ts": undefined,
    "offers/bellows.yaml": YAML_OFFER,
  });
  const code = caseCopy("08-first-look-before-synth", SAME_OFFER);
  const [fromData, fromCode] = [await stackOf(data), await stackOf(code)];
  expect(fromData.resource.azurerm_lighthouse_definition).toEqual(
    fromCode.resource.azurerm_lighthouse_definition,
  );
  const [one, other] = [data, code].map((estate) => readFileSync(join(estate, OUT), "utf8"));
  expect(one).toBe(other);
});

test.each([
  ["approvers: [leads]", "approvers: [lead]", "approvers[0]", 'did you mean "leads"?'],
  [
    "principal: ops, role: Reader",
    "principal: opps, role: Reader",
    "authorizations[0].principal",
    'did you mean "ops"?',
  ],
  ["includes: [exit]", "includes: [exits]", "includes[0]", 'did you mean "exit"?'],
  [
    "justInTimeAccessPolicy: approved",
    "justInTimeAccessPolicy: x",
    "justInTimeAccessPolicy",
    "add x to justInTimeAccessPolicies",
  ],
])("a name that nothing defines is an error at its place: %s", async (before, after, place, fix) => {
  const estate = caseCopy("08-first-look-before-synth", {
    "offers/bellows.ts": undefined,
    "offers/bellows.yaml": YAML_OFFER.replace(before, after),
  });
  const ran = await keeper(estate, ["check"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toContain(`${place}\n`);
  expect(ran.err).toContain("is not a name from");
  expect(ran.err).toContain(fix);
});

test("a customer that deploys itself gets a stack that registers nothing, and pipelines can tell", async () => {
  const estate = caseCopy("08-first-look-before-synth");
  const before = await stackOf(estate);
  expect(before.provider.azurerm[0].resource_providers_to_register).toEqual(["Microsoft.ManagedServices"]);
  expect(factsIn(estate)).not.toHaveProperty("deployedBy");
  const customer = readFileSync(join(estate, "customers/munson.yaml"), "utf8");
  change(estate, { "customers/munson.yaml": `deployedBy: customer\n${customer}` });
  const after = await stackOf(estate);
  expect(after.provider.azurerm[0]).not.toHaveProperty("resource_providers_to_register");
  expect(after.resource).toEqual(before.resource);
  expect(factsIn(estate)).toHaveProperty("deployedBy", "customer");
});

function factsIn(estate: string): object {
  return JSON.parse(readFileSync(join(estate, "cdktf.out/facts.json"), "utf8")).customers.munson;
}

test("keeper new offer --yaml writes a starting file that needs nothing but its placeholders filled in", async () => {
  const estate = caseCopy("08-first-look-before-synth", { "offers/bellows.ts": undefined });
  expect(await keeper(estate, ["new", "offer", "bellows", "--yaml"])).toMatchObject({ code: 0 });
  const place = join(estate, "offers/bellows.yaml");
  const filled = readFileSync(place, "utf8")
    .replace("<your tenant id>", "3f9b6c10-7a21-4d53-8e64-00000000a001")
    .replace("<object id of the group>", "3f9b6c10-7a21-4d53-8e64-000000000101")
    .replaceAll(/: <[^>]*>/g, ": Text");
  const customer = readFileSync(join(estate, "customers/munson.yaml"), "utf8");
  expect((await keeper(estate, ["check"])).code).toBe(1);
  change(estate, {
    "offers/bellows.yaml": filled,
    "customers/munson.yaml": customer.replace("plan: main", "plan: standard"),
  });
  const checked = await keeper(estate, ["check"]);
  expect(checked, checked.err).toMatchObject({ code: 0 });
});

test("keeper schema offer prints the published schema", async () => {
  const ran = await keeper(caseCopy("08-first-look-before-synth"), ["schema", "offer"]);
  const published = readFileSync(join(REPOSITORY, "schemas/offer.schema.json"), "utf8");
  expect(JSON.parse(ran.out)).toEqual(JSON.parse(published));
});
