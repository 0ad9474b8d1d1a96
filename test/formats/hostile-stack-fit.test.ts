import { expect, test } from "vitest";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { guidOf } from "../support/builders.ts";
import { expectRefused, type Loose, put, without } from "./refused.ts";
import { ASSIGNMENT, DEFINITION, FULL_TEXTS, GUARD, NAME, ONE, STACK, TWO, textOf } from "./stack-samples.ts";

const WEB = `operations_${TWO}_rg-web`;
const definitions: Loose = STACK.resource.azurerm_lighthouse_definition;
const assignments: Loose = STACK.resource.azurerm_lighthouse_assignment;
const provider: Loose = STACK.provider.azurerm[0];
const path = "terraform backend local path";
const workspace = (name: string) => ({ hostname: "x.org", organization: "x", workspaces: { name } });

test.each<[string, string, unknown]>([
  ["another subscription behind a provider", "provider azurerm 0 subscription_id", TWO],
  ["another tenant behind a provider", "provider azurerm 1 tenant_id", TWO],
  ["another cloud behind a provider", "provider azurerm 1 environment", "china"],
  ["another sign-in of a provider", "provider azurerm 1 use_cli", false],
  ["another credited partner of a provider", "provider azurerm 2 partner_id", TWO],
  [
    "a guard of another tenant than the first one's",
    `data azurerm_subscription subscription_${TWO} lifecycle`,
    {
      postcondition: [{ condition: `\${lower(self.tenant_id) == "${TWO}"}`, error_message: "x" }],
    },
  ],
  ["a guard that watches another subscription", `${GUARD} subscription_id`, TWO],
  ["a guard of another provider", `${GUARD} provider`, `azurerm.subscription_${TWO}`],
  [
    "another guard to wait for",
    `${DEFINITION} depends_on`,
    [`data.azurerm_subscription.subscription_${TWO}`],
  ],
  ["another provider of a definition", `${DEFINITION} provider`, `azurerm.subscription_${TWO}`],
  ["another provider of an assignment", `${ASSIGNMENT} provider`, `azurerm.subscription_${TWO}`],
  ["an assignment elsewhere", `${ASSIGNMENT} scope`, `/subscriptions/${TWO}`],
  ["a definition at a group", `${DEFINITION} scope`, `/subscriptions/${ONE}/resourceGroups/rg`],
  [
    "another output under a name",
    `output registration_assignments value ${NAME}`,
    `\${azurerm_lighthouse_assignment.${WEB}.id}`,
  ],
  ["the state of another customer", path, "../../../state/contoso.tfstate"],
  ["a state whose name ends like it", path, "../../../state/notfabrikam.tfstate"],
  ["a state somewhere on the machine", path, "/tmp/fabrikam.tfstate"],
  ["a state on another drive", path, "C:/fabrikam.tfstate"],
])("readStack refuses %s", (_, place, value) => {
  expectRefused(readStack("fabrikam", textOf(put(STACK, place, value))), "invariant-broken", place);
});

test.each<[string, string, Loose]>([
  ["a provider twice", "provider azurerm 3 subscription_id", put(STACK, "provider azurerm 3", provider)],
  ["a sign-in of a third kind", "provider azurerm 0", put(STACK, "provider azurerm 0 use_cli", false)],
  ["a definition without a guard", DEFINITION, without(STACK, GUARD)],
  [
    "an assignment to a group by a subscription's name",
    ASSIGNMENT,
    put(STACK, `${ASSIGNMENT} scope`, `/subscriptions/${ONE}/resourceGroups/rg`),
  ],
  [
    "an assignment of another definition",
    ASSIGNMENT,
    put(
      STACK,
      `${ASSIGNMENT} lighthouse_definition_id`,
      `\${azurerm_lighthouse_definition.operations_${TWO}.id}`,
    ),
  ],
  [
    "an import of something else",
    "import 0",
    put(STACK, "import 0 id", STACK.import[0].id.replace(guidOf("4"), TWO)),
  ],
  [
    "an import to somewhere else",
    "import 0",
    put(STACK, "import 0 to", "azurerm_lighthouse_definition.constructor"),
  ],
  ["an import with more in its address", "import 0", put(STACK, "import 0 to", `${STACK.import[0].to}.x`)],
  ["an import twice", "import 2", put(STACK, "import 2", STACK.import[0])],
  ["no place for state", "terraform backend", without(STACK, "terraform backend local")],
  ["two places for state", "terraform backend", put(STACK, "terraform cloud", workspace("fabrikam"))],
  [
    "somebody's workspace",
    "terraform cloud workspaces name",
    put(without(STACK, "terraform backend"), "terraform cloud", workspace("contoso")),
  ],
  [
    "no requirement of azurerm",
    "terraform required_providers",
    without(STACK, "terraform required_providers"),
  ],
])("readStack refuses %s", (_, place, stack) => {
  expectRefused(readStack("fabrikam", textOf(stack)), "invariant-broken", place);
});

test.each([
  ["another deployer", "provider azurerm 1 client_id", ONE],
  ["another partner", "provider azurerm 2 partner_id", ONE],
  ["no partner", "provider azurerm 2 partner_id", undefined],
  [
    "a registration by itself",
    "provider azurerm 1 resource_providers_to_register",
    ["Microsoft.ManagedServices"],
  ],
])("readStack refuses a provider with %s, and says what the first has", (_, place, value) => {
  const text = textOf(put(JSON.parse(FULL_TEXTS[1] ?? ""), place, value));
  const read = readStack("fabrikam", text);
  expectRefused(read, "invariant-broken", place);
  const allowed = { client_id: guidOf("6"), partner_id: guidOf("7") }[place.split(" ")[3] ?? ""] ?? "none";
  expect(read.ok ? [] : read.error.map(({ problem }) => problem)).toEqual([
    expect.stringMatching(`of the first provider: ${allowed} is$`),
  ]);
});

test("readStack refuses a subscription whose provider alone does not register", () => {
  const place = "provider azurerm 1 resource_providers_to_register";
  expectRefused(readStack("fabrikam", textOf(without(STACK, place))), "invariant-broken", place);
});

test("readStack refuses a definition that nothing assigns, and finds nothing else wrong", () => {
  const others = [ASSIGNMENT, `output registration_assignments value ${NAME}`, "import 1"];
  const read = readStack("fabrikam", textOf(others.reduce(without, STACK)));
  expectRefused(read, "invariant-broken", DEFINITION);
  expect(read.ok ? [] : read.error).toHaveLength(1);
});

test("readStack: a stack under another name keeps its state under the wrong one", () => {
  expectRefused(readStack("contoso", textOf(STACK)), "invariant-broken", path);
});

test("readStack refuses an assignment of no definition", () => {
  const place = `${ASSIGNMENT} lighthouse_definition_id`;
  const stack = put(STACK, place, `\${azurerm_lighthouse_definition.others_${ONE}.id}`);
  expectRefused(readStack("fabrikam", textOf(stack)), "reference-unresolved", place);
});

test("readStack refuses one definition at two addresses", () => {
  const again = {
    ...assignments[NAME],
    name: guidOf("f"),
    lighthouse_definition_id: `\${azurerm_lighthouse_definition.others_${ONE}.id}`,
  };
  const stack = put(
    put(STACK, `resource azurerm_lighthouse_definition others_${ONE}`, definitions[NAME]),
    `resource azurerm_lighthouse_assignment others_${ONE}`,
    again,
  );
  expectRefused(readStack("fabrikam", textOf(stack)), "duplicate", "");
});

test("readStack refuses one assignment at two addresses, whatever the case of its group", () => {
  const others = { ...definitions[`operations_${TWO}`], lighthouse_definition_id: guidOf("f") };
  const again = {
    ...assignments[WEB],
    scope: assignments[WEB].scope.replace("rg-web", "RG-Web"),
    lighthouse_definition_id: `\${azurerm_lighthouse_definition.others_${TWO}.id}`,
  };
  const stack = put(
    put(STACK, `resource azurerm_lighthouse_definition others_${TWO}`, others),
    `resource azurerm_lighthouse_assignment others_${TWO}_rg-web`,
    again,
  );
  expectRefused(readStack("fabrikam", textOf(stack)), "duplicate", "");
});
