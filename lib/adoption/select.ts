import type { FoundSubscription } from "../access/found-delegation.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import {
  delegationKey,
  delegationText,
  type NotAdopted,
  type NotAdoptedCode,
  type SourcedDelegation,
} from "./adoption.ts";
import { contentOf } from "./content.ts";
import { type KnownEstate, ownerOf } from "./known-estate.ts";
import { whyNotWritable } from "./writable.ts";
import { WrittenRoles } from "./written-roles.ts";

/** What is chosen from sources. */
export interface Selected {
  /** Delegations to adopt, each once, with the tenant of its customer. */
  readonly delegations: readonly (SourcedDelegation & { readonly customerTenantId: Guid })[];
  /** Delegations that the estate defines already. */
  readonly defined: readonly SourcedDelegation[];
  readonly notAdopted: readonly NotAdopted[];
}

/** What decides the selection. */
export interface Selection {
  readonly known: KnownEstate;
  /** Managing tenants whose delegations are adopted. */
  readonly tenants: ReadonlySet<Guid>;
  readonly subscriptions: ReadonlyMap<Guid, FoundSubscription>;
  /** Tenants that any source shows for a subscription. */
  readonly tenantsShown: ReadonlyMap<Guid, ReadonlySet<Guid>>;
  /** Delegations that are left out, by {@link delegationKey}. */
  readonly excluded: ReadonlyMap<string, Pick<NotAdopted, "code" | "why" | "fix">>;
}

/** Selects the delegations that can be adopted, and gives a reason for every other one. */
export function selectDelegations(found: readonly SourcedDelegation[], selection: Selection): Selected {
  const notAdopted: NotAdopted[] = [];
  const defined: SourcedDelegation[] = [];
  const roles = new WrittenRoles(selection.known.catalogue);
  const delegations = [...groupBy(found, delegationKey).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    if (selection.known.definitions.has(delegationKey(first))) {
      defined.push(first);
      return [];
    }
    const merged = mergedSources(group);
    const problem = "code" in merged ? merged : (whyNot(merged, selection) ?? whyNotWritable(merged, roles));
    if (problem !== undefined) {
      notAdopted.push(problem);
      return [];
    }
    const delegation = merged as SourcedDelegation;
    const customerTenantId = tenantOf(delegation, selection);
    return customerTenantId === undefined ? [] : [{ ...delegation, customerTenantId }];
  });
  return { delegations, defined, notAdopted };
}

/** One delegation of several sources that show the same; the problem where they differ. */
function mergedSources([first, ...others]: readonly SourcedDelegation[]): SourcedDelegation | NotAdopted {
  if (first === undefined) throw new Error("a group has at least one member");
  const differing = others.find((each) => shownText(each) !== shownText(first));
  if (differing !== undefined)
    return {
      at: differing.at,
      code: "sources-differ",
      what: delegationText(differing),
      why: `differs from what ${first.at.file} shows of it`,
      fix: "pass the newer source alone: Azure's lists are newer than any state",
    };
  const all = [first, ...others];
  return {
    ...first,
    managingTenantName: all.find((each) => each.managingTenantName !== undefined)?.managingTenantName,
    customerTenantId: all.find((each) => each.customerTenantId !== undefined)?.customerTenantId,
    customerTenantName: all.find((each) => each.customerTenantName !== undefined)?.customerTenantName,
  };
}

/** Everything that is adopted of a delegation, as text. */
function shownText({ definition, assignments }: SourcedDelegation): string {
  const placed = assignments.map(({ registrationAssignmentId, scope }) =>
    asciiLowerCase(`${registrationAssignmentId} ${scope.subscriptionId} ${scope.resourceGroup ?? ""}`),
  );
  const { name, description, managingTenantId, marketplacePlan = null } = definition;
  return JSON.stringify([
    name,
    description,
    managingTenantId.toLowerCase(),
    marketplacePlan,
    contentOf(definition).named,
    placed.sort(compareText),
  ]);
}

function whyNot(delegation: SourcedDelegation, selection: Selection): NotAdopted | undefined {
  const problem = (code: NotAdoptedCode, why: string, fix?: string): NotAdopted => ({
    at: delegation.at,
    code,
    what: delegationText(delegation),
    why,
    ...(fix === undefined ? {} : { fix }),
  });
  const { managingTenantId, subscriptionId } = delegation.definition;
  const excluded = selection.excluded.get(delegationKey(delegation));
  if (excluded !== undefined) return problem(excluded.code, excluded.why, excluded.fix);
  if (!selection.tenants.has(managingTenantId.toLowerCase())) {
    const name = delegation.managingTenantName;
    const who = name === undefined ? managingTenantId : `${JSON.stringify(name)} (${managingTenantId})`;
    return problem(
      "other-managing-tenant",
      `belongs to managing tenant ${who}`,
      `pass --tenant ${managingTenantId} if it is yours`,
    );
  }
  const differing = differingTenants(subscriptionId, selection);
  if (differing !== undefined)
    return problem(
      "customer-tenants-differ",
      `is on the subscription ${subscriptionId}, for which the sources show the tenants ${differing.join(" and ")}: it moved, or a source is outdated`,
      "find out in which tenant it is now (az account list --refresh), write that customer with this subscription by hand, and adopt again; or leave the outdated source out",
    );
  const tenantId = tenantOf(delegation, selection);
  if (tenantId === undefined)
    return problem(
      "customer-tenant-unknown",
      `is on the subscription ${subscriptionId}, whose tenant no source shows`,
      `pass a snapshot beside it: keeper fetch --subscription ${subscriptionId}`,
    );
  const owner = ownerOf({ customerTenantId: tenantId, definition: { subscriptionId } }, selection.known);
  if (owner === undefined || owner.value.tenantId === tenantId) return undefined;
  return problem(
    "customer-defined",
    `is on a subscription of the customer ${owner.value.id}, and in another tenant than ${owner.file} names`,
    `find out whether the subscription moved, and correct ${owner.file}`,
  );
}

/**
 * Tenants that sources show for a subscription, where they differ and no definition decides. A moved subscription keeps
 * its delegations. Whether Azure then updates the tenant that a definition names is not documented.
 */
function differingTenants(
  subscriptionId: Guid,
  { tenantsShown, known }: Selection,
): readonly Guid[] | undefined {
  const shown = tenantsShown.get(subscriptionId) ?? new Set();
  if (shown.size < 2) return undefined;
  const defined = known.customersBySubscription.get(subscriptionId)?.value.tenantId;
  return defined !== undefined && shown.has(defined) ? undefined : [...shown].sort(compareText);
}

/** The tenant of a delegation's customer: where sources differ, the one that the estate defines. */
function tenantOf(
  { customerTenantId, definition: { subscriptionId } }: SourcedDelegation,
  { subscriptions, tenantsShown, known }: Selection,
): Guid | undefined {
  const defined = known.customersBySubscription.get(subscriptionId)?.value.tenantId;
  if ((tenantsShown.get(subscriptionId)?.size ?? 0) > 1) return defined;
  return customerTenantId ?? subscriptions.get(subscriptionId)?.tenantId ?? defined;
}
