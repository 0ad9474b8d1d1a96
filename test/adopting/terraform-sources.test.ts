import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { instanceKeyText } from "../../lib/formats/terraform/instance-key.ts";
import { change, type Files, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { armLists, grant, guidOf } from "./arm-fleet.ts";
import { armSnapshot } from "./arm-snapshot.ts";
import {
  assignmentValues,
  definitionValues,
  type OtherResource,
  shownState,
  stateFile,
  subscriptionResource,
} from "./other-states.ts";

/*
 * States and plans of other people's configurations as sources: modules, for_each, count, several files at once.
 */

const GRANTS = [grant(1, "reader"), grant(1, "deletes")];

/** The resources of claranet's module for Azure Lighthouse: assignments by `for_each` over a map of scopes. */
function claranet(module: string, number: number): OtherResource[] {
  return [
    {
      module,
      mode: "data",
      type: "azurerm_role_definition",
      name: "builtin_role",
      key: "Reader",
      values: { id: "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7", name: "Reader" },
    },
    {
      module,
      type: "azurerm_lighthouse_definition",
      name: "main",
      values: definitionValues(number, GRANTS),
    },
    ...["rg-app", "rg-data"].map((key, index) => ({
      module,
      type: "azurerm_lighthouse_assignment",
      name: "main",
      key,
      values: assignmentValues(number, key, index),
    })),
  ];
}

function folderOf(files: Files): string {
  const folder = temporaryFolder();
  change(folder, files);
  return folder;
}

function adopt(folder: string, ...words: readonly string[]) {
  return keeper(folder, ["adopt", ...words, "--output", "."]);
}

function definitionsIn(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(snapshot(folder)).filter(([path]) => /^(offers|customers)\//.test(path)),
  );
}

const TWO_MODULES = [
  subscriptionResource(1),
  ...claranet('module.msp["munson"]', 1),
  subscriptionResource(2, 'module.msp["trey"]'),
  ...claranet('module.msp["trey"]', 2),
  { type: "azurerm_resource_group", name: "app", values: { name: "rg-app", location: "westeurope" } },
];

test("claranet's module under for_each is adopted from its state file as from terraform show -json", async () => {
  const folders = [stateFile(TWO_MODULES), JSON.stringify(shownState(TWO_MODULES))].map((text) =>
    folderOf({ "msp.tfstate": text }),
  );
  for (const folder of folders) {
    const ran = await adopt(folder, "msp.tfstate", "--yaml");
    expect(ran, ran.err).toMatchObject({ code: 1, err: "" });
    expect(ran.out).toContain("2 registration definitions adopted: 2 customers, 1 new offer\n");
    // everything else is named, and nothing but it
    expect(ran.out.match(/not adopted/g)).toHaveLength(1);
    expect(ran.out).toContain("azurerm_resource_group.app is no registration definition");
    for (const name of ["munson", "trey"]) {
      const at = `module.msp["${name}"].azurerm_lighthouse`;
      const removed = `  terraform state rm '${at}_definition.main' '${at}_assignment.main["rg-app"]' '${at}_assignment.main["rg-data"]'\n`;
      expect(ran.out).toContain(removed);
    }
    expect(await keeper(folder, ["check"])).toMatchObject({ code: 0 });
  }
  const [filed, shown] = folders.map(definitionsIn);
  expect(filed).toEqual(shown);
  expect(Object.keys(filed ?? {})).toEqual([
    "customers/customer-3f9b6c10-2.yaml",
    "customers/customer-3f9b6c10.yaml",
    "offers/bellows-operations.yaml",
  ]);
  expect(filed?.["customers/customer-3f9b6c10.yaml"]).toContain("name: rg-data");
});

test("count is read too, and a module in a module", async () => {
  const module = "module.all.module.msp[0]";
  const resources = [
    subscriptionResource(3, module),
    {
      module,
      type: "azurerm_lighthouse_definition",
      name: "this",
      key: 0,
      values: definitionValues(3, GRANTS),
    },
    { module, type: "azurerm_lighthouse_assignment", name: "this", key: 0, values: assignmentValues(3) },
  ];
  const folder = folderOf({ "count.tfstate": stateFile(resources) });
  const ran = await adopt(folder, "count.tfstate", "--json");
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const { otherStates } = JSON.parse(ran.out);
  expect(otherStates).toEqual([
    {
      file: "count.tfstate",
      addresses: [
        [
          "module.all.module.msp[0].azurerm_lighthouse_definition.this[0]",
          "module.all.module.msp[0].azurerm_lighthouse_assignment.this[0]",
        ],
      ],
    },
  ]);
});

test("of a plan what exists is adopted, and what it creates is named", async () => {
  const existing = shownState([subscriptionResource(1), ...claranet("module.msp", 1)]);
  const created = {
    address: "azurerm_lighthouse_definition.next",
    mode: "managed",
    type: "azurerm_lighthouse_definition",
    name: "next",
    change: { actions: ["create"], before: null, after: definitionValues(2, GRANTS) },
  };
  const plan = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    prior_state: existing,
    resource_changes: [created],
  };
  const folder = folderOf({ "plan.json": JSON.stringify(plan) });
  const ran = await adopt(folder, "plan.json");
  expect(ran, ran.err).toMatchObject({ code: 1 });
  expect(ran.out).toContain("1 registration definition adopted");
  expect(ran.out).toContain("azurerm_lighthouse_definition.next is created by the plan");
});

const BY_STATE = [
  { type: "azurerm_lighthouse_definition", name: "msp", values: definitionValues(1, GRANTS) },
  { type: "azurerm_lighthouse_assignment", name: "msp", values: assignmentValues(1) },
];

test("several sources show one delegation once, and each tells what the other lacks", async () => {
  const folder = folderOf({
    ...armLists([
      { customer: 1, authorizations: GRANTS },
      { customer: 2, authorizations: GRANTS },
    ]),
    "one.tfstate": stateFile(BY_STATE),
    "three.tfstate": stateFile([
      subscriptionResource(3),
      { type: "azurerm_lighthouse_definition", name: "msp", values: definitionValues(3, GRANTS) },
      { type: "azurerm_lighthouse_assignment", name: "msp", values: assignmentValues(3) },
    ]),
  });
  // a state alone does not show whose the subscription is
  const alone = await adopt(folder, "one.tfstate");
  expect(alone).toMatchObject({ code: 1 });
  expect(alone.out).toContain(
    "not adopted (customer-tenant-unknown): one.tfstate:1 resources[0].instances[0]",
  );
  const ran = await adopt(folder, "one.tfstate", "azure", "three.tfstate");
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).toContain("3 registration definitions adopted: 3 customers, 1 new offer\n");
  expect(ran.out.match(/ {2}terraform state rm \S+ \S+\n/g)).toHaveLength(2);
  // in another order the same, and a second time nothing
  const again = await adopt(folder, "three.tfstate", "azure", "one.tfstate");
  expect(again.out).toContain("nothing to adopt: 3 registration definitions defined already\n");
  expect(again.out.match(/ {2}terraform state rm \S+ \S+\n/g)).toHaveLength(2);
});

test("sources that differ are named with both places, and nothing of them is guessed", async () => {
  const folder = folderOf({
    ...armLists([{ customer: 1, authorizations: [...GRANTS, grant(2, "support")] }]),
    "one.tfstate": stateFile(BY_STATE),
  });
  const ran = await adopt(folder, "azure", "one.tfstate");
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("not adopted (sources-differ): one.tfstate:1");
  expect(ran.out).toContain("differs from what azure/definitions.json shows of it");
  expect(ran.out).not.toContain("terraform state rm");
  expect(definitionsIn(folder)).toEqual({});
});

test("a deposed object is named and not adopted, and what took its place is, from both forms of a state", async () => {
  const old = definitionValues(9, GRANTS);
  const resources = [subscriptionResource(1), ...BY_STATE];
  const filed = JSON.parse(stateFile(resources));
  filed.resources[1].instances.push({ deposed: "5a4c1b2d", schema_version: 0, attributes: old });
  const shown = JSON.parse(JSON.stringify(shownState(resources)));
  const all = shown.values.root_module.resources;
  all.push({ ...all[1], deposed_key: "5a4c1b2d", values: old });
  const adopted: Record<string, string>[] = [];
  for (const text of [filed, shown].map((each) => JSON.stringify(each))) {
    const folder = folderOf({ "msp.tfstate": text });
    const ran = await adopt(folder, "msp.tfstate");
    expect(ran, ran.err).toMatchObject({ code: 1 });
    expect(ran.out).toContain("1 registration definition adopted: 1 customer, 1 new offer\n");
    expect(ran.out).toContain(
      "azurerm_lighthouse_definition.msp is deposed: Terraform deletes it at the next apply",
    );
    expect(JSON.stringify(definitionsIn(folder))).not.toContain(guidOf("d", 9));
    adopted.push(definitionsIn(folder));
  }
  expect(adopted[0]).toEqual(adopted[1]);
});

test("what a state shows and a snapshot of its whole subscription lacks is gone, and is not adopted", async () => {
  const state = stateFile([subscriptionResource(1), ...BY_STATE]);
  const folder = folderOf({ ...armSnapshot([], [1, 2]), "one.tfstate": state });
  const ran = await adopt(folder, "one.tfstate", "azure");
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("not adopted (gone-from-azure): one.tfstate:1");
  expect(definitionsIn(folder)).toEqual({});
  // a snapshot of another subscription says nothing about it
  change(folder, armSnapshot([], [2]));
  expect(await adopt(folder, "one.tfstate", "azure")).toMatchObject({ code: 0 });
});

test("a state of keeper's own needs no state rm", async () => {
  const name = `bellows_${guidOf("b", 1)}`;
  const folder = folderOf({
    ...armLists([{ customer: 1, authorizations: GRANTS }]),
    "own.tfstate": stateFile(BY_STATE.map((each) => ({ ...each, name }))),
  });
  const ran = await adopt(folder, "azure", "own.tfstate");
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).not.toContain("state rm");
});

const HOSTILE_KEYS = ["'; touch pwned #", "$(touch pwned)", "${x} %{y}", 'a"b\\c', "<script>", "ü\n\u202e"];

test("names made of markup and shell come out of a shell as they went in", async () => {
  const resources = HOSTILE_KEYS.flatMap((key, index): OtherResource[] => {
    const module = `module.msp[${JSON.stringify(index)}]`;
    return [
      subscriptionResource(index + 1, module),
      {
        module,
        type: "azurerm_lighthouse_definition",
        name: "main",
        key,
        values: definitionValues(index + 1, GRANTS),
      },
      {
        module,
        type: "azurerm_lighthouse_assignment",
        name: "main",
        key,
        values: assignmentValues(index + 1),
      },
    ];
  });
  const folder = folderOf({ "hostile.tfstate": stateFile(resources) });
  const ran = await adopt(folder, "hostile.tfstate");
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const lines = ran.out.match(/^ {2}terraform state rm .*$/gm) ?? [];
  expect(lines).toHaveLength(HOSTILE_KEYS.length);
  const words = spawnSync(
    "sh",
    ["-c", lines.map((line) => line.replace(/^ {2}terraform/, "printf '%s\\n'")).join("\n")],
    {
      cwd: folder,
      encoding: "utf8",
    },
  ).stdout;
  const keys = HOSTILE_KEYS.map(instanceKeyText);
  expect(words).toBe(
    keys
      .map(
        (key, index) =>
          `state\nrm\nmodule.msp[${index}].azurerm_lighthouse_definition.main${key}\nmodule.msp[${index}].azurerm_lighthouse_assignment.main${key}\n`,
      )
      .join(""),
  );
  expect(snapshot(folder)).not.toHaveProperty("pwned");
});

test.each([
  ["blue", '["blue"]'],
  [0, "[0]"],
  ['a"b\\', '["a\\"b\\\\"]'],
  ["${a} %{b} $c", '["$${a} %%{b} $c"]'],
  ["\n\t\u0007\u{e0001}", '["\\n\\t\\u0007\\U000e0001"]'],
])("the key %j is written as Terraform writes it", (key, text) => {
  expect(instanceKeyText(key)).toBe(text);
});
