import { expect, test } from "vitest";
import { listedInSources, listedOn } from "../../lib/workflows/listed-sources.ts";
import { type ArmDelegation, armLists, grant, guidOf } from "../adopting/arm-fleet.ts";
import { armSnapshot } from "../adopting/arm-snapshot.ts";
import {
  assignmentValues,
  definitionValues,
  stateFile,
  subscriptionResource,
} from "../adopting/other-states.ts";
import { change, type Files, temporaryFolder } from "../support/estates.ts";

/*
 * What several sources show together, as Azure's lists would show it: a sandbox's Azure begins with it.
 */

const GRANTS = [grant(1, "reader"), grant(1, "deletes")];

function state(customer: number, name: string): string {
  return stateFile([
    subscriptionResource(customer),
    { type: "azurerm_lighthouse_definition", name: "msp", values: definitionValues(customer, GRANTS, name) },
    { type: "azurerm_lighthouse_assignment", name: "msp", values: assignmentValues(customer) },
  ]);
}

function listed(files: Files, ...names: readonly string[]) {
  const folder = temporaryFolder();
  change(folder, files);
  const read = listedInSources(names, folder);
  if (!read.ok) throw new Error(read.error.problem);
  return read.value;
}

const titles = ({ definitions }: ReturnType<typeof listed>) =>
  definitions.map(({ properties }) => properties.registrationDefinitionName);

const FIRST: ArmDelegation = { customer: 1, name: "Listed", authorizations: GRANTS };

test("a state is listed as Azure lists what it shows", () => {
  const { definitions, assignments } = listed({ "a.tfstate": state(1, "Listed") }, "a.tfstate");
  const [expected] = JSON.parse(armLists([FIRST])["azure/definitions.json"] ?? "").value;
  const { managedByTenantName, manageeTenantName, ...properties } = expected.properties;
  expect(definitions.map((each) => ({ ...each, properties: withoutEmpty(each.properties) }))).toEqual([
    { ...expected, properties: withoutEmpty(properties) },
  ]);
  expect(assignments).toEqual(JSON.parse(armLists([FIRST])["azure/assignments.json"] ?? "").value);
});

/** Azure omits empty lists, or does not: both mean the same. */
function withoutEmpty(value: object): object {
  return JSON.parse(
    JSON.stringify(value, (_, each) => (Array.isArray(each) && each.length === 0 ? undefined : each)),
  );
}

test("Azure's lists win over states whatever the order, and earlier sources over later ones", () => {
  const files = {
    ...armLists([FIRST]),
    "a.tfstate": state(1, "Filed"),
    "b.tfstate": state(1, "Filed later"),
  };
  expect(titles(listed(files, "a.tfstate", "azure"))).toEqual(["Listed"]);
  expect(titles(listed(files, "a.tfstate", "b.tfstate"))).toEqual(["Filed"]);
  expect(listed(files, "a.tfstate", "b.tfstate").assignments).toHaveLength(1);
});

test("what only a state shows is listed, unless a snapshot read its whole subscription", () => {
  const one = { "a.tfstate": state(2, "Filed") };
  expect(titles(listed({ ...armLists([FIRST]), ...one }, "a.tfstate", "azure"))).toEqual(["Listed", "Filed"]);
  expect(titles(listed({ ...armSnapshot([FIRST], [1]), ...one }, "a.tfstate", "azure"))).toEqual([
    "Listed",
    "Filed",
  ]);
  expect(titles(listed({ ...armSnapshot([FIRST], [1, 2]), ...one }, "a.tfstate", "azure"))).toEqual([
    "Listed",
  ]);
});

test("some subscriptions are taken with everything of theirs", () => {
  const all = listed({ ...armLists([FIRST]), "a.tfstate": state(2, "Filed") }, "a.tfstate", "azure");
  const one = listedOn(new Set([guidOf("b", 2)]), all);
  expect([titles(one), one.assignments.length]).toEqual([["Filed"], 1]);
});

test("what cannot be loaded is refused with its name", () => {
  const folder = temporaryFolder();
  change(folder, { "bad.json": "{", "empty/readme.md": "" });
  for (const name of ["bad.json", "empty", "missing"])
    expect(listedInSources([name], folder)).toMatchObject({
      ok: false,
      error: { problem: expect.stringContaining(name) },
    });
});
