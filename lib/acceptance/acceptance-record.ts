import type { AccessGrant } from "../access/access-grant.ts";
import type { Guid } from "../values/guid.ts";

/** Folder of records, below the estate's root. */
export const ACCEPTANCES_FOLDER = "acceptances";

/** One authorization that was accepted: who, which role, standing or on request. */
export type AcceptedAuthorization = Pick<AccessGrant, "principalId" | "roleDefinitionId" | "access">;

/** A plan version that was accepted, and where. */
export interface AcceptedDelegation {
  /** `offer/plan@n.n.n`: informational; the authorizations decide. */
  readonly plan: string;
  readonly managingTenantId: Guid;
  /** ARM ids, sorted, at least one. */
  readonly scopes: readonly string[];
  readonly authorizations: readonly AcceptedAuthorization[];
}

/** A document that shows the customer's agreement, named by its digest. */
export interface AcceptedDocument {
  /** File name, without folders. */
  readonly name: string;
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** What a customer agreed to, as the provider recorded it: `acceptances/<customer>.yaml`. */
export interface AcceptanceRecord {
  /** The customer's id. */
  readonly customer: string;
  /** YYYY-MM-DD. */
  readonly recordedOn: string;
  /** Who recorded it, in one line. */
  readonly recordedBy: string;
  /** Where the agreement is found, such as a ticket, in one line. */
  readonly reference: string;
  /** @default - none */
  readonly document?: AcceptedDocument | undefined;
  /** Sorted by plan, then scopes. */
  readonly delegations: readonly AcceptedDelegation[];
}

/** Path of a customer's record, relative to the estate's root. */
export function acceptancePath(customer: string): string {
  return `${ACCEPTANCES_FOLDER}/${customer}.yaml`;
}

/** The grants that a record accepts. Their definitions and assignments are not known: those ids are empty. */
export function acceptedGrants({ delegations }: Pick<AcceptanceRecord, "delegations">): AccessGrant[] {
  return delegations.flatMap(({ managingTenantId, scopes, authorizations }) =>
    scopes.flatMap((scope) =>
      authorizations.map(
        (each): AccessGrant => ({
          ...each,
          principalDisplayName: "",
          scope,
          managingTenantId,
          registrationDefinitionId: "",
          registrationAssignmentId: "",
        }),
      ),
    ),
  );
}
