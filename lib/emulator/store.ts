import type { AccessGrant } from "../access/access-grant.ts";
import type { RegistrationAssignmentBody, RegistrationDefinitionBody } from "../formats/arm/schema.ts";
import { type AccessChange, AccessLedger } from "./access-ledger.ts";
import type { ListedDirectory } from "./directory.ts";

/** State of a resource. ARM has more; the emulator uses only these. */
export type ProvisioningState = "Accepted" | "Deleting" | "Failed" | "Succeeded";

/** A stored definition: the last body that was sent, and the body in force. */
export interface StoredDefinition {
  /** `/subscriptions/<id>`, in the spelling of the first request. */
  readonly scope: string;
  readonly name: string;
  readonly sent: RegistrationDefinitionBody;
  /** The body in force; a pending operation does not change it. Undefined until the first one succeeds. */
  readonly inForce: RegistrationDefinitionBody | undefined;
  readonly provisioningState: ProvisioningState;
}

/** A stored assignment. */
export interface StoredAssignment {
  readonly scope: string;
  readonly name: string;
  readonly sent: RegistrationAssignmentBody;
  readonly provisioningState: ProvisioningState;
}

/** The subscription id of a stored scope, in the spelling of the first request. */
export function subscriptionOf(scope: string): string {
  return scope.split("/")[2] ?? "";
}

/** An asynchronous operation; it ends at a time of the emulator's clock. */
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

/** An event of a managing tenant's activity log. A scope was delegated to it, or is no longer delegated. */
export interface DelegationEvent {
  readonly kind: "register" | "unregister";
  /** Milliseconds of the emulator's clock. */
  readonly at: number;
  readonly managingTenantId: string;
  /** ARM id of the subscription or resource group. */
  readonly scope: string;
}

/** The whole state of an emulated Azure, as plain JSON. */
export interface SavedAzure {
  readonly version: 1;
  readonly definitions: Readonly<Record<string, StoredDefinition>>;
  readonly assignments: Readonly<Record<string, StoredAssignment>>;
  readonly operations: readonly Operation[];
  /** Registered resource providers, `<subscription id> <namespace>` in lower case. */
  readonly registered: readonly string[];
  readonly inForce: readonly AccessGrant[];
  readonly history: readonly AccessChange[];
  /** What Azure's lists added to the directory. @default - nothing */
  readonly listed?: ListedDirectory;
  /** Events of activity logs, oldest first. @default - none */
  readonly events?: readonly DelegationEvent[];
}

/** The state of an emulated Azure. Keys of resources are their ids in lower case. */
export class Store {
  readonly definitions: Map<string, StoredDefinition>;
  readonly assignments: Map<string, StoredAssignment>;
  readonly operations: Map<string, Operation>;
  readonly registered: Set<string>;
  readonly ledger: AccessLedger;
  /** Events of activity logs, oldest first. */
  readonly events: DelegationEvent[];
  readonly #listed: ListedDirectory | undefined;

  /** @param saved the result of an earlier {@link Store.save}; @default - an empty store */
  constructor(saved?: SavedAzure) {
    this.definitions = new Map(Object.entries(saved?.definitions ?? {}));
    this.assignments = new Map(Object.entries(saved?.assignments ?? {}));
    this.operations = new Map(saved?.operations.map((each) => [each.id, each]));
    this.registered = new Set(saved?.registered);
    this.ledger = new AccessLedger(saved?.inForce, saved?.history);
    this.events = [...(saved?.events ?? [])];
    this.#listed = saved?.listed;
  }

  /** The whole state, as plain JSON. */
  save(): SavedAzure {
    return {
      version: 1,
      definitions: Object.fromEntries(this.definitions),
      assignments: Object.fromEntries(this.assignments),
      operations: [...this.operations.values()],
      registered: [...this.registered],
      inForce: this.ledger.inForce,
      history: this.ledger.changes,
      ...(this.events.length === 0 ? {} : { events: this.events }),
      ...(this.#listed === undefined ? {} : { listed: this.#listed }),
    };
  }
}

/** Whether a value has the version and outer shape of a saved state ({@link Store.save}). */
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
