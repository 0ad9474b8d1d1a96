import type { Customer } from "../delegation/customer.ts";
import type { Deviation } from "../delegation/deviation.ts";
import type { EstateDefaults } from "../delegation/estate-defaults.ts";
import type { EstateLock } from "../delegation/estate-lock.ts";
import type { Offer } from "../delegation/offer.ts";
import type { PublishedRecord } from "../delegation/recorded-version.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import type { Breach, Place } from "./finding.ts";

/** A definition and its file, relative to the estate's root. */
export interface Located<T> {
  readonly value: T;
  readonly file: string;
}

/** One problem of a file that could not be read as a definition. */
export interface UnreadableFile {
  readonly at: Place;
  readonly problem: string;
  readonly received: string;
  readonly allowed: string;
  readonly fix: string;
}

/** A problem of a file that is not a definition and that keeper decides by. */
export interface ControlFileProblem extends Omit<Breach, "facts"> {
  /** The rule that reports it. */
  readonly of:
    | "policy"
    | "policy-name"
    | "policy-repair"
    | "allowed-signers"
    | "role-catalogue"
    | "waves"
    | "deviation-day"
    | "deviation-seen"
    | "acceptance"
    | "acceptance-exceeded";
  readonly facts?: Breach["facts"];
}

/** State of an estate that rules check: pure data, read beforehand. */
export interface Estate {
  readonly offers: readonly Located<Offer>[];
  readonly customers: readonly Located<Customer>[];
  /** Differences from Azure that are allowed; customers have theirs too. */
  readonly deviations: readonly Located<Deviation>[];
  readonly defaults: Located<EstateDefaults>;
  /** Problems of files in `offers/`, `customers/` and `deviations/`, and of `estate.ts`, without a readable definition. */
  readonly unreadable: readonly UnreadableFile[];
  /**
   * Problems of control files. They are `policy.yaml`, `allowed_signers`, `role-catalogue.json`, `waves.yaml` and
   * `acceptances/`. Includes ended deviations, and deviations that differ from a snapshot. Empty where they were not
   * read.
   */
  readonly controlFiles: readonly ControlFileProblem[];
  readonly catalogue: RoleCatalogue;
  /** What the last synthesis of each customer delegated. */
  readonly lock: EstateLock;
  /** What published versions, and versions that customers had, grant by the record. */
  readonly published: PublishedRecord;
  /** Subscriptions on which local Terraform state still holds delegations, by customer id. Empty for remote state. */
  readonly deployed: ReadonlyMap<string, readonly Guid[]>;
  /** Whether keeper runs in continuous integration, by the variables of the usual platforms. */
  readonly continuousIntegration: boolean;
  /** Whether all definitions were read. If not, only the selected customers and their offers are present. */
  readonly isComplete: boolean;
  /** Names, without endings, of customer files that were not read. By convention they are ids. */
  readonly others: ReadonlySet<string>;
}

/** The offers of an estate by their ids. */
export function offersById({ offers }: Pick<Estate, "offers">): ReadonlyMap<string, Offer> {
  return new Map(offers.map(({ value }) => [value.id, value]));
}

/** Finds an offer by id; undefined where it was not read. */
export function findOffer(estate: Estate, id: string): Located<Offer> | undefined {
  let index = locatedOffers.get(estate.offers);
  if (index === undefined) {
    index = new Map(estate.offers.map((offer) => [offer.value.id, offer]));
    locatedOffers.set(estate.offers, index);
  }
  return index.get(id);
}

// cached: rules look offers up for each of thousands of customers
const locatedOffers = new WeakMap<readonly Located<Offer>[], Map<string, Located<Offer>>>();

/** Finds the unreadable file named after the id of an offer or customer. Undefined where there is none. */
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

// cached: rules look files up for each of thousands of customers
const filesByStem = new WeakMap<readonly UnreadableFile[], Map<string, string>>();
