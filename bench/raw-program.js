// The baseline: a hand-written cdktf program with the same resources as a generated estate of the same size. Plain
// JavaScript, so that no compilation is measured. It checks no rules and reads no files.
import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription/index.js";
import { LighthouseAssignment } from "@cdktf/provider-azurerm/lib/lighthouse-assignment/index.js";
import { LighthouseDefinition } from "@cdktf/provider-azurerm/lib/lighthouse-definition/index.js";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { authorizations, customerId, guidFor, MANAGING_TENANT_ID, OFFER } from "./estate-data.js";

class Customer extends TerraformStack {
  constructor(scope, index) {
    super(scope, customerId(index));
    const tenantId = guidFor("tenant", index);
    const subscriptionId = guidFor("subscription", index);
    new LocalBackend(this, { path: `../../../state/${customerId(index)}.tfstate` });
    const provider = new AzurermProvider(this, "azurerm", {
      alias: `subscription_${subscriptionId}`,
      tenantId,
      subscriptionId,
      environment: "public",
      features: [{}],
      resourceProviderRegistrations: "none",
      resourceProvidersToRegister: ["Microsoft.ManagedServices"],
      useCli: true,
    });
    const guard = new DataAzurermSubscription(this, "subscription", {
      provider,
      subscriptionId,
      lifecycle: {
        postcondition: [
          {
            condition: `\${lower(self.tenant_id) == "${tenantId}"}`,
            errorMessage: "The subscription is not the customer's.",
          },
        ],
      },
    });
    const definition = new LighthouseDefinition(this, "definition", {
      provider,
      name: OFFER.name,
      description: `${OFFER.description}\n[keeper ${OFFER.id}/standard@1.0.0]`,
      lighthouseDefinitionId: guidFor("definition", index),
      managingTenantId: MANAGING_TENANT_ID,
      scope: `/subscriptions/${subscriptionId}`,
      authorization: authorizations().map(({ principal, roleDefinitionId }) => ({
        principalId: principal.objectId,
        principalDisplayName: principal.displayName,
        roleDefinitionId,
      })),
      dependsOn: [guard],
    });
    const assignment = new LighthouseAssignment(this, "assignment", {
      provider,
      name: guidFor("assignment", index),
      scope: `/subscriptions/${subscriptionId}`,
      lighthouseDefinitionId: definition.id,
    });
    new TerraformOutput(this, "registration_definitions", {
      value: { definition: definition.id, version: "1.0.0" },
    });
    new TerraformOutput(this, "registration_assignments", { value: { assignment: assignment.id } });
  }
}

const app = new App({ outdir: process.argv[3] });
for (let index = 0; index < Number(process.argv[2]); index++) new Customer(app, index);
app.synth();
