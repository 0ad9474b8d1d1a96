import fc from "fast-check";
import { definedAccess } from "../../lib/access/defined-access.ts";
import type { FoundAccess } from "../../lib/access/found-access.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { yamlText } from "../../lib/documents/yaml-text.ts";
import type { DriftInput } from "../../lib/drift/drift-of.ts";
import { readArmLists } from "../../lib/formats/arm/lists.ts";
import type { RoleCatalogue } from "../../lib/roles/role-catalogue.ts";
import { anyCustomer, anyOffer } from "./arbitraries.ts";
import { guidOf } from "./builders.ts";
import { sampleCatalogue } from "./catalogue.ts";
import { type AzureResources, type Defined, deployed } from "./snapshots.ts";

/*
 * Any estate that was deployed, and an Azure in which people change it by hand.
 */

/** The roles of the laws. */
export const CATALOGUE: RoleCatalogue = sampleCatalogue();
/** The managing tenant of the offers. */
export const OWN_TENANT: string = guidOf("9");
/** Another provider. */
export const FOREIGN_TENANT: string = guidOf("5");

/** Definitions, with the texts of their offers by id. */
export interface DefinedEstate extends Defined {
  readonly texts: ReadonlyMap<string, string>;
}

/** Any estate of two offers and a customer that takes them. */
export const definedEstate: fc.Arbitrary<DefinedEstate> = fc
  .tuple(anyOffer("offer-a"), anyOffer("offer-b"), anyCustomer(["offer-a", "offer-b"]))
  .map(([a, b, customer]) => {
    const offers = [a, b].map((each) => parseOffer(each));
    const read = parseCustomer(customer);
    if (!read.ok || offers.some((each) => !each.ok)) throw new Error("an arbitrary cannot be read");
    return {
      customers: [read.value],
      offers: offers.flatMap((each) => (each.ok ? [each.value] : [])),
      texts: new Map([
        ["offer-a", yamlText(a)],
        ["offer-b", yamlText(b)],
      ]),
    };
  });

/** One change that a person makes in the portal; `at` chooses a delegation. */
const EDITS = {
  // of a principal that the managing tenant lists
  widen: (azure: AzureResources, at: number) => {
    const authorizations = azure.definitions[at]?.properties.authorizations;
    const roleDefinitionId = "17d1049b-9a84-46fb-8f53-869881c3d3ab";
    authorizations?.push({ principalId: authorizations.at(-1)?.principalId, roleDefinitionId });
  },
  // the same on every subscription of the offer
  widenEverywhere: (azure: AzureResources, at: number) => {
    const { properties } = azure.definitions[at % azure.definitions.length] ?? {};
    const { principalId } = properties?.authorizations[0] ?? {};
    for (const each of azure.definitions)
      if (each.properties.registrationDefinitionName === properties?.registrationDefinitionName)
        each.properties.authorizations.push({
          principalId,
          roleDefinitionId: "17d1049b-9a84-46fb-8f53-869881c3d3ab",
        });
  },
  grant: (azure: AzureResources, at: number) =>
    azure.definitions[at]?.properties.authorizations.push({
      principalId: guidOf("6"),
      roleDefinitionId: "b24988ac-6180-42a0-ab88-20f7382dd24c",
    }),
  revoke: (azure: AzureResources, at: number) => azure.definitions[at]?.properties.authorizations.pop(),
  rename: (azure: AzureResources, at: number) => {
    const definition = azure.definitions[at];
    if (definition !== undefined) definition.properties.registrationDefinitionName = "by hand";
  },
  hand: (azure: AzureResources, at: number) => {
    const definition = azure.definitions[at];
    if (definition !== undefined) definition.properties.managedByTenantId = FOREIGN_TENANT;
  },
  remove: (azure: AzureResources, at: number) => {
    const definition = azure.definitions[at];
    if (definition === undefined) return;
    azure.definitions = azure.definitions.filter((each) => each !== definition);
    azure.assignments = azure.assignments.filter(
      ({ properties }) => properties.registrationDefinitionId !== definition.id,
    );
  },
  make: (azure: AzureResources, at: number) => copy(azure, at, "1", OWN_TENANT),
  arrive: (azure: AzureResources, at: number) => copy(azure, at, "2", FOREIGN_TENANT),
};

/** Adds a delegation like another one, under an id of its own. */
function copy(azure: AzureResources, at: number, digit: string, managedByTenantId: string): void {
  const definition = azure.definitions[at];
  if (definition === undefined) return;
  const assignment = azure.assignments.find(
    ({ properties }) => properties.registrationDefinitionId === definition.id,
  );
  const name = `0000000${digit}-0000-4000-8000-${String(at).padStart(12, "0")}`;
  const id = definition.id.replace(definition.name, name);
  if (assignment === undefined || azure.definitions.some((each) => each.id === id)) return;
  azure.definitions.push({
    ...structuredClone(definition),
    id,
    name,
    properties: { ...structuredClone(definition.properties), managedByTenantId },
  });
  azure.assignments.push({
    ...assignment,
    id: assignment.id.replace(assignment.name, name),
    name,
    properties: { ...assignment.properties, registrationDefinitionId: id },
  });
}

/** Edits by hand, one after the other. */
export type Edits = readonly [keyof typeof EDITS, number][];

/** Any few edits by hand. */
export const anyEdits: fc.Arbitrary<[keyof typeof EDITS, number][]> = fc.array(
  fc.tuple(fc.constantFrom(...(Object.keys(EDITS) as (keyof typeof EDITS)[])), fc.nat(5)),
  { maxLength: 4 },
);

/** An Azure in which people changed what was deployed. */
interface Azure {
  readonly found: FoundAccess;
  readonly resources: AzureResources;
}

/** What Azure has after edits by hand. */
export function azureAfter(estate: Defined, made: Edits): Azure {
  const resources = deployed(estate);
  for (const [edit, at] of made) EDITS[edit](resources, at);
  return { found: foundIn(estate, resources), resources };
}

/** What a snapshot that read everything found. */
export function foundIn(estate: Defined, resources: AzureResources): FoundAccess {
  const ids = estate.customers.flatMap(({ subscriptions }) => Object.values(subscriptions));
  const read = readArmLists({
    definitions: { value: resources.definitions },
    assignments: { value: resources.assignments },
    isVersionKnown: true,
    read: new Set(ids),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** The input of drift, of an estate against what a snapshot found. */
export function inputOf({ customers, offers }: Defined, found: FoundAccess): DriftInput {
  const byId = new Map(offers.map((each) => [each.id, each]));
  return {
    defined: {
      source: "definitions",
      selection: "complete",
      customers: customers.map((each) => definedAccess(each.id, registerCustomer(each, byId, CATALOGUE))),
    },
    found,
    snapshot: {
      selection: "everything",
      tenants: [],
      subscriptions: [...(found.read ?? [])].map((id) => ({
        id,
        managedByTenantIds: [],
        foundBy: ["definitions"],
        notRead: [],
      })),
    },
    earlier: undefined,
    customers: undefined,
    formerOwners: new Map(),
    tenants: new Map(),
    owners: { managingTenants: new Set([OWN_TENANT]), offers: new Set(["offer-a", "offer-b"]) },
    catalogue: CATALOGUE,
    facts: undefined,
    today: "2026-11-30",
  };
}
