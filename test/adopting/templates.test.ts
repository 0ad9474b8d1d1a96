import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, type Files, keeper, type Ran, snapshot, temporaryFolder } from "../support/estates.ts";

/*
 * keeper adopt from ARM templates: what a template deploys becomes definitions.
 */

const SAMPLES = join(import.meta.dirname, "..", "templates", "samples");
const SUBSCRIPTION = "4b1c6f10-7a21-4d53-8e64-00000000c001";
const TENANT = "4b1c6f10-7a21-4d53-8e64-00000000d001";
const AT = ["--subscription", SUBSCRIPTION, "--customer-tenant", TENANT];

/** A folder with samples and other files. */
function folderOf(samples: readonly string[], files: Files = {}): string {
  const folder = temporaryFolder();
  for (const name of samples) cpSync(join(SAMPLES, name), join(folder, name));
  change(folder, files);
  return folder;
}

function adopt(folder: string, ...words: readonly string[]): Promise<Ran> {
  return keeper(folder, ["adopt", ...words, "--output", ".", "--offline", "--yaml"]);
}

function definitionsIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(snapshot(folder)).filter(([path]) => /^(offers|customers)\//.test(path)),
  );
}

const PARAMETERS = ["--parameters", "subscription.parameters.json"];

test("a template with its file of parameters is adopted, and the definitions pass every rule", async () => {
  const folder = folderOf(["subscription.json", "subscription.parameters.json"]);
  const ran = await adopt(folder, "subscription.json", ...PARAMETERS, ...AT);
  expect(ran, ran.err).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toContain("1 registration definition adopted: 1 customer, 1 new offer\n");
  const definitions = definitionsIn(folder);
  const offer = definitions["offers/bellows-managed-services.yaml"];
  expect(offer).toContain("name: Bellows Managed Services");
  expect(offer).toContain("role: Contributor");
  // guid('Bellows Managed Services'): definition and assignment have one name in Microsoft's samples
  const customer = definitions["customers/customer-4b1c6f10.yaml"];
  expect(customer).toContain("registrationDefinitionId: 771ac4b9-b461-52eb-af07-bdebff09011c");
  expect(customer).toContain("registrationAssignmentId: 771ac4b9-b461-52eb-af07-bdebff09011c");
  expect(await keeper(folder, ["check"])).toMatchObject({ code: 0 });
});

test("what only the deployment knows is refused with the option that passes it", async () => {
  const folder = folderOf(["subscription.json", "subscription.parameters.json"]);
  const nowhere = await adopt(folder, "subscription.json", ...PARAMETERS);
  expect(nowhere).toMatchObject({ code: 2, out: "" });
  expect(nowhere.err).toContain(
    "subscription.json:16: resources[0] is deployed at a subscription that only the deployment knows",
  );
  expect(nowhere.err).toContain("fix: add --subscription <id>");
  const bare = await adopt(folder, "subscription.json", ...AT);
  expect(bare).toMatchObject({ code: 2, out: "" });
  expect(bare.err).toContain("subscription.json:6: parameters.mspOfferName has no value");
  expect(bare.err).toContain("fix: add --parameters <file>, or --parameters mspOfferName=<value>");
  const tenantless = await adopt(folder, "subscription.json", ...PARAMETERS, "--subscription", SUBSCRIPTION);
  expect(tenantless.code).toBe(1);
  expect(tenantless.out).toContain("customer-tenant-unknown");
  expect(tenantless.out).toContain("subscription.json:16");
  expect(definitionsIn(folder)).toEqual({});
});

test("values on the command line win over files of parameters, and other types are JSON", async () => {
  const folder = folderOf(["subscription.json", "subscription.parameters.json"]);
  const list = JSON.parse(
    readFileSync(join(folder, "subscription.parameters.json"), "utf8").replaceAll(/,(?=\s*[\]}])/g, ""),
  );
  const [first] = list.parameters.authorizations.value;
  const words = [
    ...PARAMETERS,
    "mspOfferName=Other",
    `authorizations=${JSON.stringify([first, { ...first, roleDefinitionId: "91c1777a-f3dc-4fae-b103-61d183457e46" }])}`,
  ];
  const ran = await adopt(folder, "subscription.json", ...words, ...AT);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(definitionsIn(folder)["offers/other.yaml"]).toContain("name: Other");
  const wrong = await adopt(folder, "subscription.json", ...PARAMETERS, "authorizations=none", ...AT);
  expect(wrong.err).toContain("--parameters: authorizations is no JSON, which the type array needs");
});
