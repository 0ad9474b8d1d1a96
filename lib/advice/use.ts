import type { AccessGrant } from "../access/access-grant.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import { CAPABILITIES, type CapabilityCode } from "../capabilities/capabilities.ts";
import { requirementBlock } from "../capabilities/compiled.ts";
import { heldCapabilities } from "../capabilities/decide.ts";
import { allows } from "../permissions/block.ts";
import { unionOf } from "../permissions/permissions.ts";
import { authorizedPermissions } from "../permissions/role-permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type { ActivityEvent } from "./activity.ts";
import type { Members } from "./members.ts";
import { type Judgement, judgeEvent } from "./use-judgement.ts";

/** Operations of one principal at one customer, as the logs show them. */
export interface PrincipalUse {
  readonly customer: string;
  readonly managingTenantId: Guid;
  readonly principalId: Guid;
  readonly claimedName: string;
  /** Who acted: object ids or names, sorted. */
  readonly actors: readonly string[];
  /** Operations in lower case, sorted. */
  readonly operations: readonly string[];
  /** Granted capabilities of which an operation was called, in the order of the table. */
  readonly exercised: readonly CapabilityCode[];
  /** Number of granted capabilities of which no operation was seen. That is not "unused". */
  readonly notSeen: number;
}

/** Use at a customer whose principal is not known: the actor's groups are not. */
export interface UnknownUse {
  readonly customer: string;
  readonly actor: string;
  /** Operations in lower case, sorted. */
  readonly operations: readonly string[];
  /** Whether the entries say the actor's object id. Then the use is of no other user or service principal. */
  readonly isIdentified: boolean;
  /**
   * Object ids of the customer's principals whose grants allow one of them. Groups that the actor is not in are left
   * out.
   */
  readonly mayBe: ReadonlySet<Guid>;
}

/** What logs show of the use of an estate's grants. */
export interface Use {
  readonly known: readonly PrincipalUse[];
  readonly unknown: readonly UnknownUse[];
  /** Days of the first and the last event of the estate's subscriptions; undefined without one. */
  readonly period: { readonly from: string; readonly until: string } | undefined;
  /** Subscriptions that the logs have entries of. */
  readonly subscriptions: ReadonlySet<Guid>;
  readonly counts: Readonly<Record<UseCount, number>>;
}

/**
 * Events by what becomes of them. `otherSubscription`: of no customer. `otherTenant`: the actor is of no managing tenant.
 * `otherAssignment`: the entry's evidence names a principal without a grant here. `noActor`: the entry names nobody.
 * `beyondGrants`: no grant at the customer allows it.
 */
export const USE_COUNTS = [
  "known",
  "unknown",
  "otherSubscription",
  "otherTenant",
  "otherAssignment",
  "noActor",
  "beyondGrants",
] as const;

/** See {@link USE_COUNTS}. */
export type UseCount = (typeof USE_COUNTS)[number];

/** Works out whose grants the events show in use. An event counts for a principal only by evidence, identity or membership. */
export function useOf(
  events: readonly ActivityEvent[],
  customers: readonly CustomerAccess[],
  members: Members | undefined,
  catalogue: RoleCatalogue,
): Use {
  const bySubscription = new Map(
    customers.flatMap((access) => access.subscriptionIds.map((id) => [id, access] as const)),
  );
  const ledger = new Ledger();
  for (const event of events) {
    const access = bySubscription.get(event.subscriptionId);
    if (access === undefined) ledger.counts.otherSubscription++;
    else ledger.add(event, access, judgeEvent(event, access.grants, members, catalogue));
  }
  return ledger.use(catalogue);
}

interface KnownEntry {
  readonly access: CustomerAccess;
  readonly principalId: Guid;
  readonly actors: Set<string>;
  readonly operations: Set<string>;
}

interface UnknownEntry extends Pick<UnknownUse, "customer" | "actor" | "isIdentified"> {
  readonly mayBe: Set<Guid>;
  readonly operations: Set<string>;
}

/** Use as it is added, event by event. */
class Ledger {
  readonly counts = Object.fromEntries(USE_COUNTS.map((each) => [each, 0])) as Record<UseCount, number>;
  readonly #known = new Map<string, KnownEntry>();
  readonly #unknown = new Map<string, UnknownEntry>();
  readonly #days = new Set<string>();
  readonly #subscriptions = new Set<Guid>();

  add(event: ActivityEvent, access: CustomerAccess, judgement: Judgement): void {
    this.counts[judgement.kind]++;
    this.#days.add(event.day);
    this.#subscriptions.add(event.subscriptionId);
    if (judgement.kind === "known") this.#addKnown(event, access, judgement.principals);
    if (judgement.kind === "unknown") this.#addUnknown(event, access, judgement.mayBe);
  }

  #addKnown(event: ActivityEvent, access: CustomerAccess, principals: readonly Guid[]): void {
    for (const principalId of principals) {
      const key = `${access.customer} ${principalId}`;
      const empty = { access, principalId, actors: new Set<string>(), operations: new Set<string>() };
      const entry = this.#known.get(key) ?? empty;
      this.#known.set(key, entry);
      entry.actors.add(actorOf(event));
      for (const each of event.operations) entry.operations.add(each);
    }
  }

  #addUnknown(event: ActivityEvent, { customer }: CustomerAccess, mayBe: readonly Guid[]): void {
    const actor = actorOf(event);
    const isIdentified = event.actor.objectId !== undefined;
    const key = JSON.stringify([customer, actor, isIdentified]);
    const empty = { customer, actor, isIdentified, mayBe: new Set<Guid>(), operations: new Set<string>() };
    const entry = this.#unknown.get(key) ?? empty;
    this.#unknown.set(key, entry);
    for (const each of event.operations) entry.operations.add(each);
    for (const each of mayBe) entry.mayBe.add(each);
  }

  /** Everything that was added, sorted. */
  use(catalogue: RoleCatalogue): Use {
    const days = [...this.#days].sort();
    const [from, until] = [days[0], days.at(-1)];
    return {
      known: [...this.#known.values()]
        .flatMap(({ access, principalId, actors, operations }) => {
          const grants = access.grants.filter((each) => each.principalId === principalId);
          return principalUse(access.customer, grants, actors, operations, catalogue);
        })
        .sort((a, b) => compareText(a.customer, b.customer) || compareText(a.principalId, b.principalId)),
      unknown: [...this.#unknown.values()]
        .map(({ operations, ...rest }) => ({ ...rest, operations: [...operations].sort() }))
        .sort((a, b) => compareText(a.customer, b.customer) || compareText(a.actor, b.actor)),
      period: from === undefined || until === undefined ? undefined : { from, until },
      subscriptions: this.#subscriptions,
      counts: this.counts,
    };
  }
}

function actorOf({ actor: { name, objectId } }: ActivityEvent): string {
  return name ?? objectId ?? "";
}

function principalUse(
  customer: string,
  grants: readonly AccessGrant[],
  actors: ReadonlySet<string>,
  operations: ReadonlySet<string>,
  catalogue: RoleCatalogue,
): PrincipalUse[] {
  const [first] = grants;
  if (first === undefined) return [];
  const roles = [...new Set(grants.map(({ roleDefinitionId }) => roleDefinitionId))];
  const held = heldCapabilities(unionOf(roles.map((id) => authorizedPermissions(id, catalogue))));
  const exercised = held.filter(({ code, services }) =>
    CAPABILITIES[code].requirements.some(
      (requirement) =>
        requirement.needs === "any" &&
        requirement.plane === "control" &&
        services.some(({ service }) => service === requirement.service) &&
        [...operations].some((operation) => allows(requirementBlock(requirement), operation)),
    ),
  );
  return [
    {
      customer,
      managingTenantId: first.managingTenantId,
      principalId: first.principalId,
      claimedName: first.principalDisplayName,
      actors: [...actors].sort(),
      operations: [...operations].sort(),
      exercised: exercised.map(({ code }) => code),
      notSeen: held.length - exercised.length,
    },
  ];
}
