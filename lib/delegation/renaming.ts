import type { AccessGrant } from "./access-grant.ts";
import type { DelegatedAssignment, DelegatedDefinition } from "./access-side.ts";
import type { Guid } from "./identifiers.ts";

const SUBSCRIPTIONS = "/subscriptions/";
const GUID_LENGTH = 36;

/** GUIDs that become others, each once. */
export class OwnValues {
  readonly ids: readonly Guid[];
  readonly #places: ReadonlyMap<Guid, number>;

  constructor(ids: readonly Guid[]) {
    this.ids = [...new Set(ids)];
    this.#places = new Map(this.ids.map((id, index) => [id, index]));
  }

  /** @param others what each becomes, in the same order */
  to(others: readonly Guid[]): Renaming {
    return new Renaming(this, others);
  }

  /** Which of them a GUID is. */
  placeOf(guid: Guid): number | undefined {
    return this.#places.get(guid);
  }
}

/**
 * Other GUIDs for the subscriptions, definitions and assignments of a customer: what is known of one customer, carried
 * over to another one that has the same but for these. It renames field by field: a principal or a text that happens to
 * have the same GUID stays what it is.
 */
export class Renaming {
  /** The GUIDs that become others. */
  readonly from: OwnValues;
  readonly #to: readonly Guid[];

  constructor(from: OwnValues, to: readonly Guid[]) {
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
