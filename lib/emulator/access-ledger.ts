import { type AccessGrant, grantIdentity, sortGrants } from "../access/access-grant.ts";
import { registrationAssignmentResourceId } from "../delegation/registration.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { groupBy } from "../values/group-by.ts";

/** One grant that was gained or lost, with its time. */
export interface AccessChange {
  readonly sequence: number;
  /** Milliseconds of the emulator's clock. */
  readonly at: number;
  readonly kind: "gained" | "lost";
  readonly grant: AccessGrant;
}

/** The grants in force, and the history of their changes. */
export class AccessLedger {
  readonly #inForce: Map<string, AccessGrant>;
  readonly #changes: AccessChange[];
  #sorted: AccessGrant[] | undefined;
  #bySubscription: ReadonlyMap<string, readonly AccessGrant[]> | undefined;

  constructor(inForce: readonly AccessGrant[] = [], changes: readonly AccessChange[] = []) {
    this.#inForce = new Map(inForce.map((grant) => [grantIdentity(grant), grant]));
    this.#changes = [...changes];
  }

  /** All grants in force, in canonical order. */
  get inForce(): AccessGrant[] {
    this.#sorted ??= sortGrants([...this.#inForce.values()]);
    return [...this.#sorted];
  }

  /** The grants in force on a subscription and its resource groups. @param id in lower case */
  inSubscription(id: string): readonly AccessGrant[] {
    this.#bySubscription ??= groupBy(this.inForce, ({ scope }) => asciiLowerCase(scope).split("/")[2] ?? "");
    return this.#bySubscription.get(id) ?? [];
  }

  /** All changes, oldest first. */
  get changes(): readonly AccessChange[] {
    return this.#changes;
  }

  /** Replaces the grants of one assignment. Gains precede losses: an update leaves no gap in access. */
  assign(assignmentId: string, grants: readonly AccessGrant[], at: number): void {
    const keys = new Set(grants.map(grantIdentity));
    for (const grant of grants) this.#gain(grant, at);
    for (const grant of this.#of(assignmentId)) if (!keys.has(grantIdentity(grant))) this.#lose(grant, at);
  }

  /** Removes an assignment. Also removes every grant of the same principal and role at its scope (clause E067). */
  remove(assignmentId: string, at: number): void {
    const own = this.#of(assignmentId);
    const cut = new Set(own.map(principalAndRole));
    for (const grant of this.inForce) if (cut.has(principalAndRole(grant))) this.#lose(grant, at);
  }

  #of(assignmentId: string): AccessGrant[] {
    return this.inForce.filter((grant) => assignmentOf(grant) === assignmentId);
  }

  /** Forgets what is derived from the grants in force. */
  #forget(): void {
    this.#sorted = undefined;
    this.#bySubscription = undefined;
  }

  #gain(grant: AccessGrant, at: number): void {
    const key = grantIdentity(grant);
    const isHeld = this.#inForce.has(key);
    // store the grant even where it is held: a new display name is not a change of access
    this.#inForce.set(key, grant);
    this.#forget();
    if (isHeld) return;
    this.#changes.push({ sequence: this.#changes.length + 1, at, kind: "gained", grant });
  }

  #lose(grant: AccessGrant, at: number): void {
    this.#forget();
    if (this.#inForce.delete(grantIdentity(grant)))
      this.#changes.push({ sequence: this.#changes.length + 1, at, kind: "lost", grant });
  }
}

/** The {@link assignmentKey} of the assignment that a grant comes from. */
function assignmentOf({ scope, registrationAssignmentId }: AccessGrant): string {
  return assignmentKey(scope, registrationAssignmentId);
}

/** Key of an assignment: its ARM id in lower case. Azure compares ids case-insensitively. */
export function assignmentKey(scope: string, name: string): string {
  return asciiLowerCase(registrationAssignmentResourceId(scope, name));
}

function principalAndRole({ scope, principalId, roleDefinitionId }: AccessGrant): string {
  return asciiLowerCase([scope, principalId, roleDefinitionId].join(" "));
}
