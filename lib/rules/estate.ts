import type { Customer } from "../delegation/customer.ts";
import type { EstateDefaults } from "../delegation/estate-defaults.ts";
import type { EstateLock } from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import type { Place } from "./finding.ts";

/** A definition and the file that it was read from, relative to the estate's root. */
export interface Located<T> {
  readonly value: T;
  readonly file: string;
}

/** A file that could not be read as a definition, with what is wrong inside it. */
export interface UnreadableFile {
  readonly at: Place;
  readonly problem: string;
  readonly received: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Everything that rules judge: one state of the estate. Pure data, read beforehand. */
export interface Estate {
  readonly offers: readonly Located<Offer>[];
  readonly customers: readonly Located<Customer>[];
  readonly defaults: Located<EstateDefaults>;
  /** Files in `offers/` or `customers/`, or `estate.ts`, that hold no readable definition. */
  readonly unreadable: readonly UnreadableFile[];
  readonly catalogue: RoleCatalogue;
  /** What the last synthesis of each customer delegated. */
  readonly lock: EstateLock;
  /** Subscriptions on which local Terraform state still holds delegations, by customer id; empty for remote state. */
  readonly deployed: ReadonlyMap<string, readonly Guid[]>;
  /** Whether keeper runs in continuous integration, by whichever variable of a platform says so. */
  readonly continuousIntegration: boolean;
  /** Whether every definition was read; where not, only selected customers and their offers are here. */
  readonly isComplete: boolean;
  /** Where not: the names of the customer files that were not read, without endings. By habit they are ids. */
  readonly others: ReadonlySet<string>;
}

/** The offer of that id, if it was read. */
export function findOffer(estate: Estate, id: string): Located<Offer> | undefined {
  let index = offersById.get(estate.offers);
  if (index === undefined) {
    index = new Map(estate.offers.map((offer) => [offer.value.id, offer]));
    offersById.set(estate.offers, index);
  }
  return index.get(id);
}

// a rule runs once per customer: the index must not be built again for each of thousands
const offersById = new WeakMap<readonly Located<Offer>[], Map<string, Located<Offer>>>();

/** The unreadable file that by its name would define this offer or customer, if there is one. */
export function unreadableFileOf(
  estate: Estate,
  folder: "offers" | "customers",
  id: string,
): string | undefined {
  let index = filesByStem.get(estate.unreadable);
  if (index === undefined) {
    index = new Map(estate.unreadable.map(({ at }) => [at.file.replace(/\.\w+$/, ""), at.file]));
    filesByStem.set(estate.unreadable, index);
  }
  return index.get(`${folder}/${id}`);
}

// asked for every customer: the index must not be built again for each of thousands
const filesByStem = new WeakMap<readonly UnreadableFile[], Map<string, string>>();
