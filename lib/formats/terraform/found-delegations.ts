import * as z from "zod";
import { definitionKey } from "../../access/access-parts.ts";
import type { DecodedDefinition } from "../../access/assemble.ts";
import type {
  FoundAssignment,
  FoundDelegation,
  FoundDelegations,
  FoundSubscription,
  LeftOut,
} from "../../access/found-delegation.ts";
import { parseRegistrationDefinitionId } from "../../delegation/registration.ts";
import { parseScopeIdOfAnyCase, type Scope } from "../../delegation/scope.ts";
import { guidSchema } from "../../documents/guid-schema.ts";
import { type Problem, type Read, readAllowed } from "../../documents/problem.ts";
import { problemText } from "../../documents/problem-text.ts";
import type { Guid } from "../../values/guid.ts";
import { success } from "../../values/result.ts";
import { decodeDefinition } from "../azurerm/decode.ts";
import { assignmentValues, definitionValues } from "../azurerm/lighthouse-values.ts";
import { type AnyResource, readAnyResources } from "./any-resources.ts";
import { isOwnAddress } from "./own-address.ts";

const DEFINITION = "azurerm_lighthouse_definition";
const ASSIGNMENT = "azurerm_lighthouse_assignment";
const SUBSCRIPTION = "azurerm_subscription";

/**
 * Delegations in a plan or state of any Terraform configuration. Modules, `count` and `for_each` are included. Every
 * other managed resource is named. So is a Lighthouse resource that cannot be read or does not exist yet.
 */
export function foundInTerraform(document: unknown): Read<FoundDelegations> {
  const read = readAnyResources(document);
  if (!read.ok) return read;
  const reader = new DelegationReader();
  for (const each of read.value.resources) reader.add(each);
  for (const each of read.value.planned)
    reader.leaveOut(each, "is created by the plan and does not exist yet");
  return success(reader.found());
}

interface PlacedDefinition {
  readonly definition: DecodedDefinition;
  readonly resource: AnyResource;
  readonly assignments: { readonly resource: AnyResource; readonly put: FoundAssignment }[];
}

/** Collects definitions, and assignments by the definition that they name. */
class DelegationReader {
  readonly #definitions = new Map<string, PlacedDefinition>();
  readonly #assignments: {
    readonly resource: AnyResource;
    readonly key: string;
    readonly put: FoundAssignment;
  }[] = [];
  readonly #subscriptions = new Map<Guid, FoundSubscription>();
  readonly #leftOut: LeftOut[] = [];

  add(resource: AnyResource): void {
    if (resource.isDeposed)
      return void this.leaveOut(resource, "is deposed: Terraform deletes it at the next apply");
    if (resource.type === SUBSCRIPTION) this.#subscription(resource);
    else if (resource.mode === "data") return;
    else if (resource.type === DEFINITION) this.#definition(resource);
    else if (resource.type === ASSIGNMENT) this.#assignment(resource);
    else this.leaveOut(resource, "is no registration definition and no registration assignment");
  }

  leaveOut({ address, path }: AnyResource, why: string): void {
    this.#leftOut.push({ path, what: address, why });
  }

  found(): FoundDelegations {
    for (const { resource, key, put } of this.#assignments) {
      const definition = this.#definitions.get(key);
      if (definition === undefined)
        this.leaveOut(resource, "assigns a definition that this document does not contain");
      else definition.assignments.push({ resource, put });
    }
    const delegations: FoundDelegation[] = [];
    for (const each of this.#definitions.values()) {
      if (each.assignments.length === 0) this.leaveOut(each.resource, "has no assignment and grants nothing");
      else delegations.push(this.#delegation(each));
    }
    return { delegations, leftOut: this.#leftOut, subscriptions: this.#subscriptions };
  }

  #delegation({ definition, resource, assignments }: PlacedDefinition): FoundDelegation {
    const { path, address } = resource;
    return {
      definition,
      assignments: assignments.map(({ put }) => put),
      managingTenantName: undefined,
      customerTenantId: this.#subscriptions.get(definition.subscriptionId)?.tenantId,
      customerTenantName: undefined,
      path,
      address,
      otherAddresses: otherAddresses([
        { resource, scope: { subscriptionId: definition.subscriptionId } },
        ...assignments.map((each) => ({ resource: each.resource, scope: each.put.scope })),
      ]),
    };
  }

  #definition(resource: AnyResource): void {
    const read = readAllowed(definitionValues, resource.values);
    if (!read.ok) return void this.#unreadable(resource, read.error);
    const decoded = decodeDefinition(read.value);
    if (!decoded.ok) return void this.#unreadable(resource, decoded.error);
    const key = keyOf(decoded.value.subscriptionId, decoded.value.registrationDefinitionId);
    if (this.#definitions.has(key)) return void this.leaveOut(resource, "occurs twice under one id");
    this.#definitions.set(key, { definition: decoded.value, resource, assignments: [] });
  }

  #assignment(resource: AnyResource): void {
    const read = readAllowed(assignmentValues, resource.values);
    if (!read.ok) return void this.#unreadable(resource, read.error);
    const scope = parseScopeIdOfAnyCase(read.value.scope);
    const target = parseRegistrationDefinitionId(read.value.lighthouse_definition_id ?? "");
    if (scope === undefined || target?.subscriptionId !== scope.subscriptionId)
      return void this.leaveOut(resource, "does not assign a definition of its scope's subscription");
    const put = { registrationAssignmentId: read.value.name.toLowerCase(), scope };
    const key = keyOf(target.subscriptionId, target.registrationDefinitionId);
    this.#assignments.push({ resource, key, put });
  }

  /** A data source or resource that shows whose subscription it is. */
  #subscription({ values }: AnyResource): void {
    const read = readAllowed(subscriptionValues, values);
    if (!read.ok) return;
    const { subscription_id: id, tenant_id: tenantId, display_name, subscription_name } = read.value;
    const name = display_name ?? subscription_name;
    this.#subscriptions.set(id.toLowerCase(), {
      ...(tenantId ? { tenantId: tenantId.toLowerCase() } : {}),
      ...(name ? { name } : {}),
    });
  }

  #unreadable(resource: AnyResource, problems: readonly Problem[]): void {
    const [first] = problems;
    const why = first === undefined ? "" : `: ${problemText(first, "its values")}`;
    this.leaveOut(resource, `cannot be read${why}`);
  }
}

/** Addresses that another configuration manages: keeper's own stack would give each resource the same one. */
function otherAddresses(
  placed: readonly { readonly resource: AnyResource; readonly scope: Scope }[],
): string[] {
  return placed.flatMap(({ resource: { address }, scope }) =>
    isOwnAddress(address, scope) ? [] : [address],
  );
}

const subscriptionValues = z.looseObject({
  subscription_id: guidSchema,
  tenant_id: guidSchema.nullish(),
  display_name: z.string().nullish(),
  subscription_name: z.string().nullish(),
});

function keyOf(subscriptionId: Guid, definitionId: Guid): string {
  return definitionKey(subscriptionId, definitionId.toLowerCase());
}
