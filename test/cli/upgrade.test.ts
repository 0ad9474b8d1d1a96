import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keeper, sampleCopy, snapshot } from "../support/estates.ts";

const CONTOSO = "customers/contoso-retail.ts";
const text = (estate: string, file: string) => readFileSync(join(estate, file), "utf8");
const SAMPLE = text(join(import.meta.dirname, "../.."), CONTOSO);
const upgrade = (estate: string, ...words: readonly string[]) => keeper(estate, ["upgrade", ...words]);

test("a customer gets the version in place, and the difference is shown as a review shows it", async () => {
  const estate = sampleCopy();
  const { code, out, err } = await upgrade(estate, "contoso-retail", "--to", "1.1.0");
  expect([code, err]).toEqual([0, ""]);
  expect(text(estate, CONTOSO)).toBe(
    SAMPLE.replace('plan: "complete",\n      version: "1.0.0"', 'plan: "complete",\n      version: "1.1.0"'),
  );
  expect(out).toContain("managed-operations/complete: 1.0.0 → 1.1.0, 1 customer: contoso-retail");
  expect(out).toContain("Northwind Policy Automation");
  expect((await keeper(estate, ["synth"])).code).toBe(0);
});

test("--plan chooses every customer of a plan; who has the version is said, and JSON has the review", async () => {
  const estate = sampleCopy();
  const { code, out } = await upgrade(
    estate,
    "--plan",
    "managed-operations/complete",
    "--to",
    "1.1.0",
    "--json",
  );
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    to: "1.1.0",
    moved: [{ customer: "contoso-retail", index: 0, version: "1.0.0" }],
    current: ["fabrikam"],
    unedited: [],
    review: { grade: "broadening" },
  });
});

test("a customer may go back to a recorded version, and the bytes are those of before", async () => {
  const estate = sampleCopy();
  const files = snapshot(estate);
  expect((await upgrade(estate, "contoso-retail", "--to", "1.1.0")).code).toBe(0);
  expect(
    (await upgrade(estate, "contoso-retail", "--plan", "managed-operations/complete", "--to", "1.0.0")).code,
  ).toBe(0);
  expect(snapshot(estate)).toEqual(files);
});

test("a version that was never recorded is no way back", async () => {
  const offer = "offers/managed-operations.ts";
  const lower = text(join(import.meta.dirname, "../.."), offer).replace(
    'complete: {\n      visibility: "public",\n      versions: {',
    'complete: {\n      visibility: "public",\n      versions: {\n        "0.9.0": { includes: [baseline] },',
  );
  const estate = sampleCopy({ [offer]: lower });
  const { code, err } = await upgrade(estate, "contoso-retail", "--to", "0.9.0");
  expect([code, err]).toEqual([2, expect.stringContaining("is not recorded")]);
  expect(text(estate, CONTOSO)).toBe(SAMPLE);
});

const COSTS = "offers/cost-management.ts";
const DRAFT = text(join(import.meta.dirname, "../.."), COSTS).replace(
  '"1.0.0":',
  '"9.0.0": { authorizations: [{ principal: costAnalysts, role: "Reader" }] },\n        "1.0.0":',
);

test("a draft is no update for status, and no customer gets it before it is published", async () => {
  const estate = sampleCopy({ [COSTS]: DRAFT });
  const files = snapshot(estate);
  const move = ["wide-world-importers", "--to", "9.0.0"];
  expect((await keeper(estate, ["status"])).out).not.toContain("9.0.0");
  const { code, err } = await upgrade(estate, ...move);
  expect([code, err]).toEqual([2, expect.stringContaining("is not published")]);
  expect(err).toContain("keeper publish cost-management insight 9.0.0");
  expect(snapshot(estate)).toEqual(files);
  expect((await keeper(estate, ["publish", "cost-management", "insight", "9.0.0"])).code).toBe(0);
  expect((await keeper(estate, ["status"])).out).toContain("9.0.0");
  expect((await upgrade(estate, ...move)).code).toBe(0);
});

test("in an estate from before, a plan without a record is upgraded as it was", async () => {
  const estate = sampleCopy({ [COSTS]: DRAFT, "published/cost-management.yaml": undefined });
  expect((await keeper(estate, ["status"])).out).toContain("9.0.0");
  expect((await upgrade(estate, "wide-world-importers", "--to", "9.0.0")).code).toBe(0);
});

test("customers are chosen by a tag", async () => {
  const estate = sampleCopy();
  const { code, out } = await upgrade(
    estate,
    "--tag",
    "segment=enterprise",
    "--plan",
    "managed-operations/complete",
    "--to",
    "1.1.0",
  );
  expect([code, out]).toEqual([0, expect.stringContaining("contoso-retail")]);
});

test("a version that is no literal is left alone, and the edit is printed", async () => {
  const computed = SAMPLE.replace('version: "1.0.0"', 'version: `1.0.${0}` as "1.0.0"');
  const estate = sampleCopy({ [CONTOSO]: computed });
  const { code, out } = await upgrade(estate, "contoso-retail", "--to", "1.1.0");
  expect(code).toBe(1);
  expect(out).toContain(`${CONTOSO} is left as it is`);
  expect(out).toContain('write version: "1.1.0" for 1.0.0 in delegations[0]');
  expect(text(estate, CONTOSO)).toBe(computed);
});

test("a version that the customer's definition shares with another one is not edited by halves", async () => {
  // the computed second delegation follows the first
  const shared = SAMPLE.replace(
    "export default defineCustomer({",
    'const first = { version: "1.0.0" } as const;\nexport default defineCustomer({',
  ).replace('version: "1.0.0",', "version: first.version,");
  const estate = sampleCopy({ [CONTOSO]: shared });
  expect((await upgrade(estate, "contoso-retail", "--to", "1.1.0")).code).toBe(1);
  expect(text(estate, CONTOSO)).toBe(shared);
});

const YAML = `# the only one
id: watched
name: Watched
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000999
subscriptions: { main: c2e6d3a1-4b5f-4c7d-9e8f-000000000999 }
delegations:
  - offer: managed-operations
    plan: complete
    version: "1.0.0" # since May
    scopes: [{ subscription: main }]
`;
test("YAML keeps its comments and quotes", async () => {
  const estate = sampleCopy({ "customers/watched.yaml": YAML });
  expect((await upgrade(estate, "watched", "--to", "1.1.0")).code).toBe(0);
  expect(text(estate, "customers/watched.yaml")).toBe(YAML.replace('"1.0.0"', '"1.1.0"'));
});

test("an upgrade and a revocation give the same in either order", async () => {
  const [first, second] = [sampleCopy(), sampleCopy()];
  const revoke = (estate: string) => keeper(estate, ["revoke", "policyAutomation", "--reason", "left"]);
  const move = (estate: string) => upgrade(estate, "contoso-retail", "--to", "1.1.0");
  for (const step of [revoke, move]) expect((await step(first)).code).toBe(0);
  for (const step of [move, revoke]) expect((await step(second)).code).toBe(0);
  expect(snapshot(first)).toEqual(snapshot(second));
});

test.each([
  [["--to", "1.1.0"], "no customer is chosen"],
  [["contoso", "--to", "1.1.0"], "defines the customer"],
  [["--plan", "managed-operations/complete", "--to", "9.0.0"], "has no version 9.0.0"],
  [
    ["fabrikam", "--to", "9.0.0"],
    "they have: managed-operations/complete@1.0.0, managed-operations/complete@1.1.0",
  ],
  [["--tag", "x", "--plan", "managed-operations/complete", "--to", "1.1.0"], "is not a tag"],
  [
    ["--tag", "x=y", "--plan", "managed-operations/complete", "--to", "1.1.0"],
    "no customer with the tag x=y",
  ],
  [["contoso-retail", "--to", "1.0.0"], "take several plans that have version 1.0.0"],
])("%j cannot be moved", async (words, problem) => {
  const estate = sampleCopy();
  const files = snapshot(estate);
  const { code, err } = await upgrade(estate, ...words);
  expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  expect(snapshot(estate)).toEqual(files);
});
