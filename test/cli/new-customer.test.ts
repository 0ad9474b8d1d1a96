import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { customerTemplate, customerYamlTemplate } from "../../lib/definitions/customer-template.ts";
import { change, keeper, sampleCopy, snapshot } from "../support/estates.ts";

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000707";
const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000771";
const KNOWN = [
  "--name",
  "Adventure Works",
  "--tenant-id",
  TENANT,
  "--subscription",
  `production=${SUBSCRIPTION}`,
];
const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

test.each([[[]], [["--yaml"]]])(
  "keeper new customer %j with flags writes a customer that passes the check",
  async (flags) => {
    const estate = sampleCopy();
    const taken = ["--offer", "managed-operations/complete", "--offer", "security-operations/watch@2.0.0"];
    const words = [
      "new",
      "customer",
      "adventure-works",
      ...KNOWN,
      ...taken,
      "--deployed-by",
      "customer",
      ...flags,
    ];
    const begun = await keeper(estate, words);
    expect(begun).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringMatching(/written\. Run keeper check\.\n$/),
    });
    expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
    const listed = (await keeper(estate, ["synth"])).out;
    expect(listed).toContain(`adventure-works: Adventure Works (tenant ${TENANT}, public Azure)`);
    expect(listed).toContain("production (whole subscription): security-operations/watch@2.0.0");
  },
);

test("resource groups are delegated instead of the subscription that they are in", async () => {
  const estate = sampleCopy();
  const second = ["--subscription", "data=c2e6d3a1-4b5f-4c7d-9e8f-000000000772"];
  const groups = ["--resource-group", "data/rg-a", "--resource-group", "data/rg-b"];
  const words = ["new", "customer", "adventure-works", "--yaml", ...KNOWN, ...second, ...groups];
  await keeper(estate, [...words, "--offer", "managed-operations/complete@1.1.0"]);
  const customer = parse(read(estate, "customers/adventure-works.yaml"));
  expect(customer.delegations).toEqual([
    {
      offer: "managed-operations",
      plan: "complete",
      version: "1.1.0",
      scopes: [{ subscription: "data", resourceGroups: ["rg-a", "rg-b"] }],
    },
  ]);
});

test.each([
  [["--tenant-id", "b1d5"], "tenantId"],
  [["--subscription", "production"], "write --subscription <name>=<id>"],
  [["--subscription", `production=${SUBSCRIPTION}x`], "subscriptions.production"],
  [[...KNOWN, "--offer", "managed-operation/complete"], "fix: write --offer managed-operations/complete\n"],
  [
    [...KNOWN, "--offer", "managed-operation/complet@1.1"],
    "fix: write --offer managed-operations/complete@1.1.0\n",
  ],
  [[...KNOWN, "--offer", "managed-operations/complet"], "fix: write --offer managed-operations/complete\n"],
  [[...KNOWN, "--offer", "managed-operations/complete@9.9.9"], "there is no version"],
  [["--offer", "managed-operations/complete"], "add --subscription <name>=<id>"],
  [[...KNOWN, "--resource-group", "data/rg-a"], "write --resource-group production/rg-a"],
  [[...KNOWN, "--offer", "managed-operations/complete", "--resource-group", "rg."], "resourceGroups"],
  [["--name", " "], "name"],
  [["--subscription", `__proto__=${SUBSCRIPTION}`], "subscriptions"],
])("keeper new customer %j says what is wrong, and writes nothing", async (flags, words) => {
  const estate = sampleCopy();
  const before = snapshot(estate);
  const { code, err } = await keeper(estate, ["new", "customer", "adventure-works", ...flags]);
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  expect(snapshot(estate)).toEqual(before);
});

test("keeper new customer says of every word that cannot be used why, at once", async () => {
  const words = ["--tenant-id", "b1d5", "--offer", "managed-operation/complete"];
  const { code, err } = await keeper(sampleCopy(), ["new", "customer", "Adventure", ...words]);
  expect(code).toBe(2);
  for (const part of [
    '"Adventure" cannot be the id of a customer',
    'there is no offer "managed-operation"',
    "needs a subscription",
    "tenantId: ",
    "write --offer managed-operations/complete",
    "add --subscription <name>=<id>",
  ])
    expect(err).toContain(part);
  expect(err).not.toContain("id: ");
});

test("an offer that cannot be read is named with its problem, and is not called missing", async () => {
  const estate = sampleCopy({ "offers/broken.yaml": "id: broken\nname: [\n" });
  const words = ["new", "customer", "adventure-works", "--subscription", `main=${SUBSCRIPTION}`];
  const { code, err } = await keeper(estate, [...words, "--offer", "broken/standard"]);
  expect(code).toBe(2);
  expect(err).toContain("offer broken cannot be taken: in offers/broken.yaml, ");
  expect(err).toContain("is not YAML");
  expect(err).not.toContain("there is no offer");
});

test("the example of a new customer's file names an offer of the estate, and a schema that is there", async () => {
  const estate = sampleCopy();
  const { out } = await keeper(estate, ["new", "customer", "adventure-works", "--yaml"]);
  const text = read(estate, "customers/adventure-works.yaml");
  expect(text).toMatch(/^# {1,2}- offer: cost-management$/m);
  expect(out).toContain("Replace everything in <angle brackets>");
  const [, schema = ""] = /\$schema=(.*)$/m.exec(text) ?? [];
  expect(JSON.parse(read(estate, join("customers", schema)))).toHaveProperty("properties.delegations");
});

test("whatever a customer is called, its file says the same", () => {
  // __proto__ is refused by every reader of definitions, and so before it is written
  const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((each) => each !== "__proto__");
  fc.assert(
    fc.property(text, text, (name, subscription) => {
      const start = {
        id: "adventure-works",
        name,
        tenantId: TENANT,
        deployedBy: undefined,
        subscriptions: Object.fromEntries([[subscription, SUBSCRIPTION]]),
        delegations: [],
        example: { offer: "o", module: undefined, plan: "p", version: "1.0.0", scopes: [] },
      };
      const yaml = parse(customerYamlTemplate(start, "x"));
      expect([yaml.name, Object.keys(yaml.subscriptions)]).toEqual([name, [subscription]]);
      const module = customerTemplate(start)
        .replace(/^import .*$/gm, "")
        .replace("export default", "return");
      const customer = new Function("defineCustomer", module)((value: unknown) => value);
      expect([customer.name, Object.keys(customer.subscriptions)]).toEqual([name, [subscription]]);
    }),
    { numRuns: 300 },
  );
});

test("a customer of the same id is not overwritten, whatever its file's ending", async () => {
  const estate = sampleCopy();
  change(estate, { "customers/adventure-works.json": "{}" });
  const begun = await keeper(estate, ["new", "customer", "adventure-works"]);
  expect(begun).toMatchObject({
    code: 2,
    err: expect.stringContaining("customers/adventure-works.json exists"),
  });
});
