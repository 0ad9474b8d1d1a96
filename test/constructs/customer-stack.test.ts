import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aspects, TerraformElement, TerraformStack, Testing } from "cdktf";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CustomerStack,
  DelegatedSubscription,
  RegistrationAssignment,
  RegistrationDefinition,
} from "../../lib/constructs/index.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { objectAt } from "../../lib/values/json-object.ts";
import { decodeAccess } from "../formats/oracle-access.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { DEFAULTS, registered, stackOf } from "../support/stacks.ts";
import { testApp } from "../support/test-app.ts";

function customerStack(customer: Customer, offers: readonly Offer[]): CustomerStack {
  const subscriptions = registered(customer, offers);
  return new CustomerStack(testApp(), {
    customer,
    subscriptions,
    defaults: DEFAULTS,
    recordsFromStack: "../../..",
  });
}

/** The same stack by cdktf's own token resolution. */
function byCdktf(stack: CustomerStack): unknown {
  TerraformStack.prototype.prepareStack.call(stack);
  return JSON.parse(JSON.stringify(TerraformStack.prototype.toTerraform.call(stack)));
}

test("CustomerStack comes out as cdktf's own resolution makes it, for any customer and hostile text", () => {
  fc.assert(
    fc.property(anyOffer("offer-a"), anyCustomer(["offer-a"]), (offer, customer) => {
      const [parsedOffer, parsedCustomer] = [parseOffer(offer), parseCustomer(customer)];
      if (!parsedOffer.ok || !parsedCustomer.ok)
        throw new Error("an arbitrary made an unreadable definition");
      const stack = customerStack(parsedCustomer.value, [parsedOffer.value]);
      expect(JSON.parse(JSON.stringify(stack.toTerraform()))).toEqual(byCdktf(stack));
    }),
    { numRuns: 50 },
  );
});

test("CustomerStack honours an override", () => {
  const stack = customerStack(aCustomer(), [anOffer()]);
  stack.addOverride("terraform.required_version", ">= 1.9.0");
  stack.prepareStack();
  expect(objectAt(stack.toTerraform(), "terraform")["required_version"]).toBe(">= 1.9.0");
});

test("CustomerStack lets cdktf resolve what a subject brings in", () => {
  const stack = customerStack(aCustomer(), [anOffer()]);
  Aspects.of(stack).add({
    visit(node) {
      if (node instanceof TerraformElement && node.node.path.endsWith("operations/Resource")) {
        node.addOverride("timeouts", { create: "45m" });
      }
    },
  });
  const { resource } = JSON.parse(Testing.synth(stack));
  expect(Object.values(resource["azurerm_lighthouse_definition"])).toMatchObject([
    { timeouts: { create: "45m" } },
  ]);
});

test("the constructs make the same resources in anyone's stack, under cdktf's own synthesis and validation", () => {
  const [customer, offer] = [aCustomer(), anOffer({ name: '${file("/etc/passwd")} TfToken[TOKEN.0]' })];
  const outdir = mkdtempSync(join(tmpdir(), "keeper-test-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "anyone");
    const subscription = new DelegatedSubscription(stack, "production", {
      subscriptionId: guidOf("1"),
      subscriptionName: "production",
      tenantId: customer.tenantId,
      customerName: customer.name,
      cloud: "public",
      signIn: { method: "azureCli" },
      azurermVersion: DEFAULTS.azurermVersion,
      registerResourceProvider: true,
    });
    for (const { definition, assignments } of registered(customer, [offer]).flatMap(
      (each) => each.registrations,
    )) {
      const made = new RegistrationDefinition(stack, definition.id, { ...definition, subscription });
      for (const { id, existing } of assignments)
        new RegistrationAssignment(stack, id, { definition: made, id, existing });
    }
    app.synth();
    const json = JSON.parse(readFileSync(join(outdir, "stacks", "anyone", "cdk.tf.json"), "utf8"));
    const ours = JSON.parse(stackOf(customer, [offer]).text);
    expect(withoutPaths(json.resource)).toEqual(withoutPaths(ours.resource));
    expect(json.provider).toEqual(ours.provider);
    expect(withoutPaths(json.data)).toEqual(withoutPaths(ours.data));
    expect(decodeAccess(json)).toEqual(decodeAccess(ours));
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

/** cdktf notes where in the tree a block was made: that is the stack's own affair. */
function withoutPaths(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner) => (key === "metadata" ? undefined : inner)));
}

test("CustomerStack imports what exists: a block for the definition and for each pinned assignment", () => {
  const customer = aCustomer({
    delegations: [
      {
        offer: "operations",
        plan: "standard",
        version: "1.0.0",
        scopes: [
          {
            subscription: "production",
            import: true,
            registrationDefinitionId: guidOf("B"),
            resourceGroups: ["new", { name: "Old.One", registrationAssignmentId: guidOf("c") }],
          },
        ],
      },
    ],
  });
  const stack = JSON.parse(stackOf(customer, [anOffer()]).text);
  const subscription = `/subscriptions/${guidOf("1")}`;
  const provider = `azurerm.subscription_${guidOf("1")}`;
  expect(stack.import).toEqual([
    {
      id: `${subscription}/providers/Microsoft.ManagedServices/registrationDefinitions/${guidOf("b")}`,
      provider,
      to: `azurerm_lighthouse_definition.operations_${guidOf("1")}`,
    },
    {
      id: `${subscription}/resourceGroups/Old.One/providers/Microsoft.ManagedServices/registrationAssignments/${guidOf("c")}`,
      provider,
      to: `azurerm_lighthouse_assignment.operations_${guidOf("1")}_old_2e_one`,
    },
  ]);
});

test("CustomerStack renames nothing when a subscription, an offer or a group is added, removed or moved", () => {
  const scope = (subscription: string, ...resourceGroups: string[]) => ({ subscription, resourceGroups });
  const delegation = (offer: string, ...scopes: object[]) => ({
    offer,
    plan: "standard",
    version: "1.0.0",
    scopes,
  });
  const offers = [anOffer(), anOffer({ id: "security", name: "Security" })];
  const addresses = (changes: Readonly<Record<string, unknown>>) => {
    const { resource = {} } = JSON.parse(stackOf(aCustomer(changes), offers).text);
    return Object.entries(resource as Record<string, object>).flatMap(([type, blocks]) =>
      Object.keys(blocks).map((name) => `${type}.${name}`),
    );
  };
  const small = addresses({ delegations: [delegation("operations", scope("production", "app"))] });
  const large = addresses({
    subscriptions: { another: guidOf("2"), production: guidOf("1") },
    delegations: [
      delegation("security", { subscription: "another" }, scope("production", "app")),
      delegation("operations", scope("another", "x"), scope("production", "zero", "app", "data")),
    ],
  });
  expect(large).toEqual(expect.arrayContaining(small));
  expect(small).toEqual([
    `azurerm_lighthouse_assignment.operations_${guidOf("1")}_app`,
    `azurerm_lighthouse_definition.operations_${guidOf("1")}`,
  ]);
});
