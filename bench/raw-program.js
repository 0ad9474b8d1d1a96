// The baseline of synthesis: a hand-written cdktf program with the same resources, under the same names, as the estate of a
// fleet. Plain JavaScript, so that no compilation is measured. It checks no rules and reads no files.
import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription/index.js";
import { LighthouseAssignment } from "@cdktf/provider-azurerm/lib/lighthouse-assignment/index.js";
import { LighthouseDefinition } from "@cdktf/provider-azurerm/lib/lighthouse-definition/index.js";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { guidFor, MANAGING_TENANT } from "./estate-data.js";
import { fleet } from "./fleets.js";

const [name, customers, outdir] = process.argv.slice(2);
const { offers, customers: all } = fleet(name, Number(customers));
const offersById = new Map(offers.map((offer) => [offer.id, offer]));

class Customer extends TerraformStack {
  constructor(scope, { id, tenantId, subscriptions, delegations }) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../state/${id}.tfstate` });
    const guarded = new Map(
      Object.entries(subscriptions).map(([key, subscriptionId]) => [
        key,
        this.guard(tenantId, subscriptionId),
      ]),
    );
    const outputs = { definitions: {}, assignments: {} };
    for (const { offer, plan, scopes } of delegations)
      for (const { subscription, resourceGroups } of scopes)
        this.delegate(guarded.get(subscription), offersById.get(offer), plan, resourceGroups, outputs);
    new TerraformOutput(this, "registration_definitions", { value: outputs.definitions });
    new TerraformOutput(this, "registration_assignments", { value: outputs.assignments });
  }

  guard(tenantId, subscriptionId) {
    const name = `subscription_${subscriptionId}`;
    const provider = new AzurermProvider(this, `provider_${name}`, {
      alias: name,
      tenantId,
      subscriptionId,
      environment: "public",
      features: [{}],
      resourceProviderRegistrations: "none",
      resourceProvidersToRegister: ["Microsoft.ManagedServices"],
      useCli: true,
    });
    const condition = `\${lower(self.tenant_id) == "${tenantId}"}`;
    const guard = new DataAzurermSubscription(this, name, {
      provider,
      subscriptionId,
      lifecycle: {
        postcondition: [{ condition, errorMessage: "The subscription is not the customer's." }],
      },
    });
    return { subscriptionId, provider, guard };
  }

  delegate({ subscriptionId, provider, guard }, offer, plan, resourceGroups, outputs) {
    const name = `${offer.id}_${subscriptionId}`;
    const scope = `/subscriptions/${subscriptionId}`;
    const definition = new LighthouseDefinition(this, `definition_${name}`, {
      provider,
      name: offer.name,
      description: `${offer.description}\n[keeper ${offer.id}/${plan}@1.0.0]`,
      lighthouseDefinitionId: guidFor("definition", name),
      managingTenantId: MANAGING_TENANT.tenantId,
      scope,
      authorization: offer.plans[plan].map(({ principal, roleDefinitionId }) => ({
        principalId: principal.objectId,
        principalDisplayName: principal.displayName,
        roleDefinitionId,
      })),
      dependsOn: [guard],
    });
    definition.overrideLogicalId(name);
    outputs.definitions[name] = { id: definition.id, version: `${offer.id}/${plan}@1.0.0` };
    for (const group of resourceGroups ?? [undefined]) {
      const own = group === undefined ? name : `${name}_${group}`;
      const assignment = new LighthouseAssignment(this, `assignment_${own}`, {
        provider,
        name: guidFor("assignment", own),
        scope: group === undefined ? scope : `${scope}/resourceGroups/${group}`,
        lighthouseDefinitionId: definition.id,
      });
      assignment.overrideLogicalId(own);
      outputs.assignments[own] = assignment.id;
    }
  }
}

const app = new App({ outdir });
for (const customer of all) new Customer(app, customer);
app.synth();
