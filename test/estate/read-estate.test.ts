import { expect, test } from "vitest";
import { readEstate, type Selection } from "../../lib/estate/read-estate.ts";
import type { Estate } from "../../lib/rules/estate.ts";
import { guidOf, MANAGING_TENANT, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { change, type Files, temporaryFolder } from "../support/estates.ts";

const BROKEN = "id: [";
const OFFER = {
  name: "Test Operations",
  description: "",
  managingTenant: MANAGING_TENANT,
  plans: {
    standard: { visibility: "public", versions: { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS } } },
  },
};
const CUSTOMER = { name: "A Customer", tenantId: guidOf("7"), subscriptions: { production: guidOf("1") } };

const offer = (id: string) => JSON.stringify({ ...OFFER, id });
const customer = (id: string, ...offers: readonly string[]) =>
  JSON.stringify({
    ...CUSTOMER,
    id,
    delegations: offers.map((each) => ({
      offer: each,
      plan: "standard",
      version: "1.0.0",
      scopes: [{ subscription: "production" }],
    })),
  });

/** Two customers under offers of their own, and one offer that nobody took. */
const ESTATE: Files = {
  "offers/first.json": offer("first"),
  "offers/second.json": offer("second"),
  "offers/unused.json": offer("unused"),
  "customers/abc.json": customer("abc", "first"),
  "customers/def.json": customer("def", "second"),
};

function read(files: Files, selection: Selection = "complete") {
  const root = temporaryFolder();
  change(root, files);
  return readEstate({ root, records: root }, selection, false);
}

async function context(files: Files, selection?: Selection): Promise<Estate> {
  const result = await read(files, selection);
  if (!result.ok) throw new Error(result.error.problem);
  return result.value;
}

const files = (located: readonly { readonly file: string }[]) => located.map(({ file }) => file);
const unreadable = ({ unreadable }: Estate) => unreadable.map(({ at }) => at.file);

test("readEstate reads everything", async () => {
  const whole = await context(ESTATE);
  expect(whole.isComplete).toBe(true);
  expect(files(whole.customers)).toEqual(["customers/abc.json", "customers/def.json"]);
  expect(files(whole.offers)).toEqual(["offers/first.json", "offers/second.json", "offers/unused.json"]);
  expect(whole.unreadable).toEqual([]);
});

test("readEstate of a selection reads those customers and the offers that they took", async () => {
  const part = await context(ESTATE, ["abc"]);
  expect(part.isComplete).toBe(false);
  expect(files(part.customers)).toEqual(["customers/abc.json"]);
  expect(files(part.offers)).toEqual(["offers/first.json"]);
});

test("readEstate names every file that cannot be read", async () => {
  const broken = {
    ...ESTATE,
    "customers/zz.yaml": BROKEN,
    "offers/zz.yaml": BROKEN,
    "estate.ts": "export default 7;",
  };
  const whole = await context(broken);
  expect(unreadable(whole).sort()).toEqual(["customers/zz.yaml", "estate.ts", "offers/zz.yaml"]);
  expect(files(whole.customers)).toHaveLength(2);
});

test("readEstate of a selection is not stopped by files of others, of either kind", async () => {
  const part = await context(
    {
      ...ESTATE,
      "customers/def.json": BROKEN,
      "customers/thrower.ts": "throw new Error('x');",
      "offers/second.json": BROKEN,
      "offers/unused.json": BROKEN,
    },
    ["abc"],
  );
  expect(part.unreadable).toEqual([]);
  expect(files(part.offers)).toEqual(["offers/first.json"]);
});

test("readEstate of a selection does not even load files of others, where names are ids", async () => {
  const loaded = "globalThis.loadedByReadEstate = true; export default {};";
  await context({ ...ESTATE, "customers/other.mjs": loaded, "offers/other.mjs": loaded }, ["abc"]);
  expect(globalThis).not.toHaveProperty("loadedByReadEstate");
});

test("readEstate of a selection finds definitions in files with other names, past those that cannot be read", async () => {
  const { "customers/abc.json": abc, "offers/first.json": first, ...others } = ESTATE;
  const part = await context(
    {
      ...others,
      "customers/some-name.json": abc,
      "customers/broken.yaml": BROKEN,
      "offers/some-name.json": first,
      "offers/broken.yaml": BROKEN,
    },
    ["abc"],
  );
  expect(files(part.customers)).toEqual(["customers/some-name.json"]);
  expect(files(part.offers)).toEqual(["offers/some-name.json"]);
  expect(part.unreadable).toEqual([]);
});

test("readEstate of a selection does not take a file for its name", async () => {
  const part = await context(
    {
      ...ESTATE,
      "customers/abc.json": customer("other", "second"),
      "customers/zz.json": customer("abc", "first"),
    },
    ["abc"],
  );
  expect(part.customers.map(({ value, file }) => [value.id, file])).toEqual([["abc", "customers/zz.json"]]);
});

test("readEstate of a selection names the selected customer's own file, and its offer's, where they cannot be read", async () => {
  const part = await context({ ...ESTATE, "customers/abc.json": BROKEN }, ["abc", "def"]);
  expect(unreadable(part)).toEqual(["customers/abc.json"]);
  expect(unreadable(await context({ ...ESTATE, "offers/first.json": BROKEN }, ["abc"]))).toEqual([
    "offers/first.json",
  ]);
});

test("readEstate of a selection reads both of two files that are named after one id", async () => {
  const part = await context({ ...ESTATE, "customers/abc.yaml": customer("abc") }, ["abc"]);
  expect(files(part.customers)).toEqual(["customers/abc.json", "customers/abc.yaml"]);
});

test.each([
  ["abd", "did you mean abc?"],
  ["completely-other", "name customers by their ids"],
  ["../customers/abc", "name customers by their ids"],
  ["", "name customers by their ids"],
])("readEstate fails on the unknown customer %j", async (id, fix) => {
  expect(await read(ESTATE, ["abc", id])).toMatchObject({
    ok: false,
    error: { kind: "unknown-customer", fix, problem: expect.stringContaining(JSON.stringify(id)) },
  });
});

test("readEstate of an estate with nothing in it has defaults and no definitions", async () => {
  const empty = await context({});
  expect(empty).toMatchObject({ offers: [], customers: [], unreadable: [], lock: {} });
  expect(empty.defaults.value.state).toEqual({
    backend: "local",
    folder: "state",
    allowInContinuousIntegration: false,
  });
});

test("readEstate reads the estate's own defaults, lock and catalogue, and fails where the last two are unreadable", async () => {
  const own = await context({ "estate.ts": "export default { registerResourceProvider: false };" });
  expect(own.defaults.value.registerResourceProvider).toBe(false);
  expect(await read({ "estate.lock.json": "{" })).toMatchObject({ error: { kind: "unreadable-lock" } });
  expect(await read({ "role-catalogue.json": "{" })).toMatchObject({
    error: { kind: "unreadable-role-catalogue" },
  });
});

test.each(["offers", "customers"])("readEstate fails where %s is not a folder", async (folder) => {
  expect(await read({ [folder]: "a file" })).toMatchObject({
    ok: false,
    error: { problem: expect.stringContaining(folder) },
  });
});

test("readEstate takes a definition that throws while it is looked at for one that cannot be read", async () => {
  const thrower = "export default { get id() { throw new Error('no id today'); } };";
  const whole = await context({ ...ESTATE, "customers/zz.mjs": thrower });
  expect(whole.unreadable).toMatchObject([
    { at: { file: "customers/zz.mjs" }, problem: expect.stringContaining("no id today") },
  ]);
});

test("readEstate tells how far it is, of many files", async () => {
  const root = temporaryFolder();
  const ids = Array.from({ length: 70 }, (_, index) => `customer-${index}`);
  change(root, Object.fromEntries(ids.map((id) => [`customers/${id}.json`, customer(id)])));
  const told: string[] = [];
  await readEstate({ root, records: root }, "complete", false, (done, of) => told.push(`${done}/${of}`));
  expect(told).toEqual(["64/70", "70/70"]);
});

test("readEstate takes lock and state from a sandbox's folder, and only import marks from the estate's", async () => {
  const root = temporaryFolder();
  const records = temporaryFolder();
  change(root, {
    "customers/abc.json": customer("abc"),
    "estate.json": JSON.stringify({ state: { backend: "cloud", organization: "northwind" } }),
    "estate.lock.json": JSON.stringify({
      version: 1,
      customers: { abc: { tenantId: "c2e6d3a1-4b5f-4c7d-9e8f-0000000000ab", subscriptions: {} } },
    }),
  });
  const subscriptionId = "c2e6d3a1-4b5f-4c7d-9e8f-0000000000aa";
  const resource = {
    type: "azurerm_lighthouse_definition",
    instances: [{ attributes: { scope: `/subscriptions/${subscriptionId}` } }],
  };
  change(records, { "state/abc.tfstate": JSON.stringify({ version: 4, resources: [resource] }) });
  const read = await readEstate({ root, records }, "complete", true);
  if (!read.ok) throw new Error(read.error.problem);
  expect(read.value.lock).toEqual({});
  expect(read.value.defaults.value.state).toEqual({
    backend: "local",
    folder: "state",
    allowInContinuousIntegration: true,
  });
  expect(read.value.deployed).toEqual(new Map([["abc", [subscriptionId]]]));
});
