import {
  LighthouseDefinition,
  type LighthouseDefinitionAuthorization,
  type LighthouseDefinitionEligibleAuthorization,
} from "@cdktf/provider-azurerm/lib/lighthouse-definition/index.js";
import { Construct } from "constructs";
import {
  type RegisteredAuthorization,
  type RegisteredEligibleAuthorization,
  type RegistrationDefinition as RegistrationDefinitionProperties,
  registrationDefinitionResourceId,
} from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { definitionName } from "../formats/azurerm/addresses.ts";
import { terraformLiteral } from "../formats/stack/literal.ts";
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
    return `\${azurerm_lighthouse_definition.${definitionName(this.offerId, this.subscription.subscriptionId)}.id}`;
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
    const { managingTenant, subscription, offerId, planId, version } = this.#props;
    return withComment(super.toTerraform(), {
      managing_tenant: terraformLiteral(managingTenant.name),
      offer: `${offerId}/${planId}@${version}`,
      subscription: terraformLiteral(subscription.subscriptionName),
    });
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
    principalId: principal.id,
    principalDisplayName: terraformLiteral(principal.displayName),
    roleDefinitionId: role.id,
    ...(delegatedRoles.length === 0
      ? {}
      : { delegatedRoleDefinitionIds: delegatedRoles.map(({ id }) => id) }),
  };
}

function eligibleAuthorization({
  principal,
  role,
  justInTimeAccessPolicy: policy,
}: RegisteredEligibleAuthorization): LighthouseDefinitionEligibleAuthorization {
  return {
    principalId: principal.id,
    principalDisplayName: terraformLiteral(principal.displayName),
    roleDefinitionId: role.id,
    justInTimeAccessPolicy: {
      // azurerm refuses the value "None"; a missing argument means the same
      ...(policy.multiFactorAuthProvider === "Azure" ? { multiFactorAuthProvider: "Azure" } : {}),
      maximumActivationDuration: policy.maximumActivationDuration,
      ...(policy.approvers.length === 0
        ? {}
        : {
            approver: policy.approvers.map(({ id, displayName }) => ({
              principalId: id,
              principalDisplayName: terraformLiteral(displayName),
            })),
          }),
    },
  };
}

function annotate(
  blocks: unknown,
  authorizations: readonly (RegisteredAuthorization | RegisteredEligibleAuthorization)[],
): object[] | undefined {
  if (!Array.isArray(blocks)) return undefined;
  return blocks.map((block: object, index) => ({ ...block, "//": names(authorizations[index]) }));
}

function names(each: RegisteredAuthorization | RegisteredEligibleAuthorization | undefined): string {
  if (each === undefined) return "";
  const delegated =
    "delegatedRoles" in each && each.delegatedRoles.length > 0 ? each.delegatedRoles : undefined;
  const may = delegated === undefined ? "" : `, may assign ${delegated.map(({ name }) => name).join(", ")}`;
  return terraformLiteral(`${each.principal.displayName} (${each.principal.type}): ${each.role.name}${may}`);
}
