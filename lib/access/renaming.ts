import type { Guid } from "../values/guid.ts";
import type { AccessGrant } from "./access-grant.ts";
import type { DelegatedAssignment, DelegatedDefinition } from "./access-side.ts";

const SUBSCRIPTIONS = "/subscriptions/";
const GUID_LENGTH = 36;

/** Values of one customer, each once, that become another's: GUIDs, and where a text is filled in, its id and name. */
export class OwnValues {
  readonly values: readonly string[];
  readonly #places: ReadonlyMap<string, number>;

  constructor(values: readonly string[]) {
    this.values = [...new Set(values)];
    this.#places = new Map(this.values.map((value, index) => [value, index]));
  }

  /** @param others what each becomes, in the same order */
  to(others: readonly string[]): Renaming {
    return new Renaming(this, others);
  }

  /** Which of them a value is. */
  placeOf(value: string): number | undefined {
    return this.#places.get(value);
  }
}

/**
 * Other GUIDs for the subscriptions, definitions and assignments of a customer: what is known of one customer, carried
 * over to another one that has the same but for these. It renames field by field: a principal or a text that happens to
 * have the same GUID stays what it is.
 */
export class Renaming {
  /** What becomes another's. */
  readonly from: OwnValues;
  readonly #to: readonly string[];

  constructor(from: OwnValues, to: readonly string[]) {
    this.from = from;
    this.#to = to;
  }

  /** The GUID of a subscription, definition or assignment. */
  id(guid: Guid): Guid {
    const place = this.from.placeOf(guid);
    return (place === undefined ? undefined : this.#to[place]) ?? guid;
  }

  /** The ARM id of a subscription or of what is in one. */
  scope(text: string): string {
    const end = SUBSCRIPTIONS.length + GUID_LENGTH;
    return SUBSCRIPTIONS + this.id(text.slice(SUBSCRIPTIONS.length, end)) + text.slice(end);
  }

  /** A grant: the same principal, role and way of access. */
  grant(grant: AccessGrant): AccessGrant {
    return {
      principalId: grant.principalId,
      principalDisplayName: grant.principalDisplayName,
      roleDefinitionId: grant.roleDefinitionId,
      access: grant.access,
      scope: this.scope(grant.scope),
      managingTenantId: grant.managingTenantId,
      registrationDefinitionId: this.id(grant.registrationDefinitionId),
      registrationAssignmentId: this.id(grant.registrationAssignmentId),
    };
  }

  /** A definition: the same name, description and tenant. */
  definition(definition: DelegatedDefinition): DelegatedDefinition {
    return {
      ...definition,
      registrationDefinitionId: this.id(definition.registrationDefinitionId),
      subscriptionId: this.id(definition.subscriptionId),
    };
  }

  /** An assignment. */
  assignment({
    registrationAssignmentId,
    registrationDefinitionId,
    scope,
  }: DelegatedAssignment): DelegatedAssignment {
    return {
      registrationAssignmentId: this.id(registrationAssignmentId),
      registrationDefinitionId: this.id(registrationDefinitionId),
      scope: this.scope(scope),
    };
  }
}
