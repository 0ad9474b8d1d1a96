import type { Customer } from "../../lib/delegation/customer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import type { Registration, RegistrationDefinition } from "../../lib/delegation/registration.ts";
import { registrationDefinitionResourceId } from "../../lib/delegation/registration.ts";
import { scopeId } from "../../lib/delegation/scope.ts";
import { readEstate } from "../../lib/estate/read-estate.ts";
import { encodeAssignment, encodeDefinition } from "../../lib/formats/arm/encode.ts";
import type { NotRead } from "../../lib/formats/snapshot/not-read.ts";
import { type Snapshot, snapshotText } from "../../lib/formats/snapshot/snapshot.ts";
import {
  joinedList,
  type ListedResource,
  listDigest,
  listText,
} from "../../lib/formats/snapshot/snapshot-lists.ts";
import { guidOf } from "./builders.ts";
import { sampleCatalogue } from "./catalogue.ts";
import { change } from "./estates.ts";

/*
 * Snapshots of an Azure in which definitions were deployed, and then changed by hand.
 */

/** Resources of Azure, as REST answers them. A test may change them. */
export interface AzureResources {
  definitions: MutableResource[];
  assignments: MutableResource[];
}

/** A resource whose properties a test changes. */
export interface MutableResource extends ListedResource {
  name: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests change them as a person in the portal does
  properties: any;
}

/** Definitions of an estate. */
export interface Defined {
  readonly customers: readonly Customer[];
  readonly offers: readonly Offer[];
}

/** Reads the definitions of an estate on disk. */
async function definedIn(estate: string): Promise<Defined> {
  const read = await readEstate({ root: estate, records: estate }, "complete", false);
  if (!read.ok) throw new Error(read.error.problem);
  const { customers, offers } = read.value;
  return { customers: customers.map(({ value }) => value), offers: offers.map(({ value }) => value) };
}

/** The resources that a deployment of these definitions makes. */
export function deployed({ customers, offers }: Defined): AzureResources {
  const byId = new Map(offers.map((each) => [each.id, each]));
  const registrations = customers.flatMap((customer) =>
    registerCustomer(customer, byId, sampleCatalogue()).flatMap((each) =>
      each.registrations.map((registration) => ({ registration, tenantId: customer.tenantId })),
    ),
  );
  return structuredClone({
    definitions: registrations.map(({ registration, tenantId }) =>
      definitionResource(registration.definition, tenantId),
    ),
    assignments: registrations.flatMap(({ registration }) => assignmentResources(registration)),
  }) as AzureResources;
}

function definitionResource(definition: RegistrationDefinition, manageeTenantId: string) {
  const { marketplacePlan } = definition;
  return encodeDefinition(
    definition.subscriptionId,
    definition.id,
    {
      properties: {
        registrationDefinitionName: definition.name,
        description: definition.description,
        managedByTenantId: definition.managingTenant.id,
        authorizations: definition.authorizations.map(({ principal, role, delegatedRoles }) => ({
          principalId: principal.id,
          principalIdDisplayName: principal.displayName,
          roleDefinitionId: role.id,
          ...(delegatedRoles.length === 0
            ? {}
            : { delegatedRoleDefinitionIds: delegatedRoles.map(({ id }) => id) }),
        })),
        eligibleAuthorizations: definition.eligibleAuthorizations.map(
          ({ principal, role, justInTimeAccessPolicy: policy }) => ({
            principalId: principal.id,
            principalIdDisplayName: principal.displayName,
            roleDefinitionId: role.id,
            justInTimeAccessPolicy: {
              multiFactorAuthProvider: policy.multiFactorAuthProvider,
              maximumActivationDuration: policy.maximumActivationDuration,
              managedByTenantApprovers: policy.approvers.map(({ id, displayName }) => ({
                principalId: id,
                principalIdDisplayName: displayName,
              })),
            },
          }),
        ),
      },
      ...(marketplacePlan === undefined ? {} : { plan: marketplacePlan }),
    },
    { manageeTenantId, provisioningState: "Succeeded" } as never,
  );
}

function assignmentResources({ definition, assignments }: Registration) {
  return assignments.map(({ id, scope }) =>
    encodeAssignment(
      scopeId(scope),
      id,
      {
        properties: {
          registrationDefinitionId: registrationDefinitionResourceId(
            definition.subscriptionId,
            definition.id,
          ),
        },
      },
      { provisioningState: "Succeeded" } as never,
    ),
  );
}

/** What a snapshot of these definitions did not read, by subscription. */
export type Unread = Readonly<Record<string, NotRead>>;

/** How a snapshot differs from one that read everything of these definitions. */
export interface SnapshotChanges {
  readonly unread?: Unread;
  /** The only subscriptions that were asked. @default - all */
  readonly only?: readonly string[];
  /** Subscriptions that the fetch was not asked for, and that no list had. @default - none */
  readonly unasked?: readonly string[];
  /** The managing tenants that were asked. @default - one of no estate */
  readonly managingTenants?: readonly string[];
  /** What the managing tenant did not answer. @default - nothing */
  readonly tenantUnread?: readonly NotRead[];
  /** Tenants of subscriptions, where they are not the customers'. */
  readonly tenants?: Readonly<Record<string, string>>;
  /** Its day. @default - 2026-11-29 */
  readonly day?: string;
}

/** Texts of the three files of a snapshot, below a folder. */
function snapshotFiles(
  folder: string,
  { customers }: Defined,
  resources: AzureResources,
  {
    unread = {},
    only,
    unasked = [],
    managingTenants = [guidOf("9")],
    tenants = {},
    tenantUnread = [],
    day = "2026-11-29",
  }: SnapshotChanges,
): Record<string, string> {
  const isAsked = (id: string) =>
    (only === undefined || only.some((each) => id.includes(each))) &&
    !unasked.some((each) => id.includes(each));
  const isKept = ({ id }: ListedResource) =>
    isAsked(id) && !Object.keys(unread).some((each) => id.includes(each));
  const definitions = joinedList(resources.definitions.filter(isKept));
  const assignments = joinedList(resources.assignments.filter(isKept));
  const subscriptions = customers.flatMap(({ tenantId, subscriptions: own }) =>
    Object.values(own)
      .filter(isAsked)
      .map((id) => ({ id, tenantId: tenants[id] ?? tenantId })),
  );
  const snapshot: Snapshot = {
    cloud: "public",
    apiVersion: "2022-10-01",
    began: `${day}T21:00:00.000Z`,
    ended: `${day}T21:00:09.000Z`,
    selection: only === undefined ? "everything" : "named",
    withPeople: false,
    tenants: managingTenants.map((id) => ({
      id,
      route: "managing-tenant",
      notRead: tenantUnread,
      resourceGraphCut: false,
    })),
    subscriptions: subscriptions.map((each) => {
      const problem = unread[each.id];
      return {
        ...each,
        managedByTenantIds: [],
        foundBy: ["definitions"],
        askedBy: managingTenants[0] ?? guidOf("9"),
        notRead: problem === undefined ? [] : [problem],
      };
    }),
    disagreements: [],
    digests: { definitions: listDigest(definitions), assignments: listDigest(assignments) },
  };
  return {
    [`${folder}/definitions.json`]: listText(definitions),
    [`${folder}/assignments.json`]: listText(assignments),
    [`${folder}/snapshot.json`]: snapshotText(snapshot),
  };
}

/** Writes a snapshot of an estate whose definitions were deployed, after changes by hand. */
export async function writeSnapshot(
  estate: string,
  byHand: (resources: AzureResources) => void = () => {},
  options: SnapshotChanges & { readonly folder?: string } = {},
): Promise<void> {
  const defined = await definedIn(estate);
  const resources = deployed(defined);
  byHand(resources);
  change(estate, snapshotFiles(options.folder ?? "azure", defined, resources, options));
}
