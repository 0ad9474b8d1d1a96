import { join } from "node:path";
import { expect, test } from "vitest";
import type { State } from "../../lib/delegation/estate-defaults.ts";
import { readLocalState } from "../../lib/estate/local-state.ts";
import { guidOf } from "../support/builders.ts";
import { change, temporaryFolder } from "../support/estates.ts";

const LOCAL: State = { backend: "local", folder: "deep/state", allowInContinuousIntegration: false };
const definition = (...scopes: readonly string[]) => ({
  type: "azurerm_lighthouse_definition",
  instances: scopes.map((scope) => ({ attributes: { scope } })),
});
const subscription = (character: string) => `/subscriptions/${guidOf(character)}`;

function stateOf(...resources: readonly unknown[]): string {
  return JSON.stringify({ version: 4, resources });
}

function found(states: Readonly<Record<string, string>>, ids?: readonly string[], state: State = LOCAL) {
  const root = temporaryFolder();
  change(
    root,
    Object.fromEntries(Object.entries(states).map(([name, text]) => [join("deep/state", name), text])),
  );
  return Object.fromEntries(readLocalState(root, state, ids));
}

const STATES = {
  "fabrikam.tfstate": stateOf(
    definition(subscription("2"), subscription("1").toUpperCase().replace("SUBSCRIPTIONS", "subscriptions")),
    {
      type: "azurerm_lighthouse_assignment",
      instances: [{ attributes: { scope: `${subscription("3")}/resourceGroups/rg` } }],
    },
    { type: "azurerm_resource_group", instances: [{ attributes: { scope: subscription("4") } }] },
  ),
  "contoso.tfstate": stateOf(definition(subscription("5"))),
};

test("readLocalState gives the subscriptions on which states hold delegations", () => {
  const { fabrikam, ...rest } = found(STATES);
  expect(fabrikam?.map((each) => each.toLowerCase()).sort()).toEqual(["1", "2", "3"].map(guidOf));
  expect(rest).toEqual({ contoso: [guidOf("5")] });
});

test("readLocalState looks up only the customers that were asked for", () => {
  expect(found(STATES, ["contoso", "absent"])).toEqual({ contoso: [guidOf("5")] });
});

test.each([
  ["broken", "{"],
  ["empty", ""],
  ["no object", "[]"],
  ["without resources", "{}"],
  ["with resources that are none", '{ "resources": [null, 1, { "type": 7 }] }'],
  ["with nothing left in it", stateOf()],
  ["with an instance without a scope", stateOf({ type: "azurerm_lighthouse_definition", instances: [{}] })],
  ["with a management group", stateOf(definition("/providers/Microsoft.Management/managementGroups/x"))],
])("readLocalState finds nothing in a state that is %s", (_, text) => {
  expect(found({ "fabrikam.tfstate": text })).toEqual({});
});

test("readLocalState passes over files that are no customer's state", () => {
  const text = stateOf(definition(subscription("1")));
  expect(found({ "fabrikam.tfstate.backup": text, "Not An Id.tfstate": text, "notes.txt": text })).toEqual(
    {},
  );
});

test("readLocalState finds nothing where there is no folder, and where state is elsewhere", () => {
  expect(Object.fromEntries(readLocalState(temporaryFolder(), LOCAL, undefined))).toEqual({});
  const cloud: State = { backend: "cloud", organization: "o", hostname: "app.terraform.io" };
  expect(found(STATES, undefined, cloud)).toEqual({});
});
