import { AZURERM_ENVIRONMENTS } from "../../delegation/cloud.ts";
import { type Customer, registersResourceProvider } from "../../delegation/customer.ts";
import type { EstateDefaults, SignIn, State } from "../../delegation/estate-defaults.ts";
import type { RegisteredSubscription } from "../../delegation/registration.ts";
import { stableJson } from "../../values/canonical-json.ts";
import type { JsonObject } from "../../values/json-object.ts";
import { subscriptionName } from "../azurerm/addresses.ts";
import { type EncodedResource, encodeOutputs, encodeRegistration } from "./encode-registration.ts";
import {
  AZURERM_SOURCE,
  customerComment,
  FORM_VERSION,
  guardComment,
  type NamedSubscription,
  providerComment,
  REQUIRED_TERRAFORM,
  RESOURCE_PROVIDER,
  tenantCondition,
  tenantMessage,
} from "./stack-texts.ts";

/** A customer with all input of its stack. */
export interface StackContent {
  readonly customer: Customer;
  readonly subscriptions: readonly RegisteredSubscription[];
  readonly defaults: EstateDefaults;
  /** Path from the stack's folder to the estate's root, which keeps local state. With forward slashes. */
  readonly recordsFromStack: string;
}

/** Encodes a customer's stack as `cdk.tf.json`, without cdktf: the same bytes as the constructs make. */
export function encodeStack(content: StackContent): string {
  const { customer, subscriptions, defaults } = content;
  const registrations = subscriptions.flatMap((subscription) =>
    subscription.registrations.map((registration) => ({ subscription, registration })),
  );
  const resources = registrations.flatMap(({ subscription, registration }) =>
    encodeRegistration(`${customer.id}/${subscription.id}`, subscription.name, registration),
  );
  const imports = resources.filter(({ importBlock }) => importBlock !== undefined);
  const output = encodeOutputs(registrations.map(({ registration }) => registration));
  // Terraform fails at an empty map of resources: empty parts are left out
  return stableJson({
    "//": {
      customer: customerComment(customer),
      metadata: {
        version: FORM_VERSION,
        stackName: customer.id,
        ...stateMetadata(defaults.state),
        ...(imports.length > 0 && { imports: byType(imports, (each) => each.map(({ name }) => name)) }),
      },
      outputs: output === undefined ? {} : { [customer.id]: outputNames(output) },
    },
    terraform: encodeTerraform(content),
    ...(subscriptions.length > 0 && encodeSubscriptions(content)),
    ...(resources.length > 0 && { resource: byType(resources, blocksByName) }),
    ...(imports.length > 0 && { import: imports.map(({ importBlock }) => importBlock) }),
    ...(output !== undefined && { output }),
  });
}

/** Parts of resources by type; a type without resources is left out. */
function byType(
  resources: readonly EncodedResource[],
  encode: (each: readonly EncodedResource[]) => unknown,
): JsonObject {
  const types = [...new Set(resources.map(({ type }) => type))];
  return Object.fromEntries(
    types.map((type) => [type, encode(resources.filter((each) => each.type === type))]),
  );
}

function blocksByName(resources: readonly EncodedResource[]): JsonObject {
  return Object.fromEntries(resources.map(({ name, block }) => [name, block]));
}

function outputNames(output: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(output).map((name) => [name, name]));
}

/** The backend in cdktf's metadata. */
function stateMetadata(state: State): JsonObject {
  if (state.backend !== "cloud") return { backend: state.backend };
  return { backend: "cloud", cloud: state.hostname.startsWith("app.terraform.io") ? "tfc" : "tfe" };
}

function encodeTerraform({ customer, subscriptions, defaults, recordsFromStack }: StackContent): JsonObject {
  const { azurermVersion, state } = defaults;
  return {
    required_version: REQUIRED_TERRAFORM,
    ...(subscriptions.length > 0 && {
      required_providers: { azurerm: { source: AZURERM_SOURCE, version: azurermVersion } },
    }),
    ...encodeState(state, customer.id, recordsFromStack),
  };
}

/** One state for each customer, named by the customer's id. */
function encodeState(state: State, customerId: string, recordsFromStack: string): JsonObject {
  const file = `${customerId}.tfstate`;
  switch (state.backend) {
    case "local":
      return { backend: { local: { path: `${recordsFromStack}/${state.folder}/${file}` } } };
    case "azurerm": {
      const { signIn } = state;
      const azurerm = {
        tenant_id: state.tenantId,
        subscription_id: state.subscriptionId,
        resource_group_name: state.resourceGroupName,
        storage_account_name: state.storageAccountName,
        container_name: state.containerName,
        key: file,
        environment: AZURERM_ENVIRONMENTS[state.cloud],
        use_azuread_auth: true,
        ...(signIn.method === "oidc" && { use_oidc: true, client_id: signIn.clientId }),
      };
      return { backend: { azurerm } };
    }
    case "cloud": {
      const { hostname, organization, project } = state;
      const workspaces = { name: customerId, ...(project !== undefined && { project }) };
      return { cloud: { hostname, organization, workspaces } };
    }
  }
}

/** The provider of each subscription, and its guard. */
function encodeSubscriptions({ customer, subscriptions, defaults }: StackContent): JsonObject {
  const named = subscriptions.map(
    ({ id, name }): NamedSubscription => ({
      subscriptionId: id,
      subscriptionName: name,
      customerName: customer.name,
      tenantId: customer.tenantId,
    }),
  );
  const guards = named.map((each) => [subscriptionName(each.subscriptionId), encodeGuard(customer.id, each)]);
  return {
    provider: { azurerm: named.map((each) => encodeProvider(customer, defaults, each)) },
    data: { azurerm_subscription: Object.fromEntries(guards) },
  };
}

function encodeProvider(
  customer: Customer,
  defaults: EstateDefaults,
  subscription: NamedSubscription,
): JsonObject {
  const { signIn, partnerId } = defaults;
  return {
    "//": providerComment(subscription),
    alias: subscriptionName(subscription.subscriptionId),
    tenant_id: customer.signIn?.tenantId ?? subscription.tenantId,
    subscription_id: subscription.subscriptionId,
    environment: AZURERM_ENVIRONMENTS[customer.cloud],
    features: [{}],
    resource_provider_registrations: "none",
    ...(registersResourceProvider(customer, defaults) && {
      resource_providers_to_register: [RESOURCE_PROVIDER],
    }),
    ...(partnerId !== undefined && { partner_id: partnerId }),
    ...encodeSignIn(customer.signIn ?? signIn),
  };
}

function encodeSignIn(signIn: SignIn): JsonObject {
  return signIn.method === "oidc"
    ? { use_oidc: true, client_id: signIn.clientId, use_cli: false }
    : { use_cli: true };
}

function encodeGuard(customerId: string, subscription: NamedSubscription): JsonObject {
  const { subscriptionId, tenantId } = subscription;
  const name = subscriptionName(subscriptionId);
  return {
    "//": {
      metadata: { path: `${customerId}/${subscriptionId}/Guard`, uniqueId: name },
      ...guardComment(subscription),
    },
    provider: `azurerm.${name}`,
    subscription_id: subscriptionId,
    lifecycle: {
      postcondition: [{ condition: tenantCondition(tenantId), error_message: tenantMessage(subscription) }],
    },
  };
}
