import { LighthouseAssignment } from "@cdktf/provider-azurerm/lib/lighthouse-assignment/index.js";
import { Construct } from "constructs";
import { registrationAssignmentResourceId } from "../delegation/registration.ts";
import { assignmentName } from "../formats/azurerm/addresses.ts";
import { assignmentComment, literalScopeId } from "../formats/stack/stack-texts.ts";
import type { Guid } from "../values/guid.ts";
import { withComment } from "./comment.ts";
import type { RegistrationDefinition } from "./registration-definition.ts";

/** An assignment of a definition to its subscription, or to a resource group of it. */
export interface RegistrationAssignmentProps {
  readonly definition: RegistrationDefinition;
  /** ARM name of the assignment, lower case. */
  readonly id: Guid;
  /** @default - the whole subscription */
  readonly resourceGroup?: string;
  /** Whether the assignment already exists under this id and is imported. */
  readonly existing: boolean;
}

/** `azurerm_lighthouse_assignment`. It references its definition, so that Terraform orders both correctly. */
export class RegistrationAssignment extends Construct {
  readonly resource: LighthouseAssignment;

  constructor(scope: Construct, id: string, props: RegistrationAssignmentProps) {
    super(scope, id);
    this.resource = new AnnotatedAssignment(this, "Resource", props);
  }
}

/** The generated resource class, plus a comment with names. */
class AnnotatedAssignment extends LighthouseAssignment {
  readonly #comment: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: RegistrationAssignmentProps) {
    const { definition, resourceGroup } = props;
    const { subscriptionId, subscriptionName, provider } = definition.subscription;
    const group = resourceGroup === undefined ? {} : { resourceGroup };
    const where = literalScopeId({ subscriptionId, ...group });
    super(scope, id, {
      provider,
      name: props.id,
      scope: where,
      lighthouseDefinitionId: definition.reference,
    });
    this.#comment = assignmentComment(definition.offerId, subscriptionName);
    this.overrideLogicalId(assignmentName(definition.offerId, subscriptionId, resourceGroup));
    if (props.existing) this.importFrom(registrationAssignmentResourceId(where, props.id), provider);
  }

  override toTerraform(): object {
    return withComment(super.toTerraform(), this.#comment);
  }
}
