import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseEstate } from "../../lib/definitions/estate-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import type { Read } from "../../lib/documents/problem.ts";
import type { Estate, Located } from "../../lib/rules/estate.ts";
import { sampleCatalogue } from "./catalogue.ts";

/** A fictional GUID made of one digit or letter: `guidOf("1")`. */
export function guidOf(character: string): string {
  const of = (length: number) => character.repeat(length);
  return `${of(8)}-${of(4)}-4${of(3)}-8${of(3)}-${of(12)}`;
}

const group = (character: string, displayName: string) => ({
  type: "Group" as const,
  objectId: guidOf(character),
  displayName,
});

/** The principals of the test provider. */
export const PRINCIPALS = {
  operators: group("a", "Operators"),
  approvers: group("b", "Approvers"),
  engineers: group("c", "Engineers"),
  person: { type: "User" as const, objectId: guidOf("d"), displayName: "A Person" },
  automation: { type: "ServicePrincipal" as const, objectId: guidOf("e"), displayName: "Automation" },
};

/** The test provider's tenant. */
export const MANAGING_TENANT = {
  tenantId: guidOf("9"),
  name: "Test Provider",
  cloud: "public" as const,
  principals: PRINCIPALS,
};

/** What every tidy plan version grants: read, and the right to remove the delegation. */
export const TIDY_AUTHORIZATIONS = [
  { principal: PRINCIPALS.operators, role: "Reader" },
  { principal: PRINCIPALS.operators, role: "Managed Services Registration assignment Delete Role" },
];

/** A loose offer definition: authors' types do not let most rules be broken, files from elsewhere do. */
export interface LooseOffer {
  readonly [property: string]: unknown;
}

/** An offer with one public plan `standard` in version 1.0.0 that breaks no rule, changed by `changes`. */
export function anOffer(changes: LooseOffer = {}): Offer {
  return read(
    parseOffer({
      id: "operations",
      name: "Test Operations",
      description: "For tests",
      managingTenant: MANAGING_TENANT,
      plans: {
        standard: { visibility: "public", versions: { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS } } },
      },
      ...changes,
    }),
  );
}

/** An offer whose one plan version is `version`. */
export function anOfferOf(version: object, changes: LooseOffer = {}): Offer {
  return anOffer({
    plans: { standard: { visibility: "public", versions: { "1.0.0": version } } },
    ...changes,
  });
}

/** A customer with subscription `production`, wholly delegated to plan `standard`, that breaks no rule. */
export function aCustomer(changes: LooseOffer = {}): Customer {
  return read(
    parseCustomer({
      id: "fabrikam",
      name: "Fabrikam",
      tenantId: guidOf("7"),
      subscriptions: { production: guidOf("1") },
      delegations: [
        { offer: "operations", plan: "standard", version: "1.0.0", scopes: [{ subscription: "production" }] },
      ],
      ...changes,
    }),
  );
}

/** A definition as if read from a file in its folder. */
function located<T extends { id: string }>(folder: "offers" | "customers", value: T): Located<T> {
  return { value, file: `${folder}/${value.id}.ts` };
}

/** A context that holds these definitions and breaks no rule of its own. */
export function aContext(
  parts: { offers?: readonly Offer[]; customers?: readonly Customer[] } & Partial<
    Omit<Estate, "offers" | "customers">
  > = {},
): Estate {
  const { offers = [anOffer()], customers = [], ...rest } = parts;
  return {
    offers: offers.map((offer) => located("offers", offer)),
    customers: customers.map((customer) => located("customers", customer)),
    deviations: [],
    defaults: { value: read(parseEstate(undefined)), file: "estate.ts" },
    unreadable: [],
    controlFiles: [],
    catalogue: sampleCatalogue(),
    lock: {},
    published: new Map(),
    deployed: new Map(),
    continuousIntegration: false,
    isComplete: true,
    others: new Set(),
    ...rest,
  };
}

function read<T>(parsed: Read<T>): T {
  if (!parsed.ok)
    throw new Error(`a test builder made an unreadable definition: ${JSON.stringify(parsed.error)}`);
  return parsed.value;
}
