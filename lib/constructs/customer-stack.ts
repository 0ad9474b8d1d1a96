import { TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { type Customer, registersResourceProvider } from "../delegation/customer.ts";
import type { RegisteredSubscription, Registration } from "../delegation/registration.ts";
import { sourceText } from "../delegation/version-marker.ts";
import { assignmentName, definitionName } from "../formats/azurerm/addresses.ts";
import type { StackContent } from "../formats/stack/encode.ts";
import { customerComment, REQUIRED_TERRAFORM, resourceReference } from "../formats/stack/stack-texts.ts";
import { DelegatedSubscription } from "./delegated-subscription.ts";
import { ownChildrenOnly } from "./own-children.ts";
import { RegistrationAssignment } from "./registration-assignment.ts";
import { RegistrationDefinition } from "./registration-definition.ts";
import { addStateBackend } from "./state-backend.ts";
import { holdsTokens, mergeFragment } from "./token-free.ts";

/** A customer with everything that its stack is made of. */
export type CustomerStackProps = StackContent;

/** One customer's Terraform stack, named by the customer's id. */
export class CustomerStack extends TerraformStack {
  #overridden = false;

  constructor(scope: Construct, props: CustomerStackProps) {
    super(ownChildrenOnly(scope), props.customer.id);
    addStateBackend(this, props.defaults.state, props.customer.id, props.recordsFromStack);
    new StackFacts(this, "Facts", props.customer);
    for (const subscription of props.subscriptions) this.#addSubscription(subscription, props);
    addOutputs(this, props.subscriptions);
  }

  #addSubscription({ id, name, registrations }: RegisteredSubscription, props: CustomerStackProps): void {
    const { customer, defaults } = props;
    const subscription = new DelegatedSubscription(this, id, {
      subscriptionId: id,
      subscriptionName: name,
      tenantId: customer.tenantId,
      customerName: customer.name,
      cloud: customer.cloud,
      signIn: customer.signIn ?? defaults.signIn,
      azurermVersion: defaults.azurermVersion,
      registerResourceProvider: registersResourceProvider(customer, defaults),
      ...(defaults.partnerId === undefined ? {} : { partnerId: defaults.partnerId }),
    });
    for (const registration of registrations) addRegistration(subscription, registration);
  }

  override addOverride(path: string, value: unknown): void {
    this.#overridden = true;
    super.addOverride(path, value);
  }

  /** Skips cdktf's first token resolution where the stack has no tokens. */
  override prepareStack(): void {
    if (this.#fragments() === undefined) super.prepareStack();
  }

  /**
   * The stack in exactly cdktf's form. cdktf resolves tokens three times, which is most of its synthesis time. Without
   * tokens, merging the fragments once gives the same result. Where an aspect or an addition brings in a token or an
   * override, cdktf's own path runs.
   */
  override toTerraform(): object {
    const fragments = this.#fragments();
    if (fragments === undefined) return super.toTerraform();
    const stack: { [key: string]: unknown } = { "//": metadata(this, elementsOf(this)) };
    for (const fragment of fragments) mergeFragment(stack, fragment);
    return stack;
  }

  #fragments(): object[] | undefined {
    if (this.#overridden) return undefined;
    const fragments: object[] = elementsOf(this).map((element) => element.toTerraform());
    return fragments.some(holdsTokens) ? undefined : fragments;
  }
}

function elementsOf(stack: CustomerStack): TerraformElement[] {
  return stack.node
    .findAll()
    .filter((each): each is TerraformElement => TerraformElement.isTerraformElement(each));
}

function addRegistration(
  subscription: DelegatedSubscription,
  { definition, assignments }: Registration,
): void {
  const registered = new RegistrationDefinition(subscription, definition.offerId, {
    ...definition,
    subscription,
  });
  for (const { id, scope, existing } of assignments) {
    const { resourceGroup } = scope;
    const name = assignmentName(definition.offerId, scope.subscriptionId, resourceGroup);
    new RegistrationAssignment(registered, name, {
      definition: registered,
      id,
      existing,
      ...(resourceGroup === undefined ? {} : { resourceGroup }),
    });
  }
}

/** The stack's content besides resources: the required Terraform version, and the customer's name and tags. */
class StackFacts extends TerraformElement {
  readonly #customer: Customer;

  constructor(scope: Construct, id: string, customer: Customer) {
    super(scope, id);
    this.#customer = customer;
  }

  override toTerraform(): object {
    return {
      "//": { customer: customerComment(this.#customer) },
      terraform: { required_version: REQUIRED_TERRAFORM },
    };
  }
}

function addOutputs(stack: CustomerStack, subscriptions: readonly RegisteredSubscription[]): void {
  const registrations = subscriptions.flatMap((each) => each.registrations);
  if (registrations.length === 0) return;
  output(stack, "registration_definitions", registrations.map(definitionOutput));
  output(stack, "registration_assignments", registrations.flatMap(assignmentOutputs));
}

function output(stack: CustomerStack, name: string, entries: readonly [string, unknown][]): void {
  const element = new TerraformOutput(stack, name, { value: Object.fromEntries(entries) });
  element.overrideLogicalId(name);
}

function definitionOutput({ definition }: Registration): [string, unknown] {
  const { offerId, planId, version, subscriptionId } = definition;
  const name = definitionName(offerId, subscriptionId);
  const id = resourceReference("azurerm_lighthouse_definition", name);
  return [name, { id, version: sourceText(offerId, planId, version) }];
}

function assignmentOutputs({ definition, assignments }: Registration): [string, unknown][] {
  return assignments.map(({ scope }) => {
    const name = assignmentName(definition.offerId, scope.subscriptionId, scope.resourceGroup);
    return [name, resourceReference("azurerm_lighthouse_assignment", name)];
  });
}

function metadata(stack: CustomerStack, elements: readonly TerraformElement[]): object {
  const merged: { [key: string]: unknown } = {
    version: stack.node.tryGetContext("cdktfVersion"),
    stackName: stack.node.id,
    backend: "local",
  };
  for (const element of elements) mergeFragment(merged, element.toMetadata());
  const outputs = elements.filter((each) => TerraformOutput.isTerraformOutput(each));
  const names = Object.fromEntries(outputs.map((each) => [each.node.id, each.friendlyUniqueId]));
  return { metadata: merged, outputs: outputs.length === 0 ? {} : { [stack.node.id]: names } };
}
