import {
  LighthouseDefinition,
  type LighthouseDefinitionAuthorization,
  type LighthouseDefinitionEligibleAuthorization,
} from "@cdktf/provider-azurerm/lib/lighthouse-definition/index.js";
import { Construct } from "constructs";
import {
  type NamedPrincipal,
  type RegisteredAuthorization,
  type RegisteredEligibleAuthorization,
  type RegistrationDefinition as RegistrationDefinitionProperties,
  registrationDefinitionResourceId,
} from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { definitionName } from "../formats/azurerm/addresses.ts";
import { terraformLiteral } from "../formats/stack/literal.ts";
import { authorizationComment, definitionComment, resourceReference } from "../formats/stack/stack-texts.ts";
import { withComment } from "./comment.ts";
import type { DelegatedSubscription } from "./delegated-subscription.ts";
import { ownChildrenOnly } from "./own-children.ts";

/** A registration definition and its subscription. */
export interface RegistrationDefinitionProps extends RegistrationDefinitionProperties {
  readonly subscription: DelegatedSubscription;
}

/** `azurerm_lighthouse_definition`: principals of the managing tenant with their roles, standing or eligible. */
export class RegistrationDefinition extends Construct {
  readonly resource: LighthouseDefinition;
  readonly offerId: string;
  readonly subscription: DelegatedSubscription;

  constructor(scope: Construct, id: string, props: RegistrationDefinitionProps) {
    super(ownChildrenOnly(scope), id);
    this.offerId = props.offerId;
    this.subscription = props.subscription;
    this.resource = new AnnotatedDefinition(this, "Resource", props);
  }

  /** The reference for assignments: `${azurerm_lighthouse_definition.<name>.id}`, never a literal id. */
  get reference(): string {
    const name = definitionName(this.offerId, this.subscription.subscriptionId);
    return resourceReference("azurerm_lighthouse_definition", name);
  }
}

/** The generated resource class, plus a comment with the name of each GUID, for reviewers. */
class AnnotatedDefinition extends LighthouseDefinition {
  readonly #props: RegistrationDefinitionProps;

  constructor(scope: Construct, id: string, props: RegistrationDefinitionProps) {
    const { subscription, marketplacePlan } = props;
    super(scope, id, {
      provider: subscription.provider,
      name: terraformLiteral(props.name),
      description: terraformLiteral(props.description),
      lighthouseDefinitionId: props.id,
      managingTenantId: props.managingTenant.id,
      scope: scopeId({ subscriptionId: props.subscriptionId }),
      authorization: props.authorizations.map(authorization),
      ...(props.eligibleAuthorizations.length === 0
        ? {}
        : { eligibleAuthorization: props.eligibleAuthorizations.map(eligibleAuthorization) }),
      ...(marketplacePlan === undefined ? {} : { plan: marketplacePlan }),
    });
    this.#props = props;
    this.overrideLogicalId(definitionName(props.offerId, props.subscriptionId));
    // set here, not in the config, where cdktf would make a token of it: see CustomerStack.toTerraform
    this.dependsOn = [`data.azurerm_subscription.${subscription.guard.friendlyUniqueId}`];
    if (props.existing) {
      this.importFrom(
        registrationDefinitionResourceId(props.subscriptionId, props.id),
        subscription.provider,
      );
    }
  }

  override toTerraform(): object {
    const { subscriptionName } = this.#props.subscription;
    return withComment(super.toTerraform(), definitionComment(this.#props, subscriptionName));
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    const { authorizations, eligibleAuthorizations } = this.#props;
    const attributes = super.synthesizeAttributes();
    return {
      ...attributes,
      authorization: annotate(attributes["authorization"], authorizations),
      eligible_authorization: annotate(attributes["eligible_authorization"], eligibleAuthorizations),
    };
  }
}

function authorization({
  principal,
  role,
  delegatedRoles,
}: RegisteredAuthorization): LighthouseDefinitionAuthorization {
  return {
    ...principalProperties(principal),
    roleDefinitionId: role.id,
    ...(delegatedRoles.length === 0
      ? {}
      : { delegatedRoleDefinitionIds: delegatedRoles.map(({ id }) => id) }),
  };
}

/** azurerm refuses an empty name: a principal without one is written without the argument. */
function principalProperties({ id, displayName }: NamedPrincipal): {
  principalId: string;
  principalDisplayName?: string;
} {
  return {
    principalId: id,
    ...(displayName === "" ? {} : { principalDisplayName: terraformLiteral(displayName) }),
  };
}

function eligibleAuthorization({
  principal,
  role,
  justInTimeAccessPolicy: policy,
}: RegisteredEligibleAuthorization): LighthouseDefinitionEligibleAuthorization {
  return {
    ...principalProperties(principal),
    roleDefinitionId: role.id,
    justInTimeAccessPolicy: {
      // azurerm refuses the value "None"; a missing argument means the same
      ...(policy.multiFactorAuthProvider === "Azure" ? { multiFactorAuthProvider: "Azure" } : {}),
      maximumActivationDuration: policy.maximumActivationDuration,
      ...(policy.approvers.length === 0
        ? {}
        : {
            approver: policy.approvers.map(principalProperties),
          }),
    },
  };
}

function annotate(
  blocks: unknown,
  authorizations: readonly (RegisteredAuthorization | RegisteredEligibleAuthorization)[],
): object[] | undefined {
  if (!Array.isArray(blocks)) return undefined;
  return blocks.map((block: object, index) => {
    const authorization = authorizations[index];
    return { ...block, "//": authorization === undefined ? "" : authorizationComment(authorization) };
  });
}
