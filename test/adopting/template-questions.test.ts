import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Cancelled } from "../../lib/cli/prompter.ts";
import { attended } from "../support/attended.ts";
import { snapshot, temporaryFolder } from "../support/estates.ts";

/*
 * keeper adopt asks a person for what only the deployment of a template knows.
 */

const SAMPLES = join(import.meta.dirname, "..", "templates", "samples");
const SUBSCRIPTION = "4b1c6f10-7a21-4d53-8e64-00000000c001";
const TENANT = "4b1c6f10-7a21-4d53-8e64-00000000d001";
const ADOPT = ["adopt", "subscription.json", "--output", ".", "--offline", "--yaml"];
const PARAMETERS = ["--parameters", "subscription.parameters.json"];

function folderOf(): string {
  const folder = temporaryFolder();
  for (const name of ["subscription.json", "subscription.parameters.json"])
    cpSync(join(SAMPLES, name), join(folder, name));
  return folder;
}

test("a person is asked for the subscription and its tenant; ids are checked, and become lower case", async () => {
  const folder = folderOf();
  const answers = [SUBSCRIPTION.toUpperCase(), TENANT];
  const { code, asked, problems, err } = await attended(folder, [...ADOPT, ...PARAMETERS], answers);
  expect([code, err]).toEqual([0, ""]);
  expect(asked).toEqual([
    "Id of the subscription at which the template is deployed",
    "Id of the customer's tenant, which has that subscription",
  ]);
  expect(problems).toEqual([undefined, undefined]);
  expect(snapshot(folder)["customers/customer-4b1c6f10.yaml"]).toContain(SUBSCRIPTION);
});

test("a person is asked for the resource group of a template that is deployed into one", async () => {
  const folder = temporaryFolder();
  cpSync(join(SAMPLES, "resource-group.json"), join(folder, "resource-group.json"));
  const words = ["adopt", "resource-group.json", "--output", ".", "--offline", "--yaml"];
  const { code, asked, problems, err } = await attended(folder, words, [SUBSCRIPTION, "rg-app", TENANT]);
  expect([code, err]).toEqual([0, ""]);
  expect(asked[1]).toBe("Name of the resource group into which the template is deployed");
  expect(problems).toEqual([undefined, undefined, undefined]);
  expect(snapshot(folder)["customers/customer-4b1c6f10.yaml"]).toContain("name: rg-app");
});

test("a person is asked for each parameter without a default, and not for what an option names", async () => {
  const folder = folderOf();
  const list = JSON.parse(
    readFileSync(join(folder, "subscription.parameters.json"), "utf8").replaceAll(/,(?=\s*[\]}])/g, ""),
  );
  const { authorizations, managedByTenantId } = list.parameters;
  const given = [
    ...ADOPT,
    "--subscription",
    SUBSCRIPTION,
    "--customer-tenant",
    TENANT,
    "--parameters",
    `managedByTenantId=${managedByTenantId.value}`,
  ];
  const answers = ["Bellows=Operations", "What we do", JSON.stringify(authorizations.value)];
  const { code, asked, err } = await attended(folder, given, answers);
  expect([code, err]).toEqual([0, ""]);
  expect(asked.map((each) => each.split(" (")[0])).toEqual([
    "Value of the parameter mspOfferName",
    "Value of the parameter mspOfferDescription",
    "Value of the parameter authorizations",
  ]);
  expect(Object.values(snapshot(folder)).join("\n")).toContain("Bellows=Operations");
});

test("questions that are left empty leave it to the refusal; ended questions write nothing", async () => {
  const folder = folderOf();
  const before = snapshot(folder);
  const empty = await attended(folder, [...ADOPT, ...PARAMETERS], [undefined, undefined]);
  expect([empty.code, empty.out]).toEqual([2, ""]);
  expect(empty.err).toContain("fix: add --subscription <id>");
  const ended = await attended(folder, [...ADOPT, ...PARAMETERS], [new Cancelled()]);
  expect([ended.code, ended.out]).toEqual([2, ""]);
  expect(ended.err).toContain("the questions were not answered");
  expect(snapshot(folder)).toEqual(before);
});

test.each([
  ["under --json", ["--json"], {}],
  ["in continuous integration", [], { CI: "true" }],
])("nothing is asked %s", async (_, words, environment) => {
  const { code, asked } = await attended(folderOf(), [...ADOPT, ...PARAMETERS, ...words], [], environment);
  expect([code, asked]).toEqual([2, []]);
});
