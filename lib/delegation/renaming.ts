import type { AccessGrant } from "./access-grant.ts";
import type { DelegatedAssignment, DelegatedDefinition } from "./access-side.ts";
import type { Guid } from "./identifiers.ts";

const SUBSCRIPTIONS = "/subscriptions/";
const GUID_LENGTH = 36;

/**
 * Other GUIDs for the subscriptions, definitions and assignments of a customer: what is known of one customer, carried
 * over to another one that has the same but for these. It renames field by field: a principal or a text that happens to
 * have the same GUID stays what it is.
 */
export class Renaming {
  readonly #ids: ReadonlyMap<Guid, Guid>;
  /** The GUIDs that become others. */
  readonly from: readonly Guid[];

  /**
   * @param from GUIDs; one that is there twice becomes the same both times
   * @param to what each becomes, in the same order
   */
  constructor(from: readonly Guid[], to: readonly Guid[]) {
    this.from = from;
    this.#ids = new Map(from.map((id, index) => [id, to[index] ?? id]));
  }

  /** The GUID of a subscription, definition or assignment. */
  id(guid: Guid): Guid {
    return this.#ids.get(guid) ?? guid;
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
