import {
  type Registration,
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../../delegation/registration.ts";
import { scopeId } from "../../delegation/scope.ts";
import { assignmentName, definitionName } from "../azurerm/addresses.ts";

/** A resource of a stack: its Terraform address, and its id in Azure. */
export interface StackResource {
  readonly address: string;
  /** ARM id, with GUIDs in lower case. */
  readonly id: string;
}

/** The resources of a registration: the definition first, then the assignments in their order. */
export function stackResources(registration: Registration): StackResource[] {
  const { definition, assignments } = registration;
  const addresses = assignmentAddresses(registration);
  return [
    {
      address: definitionAddress(registration),
      id: registrationDefinitionResourceId(definition.subscriptionId, definition.id),
    },
    ...assignments.map(({ id, scope }, index) => ({
      address: addresses[index] ?? "",
      id: registrationAssignmentResourceId(scopeId(scope), id),
    })),
  ];
}

/** Terraform address of a registration's definition. */
export function definitionAddress({ definition }: Registration): string {
  return `azurerm_lighthouse_definition.${definitionName(definition.offerId, definition.subscriptionId)}`;
}

/** Terraform addresses of a registration's assignments, in their order. */
export function assignmentAddresses({ definition, assignments }: Registration): string[] {
  return assignments.map(
    ({ scope }) =>
      `azurerm_lighthouse_assignment.${assignmentName(definition.offerId, scope.subscriptionId, scope.resourceGroup)}`,
  );
}
