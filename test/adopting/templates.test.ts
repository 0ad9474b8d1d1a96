import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { armGuid } from "../../lib/delegation/arm-guid.ts";
import { change, type Files, keeper, type Ran, snapshot, temporaryFolder } from "../support/estates.ts";
import { MULTI_GROUP_SAMPLE } from "../templates/sample-templates.ts";
import { guidOf } from "./arm-fleet.ts";
import { armSnapshot } from "./arm-snapshot.ts";

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

test("several resource groups with a definition each and one title, as in Microsoft's sample, are adopted whole", async () => {
  const folder = folderOf(["subscription.parameters.json"], {
    "multi-rg.json": JSON.stringify(MULTI_GROUP_SAMPLE),
  });
  const ran = await adopt(folder, "multi-rg.json", ...PARAMETERS, ...AT);
  expect(ran, ran.err).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toContain("2 registration definitions adopted: 1 customer, 2 new offers\n");
  for (const offer of Object.entries(definitionsIn(folder)).filter(([path]) => path.startsWith("offers/")))
    expect(offer[1]).toContain("name: Bellows Managed Services");
  expect(await keeper(folder, ["check"])).toMatchObject({ code: 0 });
});

const GROUP = ["--resource-group", "rg-app"];

test("a template that is deployed into a resource group is adopted where an option names the group", async () => {
  const folder = folderOf(["resource-group.json", "subscription.json", "subscription.parameters.json"]);
  const nowhere = await adopt(folder, "resource-group.json", ...AT);
  expect(nowhere).toMatchObject({ code: 2, out: "" });
  expect(nowhere.err).toContain(
    "resource-group.json:46: resources[1] is deployed into a resource group that only the deployment knows",
  );
  expect(nowhere.err).toContain("fix: add --resource-group <name>\n");
  const odd = await adopt(folder, "resource-group.json", ...AT, "--resource-group", "rg-app.");
  expect([odd.code, odd.err]).toEqual([2, expect.stringContaining('"rg-app." is not a name')]);
  const whole = await adopt(folder, "subscription.json", ...PARAMETERS, ...AT, ...GROUP);
  expect([whole.code, whole.err]).toEqual([2, expect.stringContaining("fix: leave out --resource-group")]);
  expect(definitionsIn(folder)).toEqual({});
  const ran = await adopt(folder, "resource-group.json", ...AT, ...GROUP);
  expect(ran, ran.err).toMatchObject({ code: 0, err: "" });
  const customer = definitionsIn(folder)["customers/customer-4b1c6f10.yaml"];
  expect(customer).toContain("name: rg-app");
  expect(customer).toContain(
    `registrationAssignmentId: ${armGuid(`/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-app`)}`,
  );
});

test("a file of parameters in Bicep is refused with the command that makes JSON of it", async () => {
  const folder = folderOf(["subscription.json"], {
    "main.bicepparam": "using 'main.bicep'\nparam mspOfferName = 'Bellows'\n",
  });
  const ran = await adopt(folder, "subscription.json", "--parameters", "main.bicepparam", ...AT);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("fix: run bicep build-params main.bicepparam, and pass the JSON that it writes");
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
  expect(wrong.err).toContain("--parameters: authorizations is not JSON, which the type array needs");
});

test("messy offers are adopted as they are, and everything odd is reported with its line", async () => {
  const folder = folderOf(["messy.json"]);
  const ran = await adopt(folder, "messy.json", ...AT, "--json");
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const { remarks, adopted, notAdopted } = JSON.parse(ran.out);
  expect([adopted, notAdopted]).toEqual([1, []]);
  const shown = remarks.map(({ code, line, why }: { code: string; line: number; why: string }) => [
    code,
    line,
    why,
  ]);
  expect(shown).toEqual([
    ["granted-twice", 10, "repeats 1 of its authorizations: the definitions have each once"],
    [
      "several-names",
      10,
      'shows the principal 4b1c6f10-7a21-4d53-8e64-00000000b001 under 2 names: "Tier 1", "Tier 2"',
    ],
    ["named-by-guid", 10, "has a GUID as its title, which the customer sees"],
    ["comment-contradicts-role", 21, "is Contributor, and the comment beside it says Reader"],
  ]);
  const [offer = ""] = Object.values(definitionsIn(folder)).filter((text) => text.includes("managingTenant"));
  // nothing is mended: the role counts and not the comment, both names stay, and the refused role is delegated as it was
  for (const text of [
    "role: Contributor",
    "displayName: Tier 1",
    "displayName: Tier 2",
    "- Log Analytics Contributor",
  ])
    expect(offer).toContain(text);
  expect(await keeper(folder, ["check"])).toMatchObject({ code: 0 });
  const printed = await adopt(folderOf(["messy.json"]), "messy.json", ...AT);
  expect(printed.out).toContain("to check (comment-contradicts-role): messy.json:21 ");
});

test("placeholders of samples are refused or left out, each with its line", async () => {
  const folder = folderOf(["subscription.json", "subscription.parameters.json"]);
  const words = (...values: string[]) => ["subscription.json", ...PARAMETERS, ...values, ...AT];
  const tenant = await adopt(folder, ...words("managedByTenantId=<to be filled out by MSP>"));
  expect(tenant.code).toBe(2);
  expect(tenant.err).toMatch(/subscription\.json:23: .*managedByTenantId .*<to be filled out by MSP>/);
  const title = await adopt(folder, ...words("mspOfferName=<to be filled out by MSP>"));
  expect(title.code).toBe(1);
  expect(title.out).toContain("not adopted (text-not-writable): subscription.json:16");
  const zero = await adopt(folder, ...words("managedByTenantId=00000000-0000-0000-0000-000000000000"));
  expect(zero.code).toBe(1);
  expect(zero.out).toContain("which is a placeholder");
});

test("a byte order mark and UTF-16 are read, and a file of parameters by itself is no source", async () => {
  const folder = folderOf(["messy.json", "subscription.parameters.json"]);
  const text = readFileSync(join(folder, "messy.json"), "utf8");
  change(folder, { "marked.json": `\ufeff${text}` });
  writeFileSync(join(folder, "wide.json"), Buffer.from(`\ufeff${text}`, "utf16le"));
  for (const name of ["marked.json", "wide.json"])
    expect(await adopt(folder, name, ...AT, "--force"), name).toMatchObject({ code: 0 });
  const alone = await adopt(folder, "subscription.parameters.json", ...AT);
  expect(alone).toMatchObject({ code: 2 });
  expect(alone.err).toContain("name the template, and its file of parameters with --parameters");
});

test("a snapshot beside a template shows what was never deployed", async () => {
  const folder = folderOf(["messy.json"], armSnapshot([], [1]));
  const ran = await adopt(folder, "messy.json", "azure", "--subscription", guidOf("b", 1));
  expect(ran.code).toBe(1);
  expect(ran.out).toContain("not adopted (gone-from-azure): messy.json:10");
  expect(ran.out).toContain("fix: deploy the template first, or go on without it");
});

test("Bicep is built where it is installed, and where it is not the command is named", async () => {
  const folder = folderOf(["messy.json"], { "main.bicep": "targetScope = 'subscription'\n" });
  const missing = await keeper(folder, ["adopt", "main.bicep", ...AT, "--output", ".", "--offline"], {
    PATH: "",
  });
  expect(missing).toMatchObject({ code: 2, out: "" });
  expect(missing.err).toContain("main.bicep cannot be built: neither bicep nor az bicep is installed here");
  expect(missing.err).toContain("run bicep build main.bicep where it is installed");
  // what Bicep writes is in test/templates/sample-templates.ts; here a program in its place prints a template
  const program = (body: string) => `#!/bin/sh\n${body}\n`;
  const with_ = async (name: string, body: string) => {
    change(folder, { [`bin-${name}/${name}`]: program(body) });
    chmodSync(join(folder, `bin-${name}`, name), 0o755);
    const PATH = `${join(folder, `bin-${name}`)}:/usr/bin:/bin`;
    return keeper(folder, ["adopt", "main.bicep", ...AT, "--output", ".", "--offline", "--yaml", "--force"], {
      PATH,
    });
  };
  const print = `[ "$3" = --stdout ] || [ "$5" = --stdout ] || [ "$2" = version ] && cat ${join(folder, "messy.json")}`;
  expect(await with_("bicep", print)).toMatchObject({ code: 0 });
  expect(await with_("az", print)).toMatchObject({ code: 0 });
  const broken = await with_("bicep", "echo 'main.bicep(1,1) : Error BCP007: no declaration' >&2; exit 1");
  expect(broken.err).toContain("bicep build refuses main.bicep: main.bicep(1,1) : Error BCP007");
});
