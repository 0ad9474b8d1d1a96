import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription/index.js";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider/index.js";
import { Construct } from "constructs";
import { AZURERM_ENVIRONMENTS, type Cloud } from "../delegation/cloud.ts";
import type { CustomerSignIn } from "../delegation/estate-defaults.ts";
import { subscriptionName } from "../formats/azurerm/addresses.ts";
import {
  AZURERM_SOURCE,
  guardComment,
  providerComment,
  RESOURCE_PROVIDER,
  tenantCondition,
  tenantMessage,
} from "../formats/stack/stack-texts.ts";
import type { Guid } from "../values/guid.ts";
import { withComment } from "./comment.ts";

/** Settings of a customer's subscription in a stack. */
export interface DelegatedSubscriptionProps {
  /** Lower case. */
  readonly subscriptionId: Guid;
  /** Name of the subscription, for the comment beside its GUID. */
  readonly subscriptionName: string;
  /** The customer's tenant, lower case. */
  readonly tenantId: Guid;
  readonly customerName: string;
  readonly cloud: Cloud;
  readonly signIn: CustomerSignIn;
  /** Terraform version constraint for azurerm. */
  readonly azurermVersion: string;
  readonly partnerId?: Guid;
  /** Whether the provider registers `Microsoft.ManagedServices`. Azure refuses delegations without it. */
  readonly registerResourceProvider: boolean;
}

/**
 * A customer's subscription in a stack: the provider pinned to it, and the tenant guard. The guard fails the plan,
 * before any change, where the subscription is not in the customer's tenant.
 */
export class DelegatedSubscription extends Construct {
  /** `azurerm` with the alias `subscription_<id>`. */
  readonly provider: AzurermProvider;
  /** `data.azurerm_subscription.subscription_<id>` with the postcondition. */
  readonly guard: DataAzurermSubscription;
  readonly subscriptionId: Guid;
  readonly subscriptionName: string;

  constructor(scope: Construct, id: string, props: DelegatedSubscriptionProps) {
    super(scope, id);
    this.subscriptionId = props.subscriptionId;
    this.provider = new PinnedProvider(this, "Provider", props);
    this.guard = new TenantGuard(this, "Guard", props, this.provider);
    this.subscriptionName = props.subscriptionName;
  }
}

/** The generated provider class, plus the version constraint and a comment with names. */
class PinnedProvider extends AzurermProvider {
  readonly #version: string;
  readonly #comment: string;

  constructor(scope: Construct, id: string, props: DelegatedSubscriptionProps) {
    const { signIn } = props;
    super(scope, id, {
      alias: subscriptionName(props.subscriptionId),
      tenantId: signIn.tenantId ?? props.tenantId,
      subscriptionId: props.subscriptionId,
      environment: AZURERM_ENVIRONMENTS[props.cloud],
      features: [{}],
      // azurerm's default registrations differ between 4.x and 5.x, and never match what is needed
      resourceProviderRegistrations: "none",
      ...(props.registerResourceProvider ? { resourceProvidersToRegister: [RESOURCE_PROVIDER] } : {}),
      ...(props.partnerId === undefined ? {} : { partnerId: props.partnerId }),
      ...(signIn.method === "oidc"
        ? { useOidc: true, clientId: signIn.clientId, useCli: false }
        : { useCli: true }),
    });
    this.#version = props.azurermVersion;
    this.#comment = providerComment(props);
  }

  override toTerraform(): object {
    const fragment = super.toTerraform();
    fragment.terraform.required_providers.azurerm = {
      source: AZURERM_SOURCE,
      version: this.#version,
    };
    fragment.provider.azurerm[0]["//"] = this.#comment;
    return fragment;
  }
}

/** The generated data source, read at every plan, with a postcondition on the customer's tenant. */
class TenantGuard extends DataAzurermSubscription {
  readonly #comment: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: DelegatedSubscriptionProps, provider: AzurermProvider) {
    const { subscriptionId } = props;
    super(scope, id, {
      provider,
      subscriptionId,
      lifecycle: {
        postcondition: [
          {
            condition: tenantCondition(props.tenantId),
            errorMessage: tenantMessage(props),
          },
        ],
      },
    });
    this.overrideLogicalId(subscriptionName(subscriptionId));
    this.#comment = guardComment(props);
  }

  override toTerraform(): object {
    return withComment(super.toTerraform(), this.#comment);
  }
}
