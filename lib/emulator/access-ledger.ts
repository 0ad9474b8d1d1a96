import { type AccessGrant, grantIdentity, sortGrants } from "../access/access-grant.ts";
import { registrationAssignmentResourceId } from "../delegation/registration.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";

/** One thing that somebody gained or lost, when. */
export interface AccessChange {
  readonly sequence: number;
  /** Milliseconds of the emulator's clock. */
  readonly at: number;
  readonly kind: "gained" | "lost";
  readonly grant: AccessGrant;
}

/** Which grants are in force, and how that came about. */
export class AccessLedger {
  readonly #inForce: Map<string, AccessGrant>;
  readonly #changes: AccessChange[];

  constructor(inForce: readonly AccessGrant[] = [], changes: readonly AccessChange[] = []) {
    this.#inForce = new Map(inForce.map((grant) => [grantIdentity(grant), grant]));
    this.#changes = [...changes];
  }

  /** What is in force now, in canonical order. */
  get inForce(): AccessGrant[] {
    return sortGrants([...this.#inForce.values()]);
  }

  /** Everything that was gained or lost, in order. */
  get changes(): readonly AccessChange[] {
    return this.#changes;
  }

  /** Makes exactly these the grants of one assignment; gains come before losses, as an update leaves no gap. */
  assign(assignmentId: string, grants: readonly AccessGrant[], at: number): void {
    const keys = new Set(grants.map(grantIdentity));
    for (const grant of grants) this.#gain(grant, at);
    for (const grant of this.#of(assignmentId)) if (!keys.has(grantIdentity(grant))) this.#lose(grant, at);
  }

  /** Ends an assignment, and with it every grant of the same principal and role at its scope (clause E067). */
  remove(assignmentId: string, at: number): void {
    const own = this.#of(assignmentId);
    const cut = new Set(own.map(principalAndRole));
    for (const grant of this.inForce) if (cut.has(principalAndRole(grant))) this.#lose(grant, at);
  }

  #of(assignmentId: string): AccessGrant[] {
    return this.inForce.filter((grant) => assignmentOf(grant) === assignmentId);
  }

  #gain(grant: AccessGrant, at: number): void {
    const key = grantIdentity(grant);
    const isHeld = this.#inForce.has(key);
    // another display name is the grant's from now on, and neither gained nor lost
    this.#inForce.set(key, grant);
    if (isHeld) return;
    this.#changes.push({ sequence: this.#changes.length + 1, at, kind: "gained", grant });
  }

  #lose(grant: AccessGrant, at: number): void {
    if (this.#inForce.delete(grantIdentity(grant)))
      this.#changes.push({ sequence: this.#changes.length + 1, at, kind: "lost", grant });
  }
}

/** The assignment that a grant comes from, as {@link AccessLedger} names it: see {@link assignmentKey}. */
function assignmentOf({ scope, registrationAssignmentId }: AccessGrant): string {
  return assignmentKey(scope, registrationAssignmentId);
}

/** One name for one assignment, whatever the case it was written in: its ARM id in lower case. */
export function assignmentKey(scope: string, name: string): string {
  return asciiLowerCase(registrationAssignmentResourceId(scope, name));
}

function principalAndRole({ scope, principalId, roleDefinitionId }: AccessGrant): string {
  return asciiLowerCase([scope, principalId, roleDefinitionId].join(" "));
}
