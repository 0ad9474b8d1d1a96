import type { AccessGrant } from "../access/access-grant.ts";
import type { RegistrationAssignmentBody, RegistrationDefinitionBody } from "../formats/arm/schema.ts";
import { type AccessChange, AccessLedger } from "./access-ledger.ts";

/** How far a resource is; ARM knows more states, these are the ones that the emulator gives. */
export type ProvisioningState = "Accepted" | "Deleting" | "Failed" | "Succeeded";

/** A definition as it is kept: what was sent last, and what is in force. */
export interface StoredDefinition {
  /** `/subscriptions/<id>`, spelled as it was first asked for. */
  readonly scope: string;
  readonly name: string;
  readonly sent: RegistrationDefinitionBody;
  /** What was in force before the operation under way, or is now; undefined until the first one succeeded. */
  readonly inForce: RegistrationDefinitionBody | undefined;
  readonly provisioningState: ProvisioningState;
}

/** An assignment as it is kept. */
export interface StoredAssignment {
  readonly scope: string;
  readonly name: string;
  readonly sent: RegistrationAssignmentBody;
  readonly provisioningState: ProvisioningState;
}

/** The subscription in a stored scope, spelled as it was first asked for. */
export function subscriptionOf(scope: string): string {
  return scope.split("/")[2] ?? "";
}

/** Work that goes on after the answer; it ends by the clock. */
export interface Operation {
  readonly id: string;
  readonly kind: "definitionPut" | "assignmentPut" | "assignmentDelete";
  /** Key of the resource in the store. */
  readonly resource: string;
  /** Milliseconds of the emulator's clock. */
  readonly endsAt: number;
  readonly outcome: "Succeeded" | "Failed";
  readonly ended: boolean;
}

/** Everything that an emulated Azure has learned since it began, as plain JSON. */
export interface SavedAzure {
  readonly version: 1;
  readonly definitions: Readonly<Record<string, StoredDefinition>>;
  readonly assignments: Readonly<Record<string, StoredAssignment>>;
  readonly operations: readonly Operation[];
  /** Registered resource providers, `<subscription id> <namespace>` in lower case. */
  readonly registered: readonly string[];
  readonly inForce: readonly AccessGrant[];
  readonly history: readonly AccessChange[];
}

/** What an emulated Azure keeps. Keys of resources are their ids in lower case. */
export class Store {
  readonly definitions: Map<string, StoredDefinition>;
  readonly assignments: Map<string, StoredAssignment>;
  readonly operations: Map<string, Operation>;
  readonly registered: Set<string>;
  readonly ledger: AccessLedger;

  /** @param saved what an earlier one saved; @default - nothing yet */
  constructor(saved?: SavedAzure) {
    this.definitions = new Map(Object.entries(saved?.definitions ?? {}));
    this.assignments = new Map(Object.entries(saved?.assignments ?? {}));
    this.operations = new Map(saved?.operations.map((each) => [each.id, each]));
    this.registered = new Set(saved?.registered);
    this.ledger = new AccessLedger(saved?.inForce, saved?.history);
  }

  /** Everything, as plain JSON. */
  save(): SavedAzure {
    return {
      version: 1,
      definitions: Object.fromEntries(this.definitions),
      assignments: Object.fromEntries(this.assignments),
      operations: [...this.operations.values()],
      registered: [...this.registered],
      inForce: this.ledger.inForce,
      history: this.ledger.changes,
    };
  }
}

/** Whether a value is something that {@link Store.save} gave: its version and outer shape. */
export function isSavedAzure(value: unknown): value is SavedAzure {
  if (typeof value !== "object" || value === null) return false;
  const saved = value as Partial<SavedAzure>;
  const lists = [saved.operations, saved.registered, saved.inForce, saved.history];
  const maps = [saved.definitions, saved.assignments];
  return (
    saved.version === 1 &&
    lists.every(Array.isArray) &&
    maps.every((each) => typeof each === "object" && each !== null)
  );
}
