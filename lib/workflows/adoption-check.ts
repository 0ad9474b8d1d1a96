import { definedAccess } from "../access/defined-access.ts";
import { type AdoptedDefinitions, type AdoptionSettings, adoptDelegations } from "../adoption/adopt.ts";
import {
  type AdoptedCustomer,
  type AdoptedOffer,
  delegationKey,
  type NotAdopted,
  type SourcedDelegation,
} from "../adoption/adoption.ts";
import { describedAccess, differenceOf } from "../adoption/described-access.ts";
import type { CustomerExtension } from "../adoption/extensions.ts";
import { inlinedOffer } from "../adoption/inlined.ts";
import type { NewCustomer } from "../adoption/new-customers.ts";
import type { NewOffer } from "../adoption/new-offers.ts";
import { type Selected, type Selection, selectDelegations } from "../adoption/select.ts";
import { parseCustomer } from "../definitions/customer-schema.ts";
import { parseOffer } from "../definitions/parse-offer.ts";
import type { Customer } from "../delegation/customer.ts";
import type { Offer } from "../delegation/offer.ts";
import { registerCustomer } from "../delegation/register.ts";
import type { Read } from "../documents/problem.ts";
import { problemText } from "../documents/problem-text.ts";
import { checkRules } from "../rules/check.ts";
import type { Estate, Located } from "../rules/estate.ts";
import type { Finding } from "../rules/finding.ts";
import { RULES } from "../rules/rules.ts";
import type { Path } from "../values/path.ts";
import { ACCEPTED_REASON, acceptances, OPEN_RULE } from "./adoption-acceptances.ts";

/** Definitions that break no rule and change no access. Includes what was left out for that. */
export interface CheckedAdoption {
  readonly offers: readonly AdoptedOffer[];
  readonly customers: readonly AdoptedCustomer[];
  readonly reusedOffers: readonly string[];
  readonly joinedOffers: AdoptedDefinitions["joinedOffers"];
  /** Customers of the estate with what they get in addition. */
  readonly extensions: readonly ExtendedCustomer[];
  readonly selected: Selected;
  /** Findings about the new definitions, accepted ones included. */
  readonly findings: readonly Finding[];
}

/** A customer of the estate, as its file would define it with the addition. */
export interface ExtendedCustomer {
  readonly extension: CustomerExtension;
  readonly combined: Customer;
}

/** Input of {@link checkedAdoption}. */
export interface AdoptionInput {
  readonly found: readonly SourcedDelegation[];
  readonly selection: Omit<Selection, "excluded">;
  readonly settings: AdoptionSettings;
  /** The estate that is extended; of a new one its defaults and catalogue. */
  readonly estate: Estate;
  /** Whether offers are written as data: findings then have other paths. */
  readonly yaml: boolean;
}

type Reason = Pick<NotAdopted, "code" | "why" | "fix">;

/**
 * Adopts delegations, and checks the result. It must break no rule, and must keep access, names and ids as they are.
 * What breaks a rule or would change is left out with its reason. The rest is then adopted anew.
 */
export function checkedAdoption(input: AdoptionInput): CheckedAdoption {
  const excluded = new Map<string, Reason>();
  for (;;) {
    const selected = selectDelegations(input.found, { ...input.selection, excluded });
    const adopted = adoptDelegations(selected.delegations, input.settings);
    const before = excluded.size;
    const checked = check(adopted, input, (key, reason) => {
      if (!excluded.has(key)) excluded.set(key, reason);
    });
    const { reusedOffers, joinedOffers } = adopted;
    if (excluded.size === before) return { ...checked, reusedOffers, joinedOffers, selected };
  }
}

type Exclude = (key: string, reason: Reason) => void;

function check(
  { offers, customers, extensions }: Pick<AdoptedDefinitions, "offers" | "customers" | "extensions">,
  input: AdoptionInput,
  exclude: Exclude,
): Omit<CheckedAdoption, "reusedOffers" | "joinedOffers" | "selected"> {
  const read = new DefinitionReader(input.yaml, registriesOf(offers), exclude);
  const located = {
    offers: offers.flatMap((each) => read.offer(each)),
    customers: customers.flatMap((each) => read.customer(each)),
  };
  const extendedCustomers = extensions.flatMap((each) => read.extension(each));
  const first = checkRules(extended(input.estate, located, extendedCustomers), RULES).findings;
  const ownFiles = new Set([...located.offers, ...located.customers].map(({ file }) => file));
  const extendedFiles = new Set(extensions.map(({ owner }) => owner.file));
  const own = first.filter(({ at }) => ownFiles.has(at.file));
  const errors = first.filter(
    ({ severity, at }) => severity === "error" && (ownFiles.has(at.file) || extendedFiles.has(at.file)),
  );
  for (const finding of errors)
    for (const key of keysAt(finding.at, { offers, customers, extensions }))
      exclude(key, {
        code: "rule-broken",
        why: `breaks ${finding.code}: ${finding.problem}`,
        fix: `change it in Azure first; keeper explain ${finding.code}`,
      });
  if (errors.length === 0) {
    const definitions = [
      ...located.customers.map(({ value }) => value),
      ...extendedCustomers.map(({ combined }) => combined),
    ];
    const taken = new Map([
      ...customers.map(({ customer, taken: all }) => [customer.id, all] as const),
      ...extensions.map(({ owner, taken: all }) => [owner.value.id, all] as const),
    ]);
    changedAccess(located.offers, definitions, taken, input, exclude);
  }
  const accepts = acceptances(own);
  const accepting = <T extends object>(value: T, file: string): T => {
    const accepted = accepts.get(file);
    return accepted === undefined ? value : { ...value, accepts: accepted };
  };
  return {
    offers: offers.map(({ offer }) => accepting(offer, offerFile(offer))),
    customers: customers.map(({ customer }) => accepting(customer, customerFile(customer))),
    extensions: extendedCustomers,
    findings: own.map((each) =>
      each.severity === "warning" && each.code !== OPEN_RULE ? { ...each, accepted: ACCEPTED_REASON } : each,
    ),
  };
}

function extended(
  estate: Estate,
  added: Pick<Estate, "offers" | "customers">,
  extensions: readonly ExtendedCustomer[],
): Estate {
  const combined = new Map(extensions.map((each) => [each.combined.id, each.combined]));
  const customers = estate.customers.map(({ value, file }) => ({
    value: combined.get(value.id) ?? value,
    file,
  }));
  return {
    ...estate,
    offers: [...estate.offers, ...added.offers],
    customers: [...customers, ...added.customers],
  };
}

/** Names of files before their form is known: findings need one. */
function offerFile({ id }: AdoptedOffer): string {
  return `offers/${id}`;
}

function customerFile({ id }: AdoptedCustomer): string {
  return `customers/${id}`;
}

type Principals = AdoptedOffer["managingTenant"]["principals"];

/** Principals by managing tenant: modules of its offers import one registry. */
function registriesOf(offers: readonly NewOffer[]): ReadonlyMap<string, Principals> {
  const registries = new Map<string, Principals>();
  for (const { offer } of offers) {
    const { tenantId, principals } = offer.managingTenant;
    registries.set(tenantId, { ...registries.get(tenantId), ...principals });
  }
  return registries;
}

/** Reads definitions as their files will be read. */
class DefinitionReader {
  readonly #yaml: boolean;
  readonly #registries: ReadonlyMap<string, Principals>;
  readonly #exclude: Exclude;

  constructor(yaml: boolean, registries: ReadonlyMap<string, Principals>, exclude: Exclude) {
    this.#yaml = yaml;
    this.#registries = registries;
    this.#exclude = exclude;
  }

  offer({ offer, versions }: NewOffer): Located<Offer>[] {
    const { managingTenant } = offer;
    const principals = this.#registries.get(managingTenant.tenantId) ?? managingTenant.principals;
    const module = inlinedOffer({ ...offer, managingTenant: { ...managingTenant, principals } });
    const read = parseOffer(this.#yaml ? offer : module);
    return this.#located(
      read,
      offerFile(offer),
      versions.flatMap(({ placed }) => placed.map(({ delegation }) => delegation)),
    );
  }

  customer({ customer, taken }: NewCustomer): Located<Customer>[] {
    return this.#located(
      parseCustomer(customer),
      customerFile(customer),
      taken.flat().map(({ delegation }) => delegation),
    );
  }

  extension(extension: CustomerExtension): ExtendedCustomer[] {
    const { owner, subscriptions, delegations, taken } = extension;
    const { value } = owner;
    const all = { ...value.subscriptions, ...subscriptions };
    const part = { id: value.id, name: value.name, tenantId: value.tenantId, cloud: value.cloud };
    const read = this.#located(
      parseCustomer({ ...part, subscriptions: all, delegations }),
      owner.file,
      taken.flat().map(({ delegation }) => delegation),
    );
    return read.map(({ value: added }) => ({
      extension,
      combined: {
        ...value,
        subscriptions: all,
        delegations: [...value.delegations, ...added.delegations],
      },
    }));
  }

  #located<T>(read: Read<T>, file: string, delegations: readonly SourcedDelegation[]): Located<T>[] {
    if (read.ok) return [{ value: read.value, file }];
    const [first] = read.error;
    const why = first === undefined ? "cannot be defined" : `cannot be defined: ${problemText(first, file)}`;
    for (const each of delegations) this.#exclude(delegationKey(each), { code: "rule-broken", why });
    return [];
  }
}

/** The delegations that a place in a new definition belongs to. */
function keysAt(
  { file, path }: { readonly file: string; readonly path: Path },
  { offers, customers, extensions }: Pick<AdoptedDefinitions, "offers" | "customers" | "extensions">,
): string[] {
  const offer = offers.find((each) => offerFile(each.offer) === file);
  if (offer !== undefined) {
    const [kind, plan, , version] = path;
    const versions = offer.versions.filter(
      (each) =>
        kind !== "plans" || (each.plan === plan && (version === undefined || each.version === version)),
    );
    return versions.flatMap(({ placed }) => placed.map(({ delegation }) => delegationKey(delegation)));
  }
  const extension = extensions.find(({ owner }) => owner.file === file);
  const taken =
    extension?.taken ?? customers.find(({ customer }) => customerFile(customer) === file)?.taken ?? [];
  const [kind, at, , position] = path;
  const index = typeof at === "number" ? at - (extension?.owner.value.delegations.length ?? 0) : at;
  const group = kind === "delegations" && typeof index === "number" ? (taken[index] ?? []) : taken.flat();
  const one = typeof position === "number" ? group[position] : undefined;
  return (one === undefined ? group : [one]).map(({ delegation }) => delegationKey(delegation));
}

/** Leaves out every delegation that would not be defined exactly as it was found. */
function changedAccess(
  newOffers: readonly Located<Offer>[],
  customers: readonly Customer[],
  taken: ReadonlyMap<string, NewCustomer["taken"]>,
  { estate }: AdoptionInput,
  exclude: Exclude,
): void {
  const offers = new Map([...estate.offers, ...newOffers].map(({ value }) => [value.id, value]));
  for (const value of customers) {
    const defined = definedAccess(value.id, registerCustomer(value, offers, estate.catalogue));
    const shown = describedAccess(defined);
    for (const { delegation } of taken.get(value.id)?.flat() ?? []) {
      const difference = differenceOf(delegation, shown.get(delegationKey(delegation)));
      if (difference === undefined) continue;
      exclude(delegationKey(delegation), {
        code: "access-would-change",
        why: `would not stay as it is: ${difference} differ`,
        fix: "report this as a defect of Lighthouse Keeper",
      });
    }
  }
}
