import fc from "fast-check";
import { expect, test } from "vitest";
import { definitionKey } from "../../lib/access/access-parts.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Deviation } from "../../lib/delegation/deviation.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { parseYaml } from "../../lib/documents/yaml.ts";
import { driftOf } from "../../lib/drift/drift-of.ts";
import { weightOf } from "../../lib/drift/finding.ts";
import { withVersionTexts } from "../../lib/estate/version-text.ts";
import type { Estate } from "../../lib/rules/estate.ts";
import { type Look, lookedAt } from "../../lib/workflows/drifted-delegations.ts";
import { type AzureVersion, azureVersions, driftedEntries } from "../../lib/workflows/drifted-entries.ts";
import type { LoadedSnapshot } from "../../lib/workflows/load-snapshot.ts";
import { aContext } from "../support/builders.ts";
import {
  anyEdits,
  azureAfter,
  CATALOGUE,
  type DefinedEstate,
  definedEstate,
  type Edits,
  inputOf,
} from "../support/edited-azure.ts";

/*
 * `keeper drift --adopt` as a law: its own code decides and writes the versions of any estate, after any edits by hand.
 */

const ID = "customer-a";

const fileOf = (offer: string) => `offers/${offer}.yaml`;

function estateOf({ customers, offers }: DefinedEstate, deviations: readonly Deviation[]): Estate {
  return {
    ...aContext({}),
    customers: customers.map((value) => ({ value, file: `customers/${value.id}.yaml` })),
    offers: offers.map((value) => ({ value, file: fileOf(value.id) })),
    deviations: deviations.map((value) => ({ value, file: "deviations/any.yaml" })),
    catalogue: CATALOGUE,
    published: new Map(),
  };
}

/** A deviation that holds a difference, where there is one. */
function held(look: Look | undefined): Deviation[] {
  if (look?.allowance.kind !== "differs") return [];
  const { customer, subscriptionId, offer, allowance } = look;
  const words = { reason: "agreed", by: "Kim", until: "2099-01-31", digest: "" };
  return [{ customer, subscriptionId, offer, defined: allowance.defined, azure: allowance.azure, ...words }];
}

/** The definitions after the versions were written and taken, as the files would be read again. */
function afterwards(estate: DefinedEstate, versions: readonly AzureVersion[]): DefinedEstate {
  const texts = new Map(estate.texts);
  for (const { offer, edit } of versions)
    if (edit !== undefined) {
      const text = withVersionTexts(texts.get(offer) ?? "", fileOf(offer), [edit]);
      if (text === undefined) throw new Error("a version of plain data is not a literal");
      texts.set(offer, text);
    }
  return {
    texts,
    offers: [...texts.values()].map(parsedOffer),
    customers: estate.customers.map((each) => moved(each, versions)),
  };
}

function parsedOffer(text: string): Offer {
  const document = parseYaml(text);
  const read = document.ok ? parseOffer(document.value) : document;
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function moved(customer: Customer, versions: readonly AzureVersion[]): Customer {
  const taken = new Map(
    versions.flatMap(({ number, entries }) => entries.map(({ index }) => [index, number] as const)),
  );
  const delegations = customer.delegations.map((each, index) => ({
    ...each,
    version: taken.get(index) ?? each.version,
  }));
  return { ...customer, delegations };
}

/** Edits by hand that begin with one of every subscription of an offer: a version is for all of them. */
const mostlyAdoptable = fc
  .tuple(fc.nat(5), fc.oneof(fc.constant([]), anyEdits))
  .map(([at, others]): Edits => [["widenEverywhere", at], ...others]);

test("law: what --adopt adopts is no drift afterwards, what it does not is refused with a reason, and nothing else changes", () => {
  let adoptions = 0;
  fc.assert(
    fc.property(definedEstate, mostlyAdoptable, fc.boolean(), (defined, made, isHeld) => {
      const { found } = azureAfter(defined, made);
      const before = inputOf(defined, found);
      const snapshot = { found, snapshot: before.snapshot } as LoadedSnapshot;
      const plain = estateOf(defined, []);
      const looks = lookedAt(plain, [ID], snapshot);
      const deviations = isHeld ? held(looks.find(({ allowance }) => allowance.kind === "differs")) : [];
      const estate = estateOf(defined, deviations);
      const { entries, refused, notRead } = driftedEntries(looks, estate);
      const planned = azureVersions(entries, estate);
      const keyOf = ({ subscriptionId, offer }: Pick<Look, "subscriptionId" | "offer">) =>
        `${subscriptionId}/${offer}`;
      const adopted = new Set(
        planned.versions.flatMap((version) => version.entries.flatMap(({ looks: own }) => own.map(keyOf))),
      );
      const open = looks.filter(({ allowance }) => allowance.kind !== "same").map(keyOf);
      const answered = [...adopted, ...[...refused, ...planned.refused, ...notRead].map(keyOf)];
      expect([...new Set(answered)].sort()).toEqual([...new Set([...answered, ...open])].sort());
      for (const { value } of estate.deviations) expect(adopted).not.toContain(keyOf(value));

      const after = afterwards(defined, planned.versions);
      const offers = new Map(after.offers.map((each) => [each.id, each]));
      const offerOf = new Map(
        after.customers
          .flatMap((each) => registerCustomer(each, offers, CATALOGUE))
          .flatMap(({ id, registrations }) =>
            registrations.map(
              ({ definition }) => [definitionKey(id, definition.id), definition.offerId] as const,
            ),
          ),
      );
      const isRenamed = made.some(([edit]) => edit === "rename");
      const left = driftOf(inputOf(after, found)).findings.flatMap((each) => {
        if (!("definition" in each) || weightOf(each) !== "drift" || !each.isDefined) return [];
        const { subscriptionId, definition } = each;
        const offer = offerOf.get(definitionKey(subscriptionId, definition.registrationDefinitionId)) ?? "";
        // a name that was changed by hand, and the version of a Marketplace plan, are no access: a deployment writes them
        const isText = isRenamed || offers.get(offer)?.marketplace !== undefined;
        return each.kind === "restated" && isText ? [] : [keyOf({ subscriptionId, offer })];
      });
      expect(left.filter((key) => adopted.has(key))).toEqual([]);
      // delegations that were not adopted are defined as they were
      const kept = ({ customer, ...look }: Look) => (adopted.has(keyOf(look)) ? [] : [{ customer, ...look }]);
      expect(lookedAt(estateOf(after, []), [ID], snapshot).flatMap(kept)).toEqual(looks.flatMap(kept));
      adoptions += adopted.size;
    }),
    { numRuns: 150 },
  );
  // the law is about something
  expect(adoptions).toBeGreaterThan(20);
});
