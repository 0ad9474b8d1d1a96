import fc from "fast-check";
import { expect, test } from "vitest";
import { accessOf, grantIdentity } from "../../lib/access/access-grant.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { type RecordedOffer, recordedLines, withVersions } from "../../lib/delegation/recorded-version.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { offerWithout } from "../../lib/delegation/revocation.ts";
import { parseYaml } from "../../lib/documents/yaml.ts";
import { yamlText } from "../../lib/documents/yaml-text.ts";
import { formatRecord } from "../../lib/estate/record-text.ts";
import { withVersionTexts } from "../../lib/estate/version-text.ts";
import { own } from "../../lib/values/own.ts";
import { restoredVersion } from "../../lib/workflows/restored-version.ts";
import { anyOffer } from "../support/arbitraries.ts";
import { aCustomer } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

/*
 * The life of an offer as laws: publish, edit, new version; revoke and upgrade. The offers are arbitrary.
 */

const catalogue = sampleCatalogue();

interface AuthoredVersion {
  readonly authorizations: readonly object[];
  readonly [part: string]: unknown;
}

interface AuthoredOffer {
  readonly managingTenant: { readonly principals: Readonly<Record<string, object>> };
  readonly plans: { readonly plan: { readonly versions: Readonly<Record<string, AuthoredVersion>> } };
  readonly [part: string]: unknown;
}

const authoredOffer = anyOffer("operations").map((offer) => offer as AuthoredOffer);

/** Another version of an authored one: some authorizations are left out, and one is added. */
function edited(offer: AuthoredOffer, kept: readonly boolean[], role: string): AuthoredVersion {
  const { authorizations, ...parts } = offer.plans.plan.versions["1.0.0"] ?? { authorizations: [] };
  const [principal] = Object.values(offer.managingTenant.principals);
  const left = authorizations.filter((_, index) => kept[index % kept.length] === true);
  return { ...parts, authorizations: [...left, { principal, role }] };
}

function withVersion(offer: AuthoredOffer, number: string, version: AuthoredVersion): AuthoredOffer {
  const { plan } = offer.plans;
  return { ...offer, plans: { plan: { ...plan, versions: { ...plan.versions, [number]: version } } } };
}

function parsed(value: unknown): Offer {
  const read = parseOffer(value);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function versionIn(offer: Offer, number: string) {
  const version = own(offer.plans["plan"]?.versions ?? {}, number);
  if (version === undefined) throw new Error(`there is no version ${number}`);
  return version;
}

const published = (before: RecordedOffer | undefined, offer: Offer, version: string) =>
  withVersions(before, offer, [{ plan: "plan", version }], catalogue);

/** What a customer has of the offer in a version. */
function accessAt(offer: Offer, version: string): string[] {
  const customer = aCustomer({
    delegations: [{ offer: offer.id, plan: "plan", version, scopes: [{ subscription: "production" }] }],
  });
  return accessOf(registerCustomer(customer, new Map([[offer.id, offer]]), catalogue)).map(grantIdentity);
}

const EDIT_ROLES = ["Backup Reader", "Network Contributor", "Reader"];
const mask = fc.array(fc.boolean(), { minLength: 1, maxLength: 4 });

test("law: publish, edit, new version: the old version grants what it did, and the record keeps its bytes", () => {
  let changed = 0;
  fc.assert(
    fc.property(
      authoredOffer,
      mask,
      fc.constantFrom(...EDIT_ROLES),
      fc.boolean(),
      (authored, kept, role, isYaml) => {
        const before = parsed(authored);
        const record = published(undefined, before, "1.0.0");
        if (record === undefined) throw new Error("a version of a valid offer can be recorded");
        const edit = withVersion(authored, "1.0.0", edited(authored, kept, role));
        const now = parsed(edit);
        const text = isYaml ? yamlText(edit) : JSON.stringify(edit, undefined, 2);
        const restored = restoredVersion({
          offer: now,
          now: versionIn(now, "1.0.0"),
          lines: record["plan"]?.versions["1.0.0"] ?? [],
          catalogue,
        });
        if (!restored.ok) throw new Error(restored.error.kind);
        const written = withVersionTexts(text, `offers/operations.${isYaml ? "yaml" : "json"}`, [
          { plan: "plan", restored: new Map([["1.0.0", restored.value]]), base: "1.0.0", next: "1.1.0" },
        ]);
        const read = parseYaml(written ?? "");
        if (!read.ok) throw new Error(`cannot be read:\n${written}`);
        const after = parsed(read.value);
        // what customers have
        expect(accessAt(after, "1.0.0")).toEqual(accessAt(before, "1.0.0"));
        // the next version has the edit, and nothing else of the offer changed
        expect(accessAt(after, "1.1.0")).toEqual(accessAt(now, "1.0.0"));
        const { plans: _, ...rest } = now;
        expect({ ...after, plans: undefined }).toEqual({ ...rest, plans: undefined });
        // the record of the old version is the same text, with the new one behind it
        const next = published(record, after, "1.1.0") ?? {};
        expect(formatRecord("operations", next).startsWith(formatRecord("operations", record))).toBe(true);
        expect(recordedLines(versionIn(after, "1.0.0"), catalogue)).toEqual(
          record["plan"]?.versions["1.0.0"],
        );
        if (JSON.stringify(accessAt(now, "1.0.0")) !== JSON.stringify(accessAt(before, "1.0.0"))) changed++;
      },
    ),
  );
  // the edits are edits
  expect(changed).toBeGreaterThan(10);
});

test("law: revoke commutes with upgrade, and neither gives back what the other took", () => {
  fc.assert(
    fc.property(
      authoredOffer,
      mask,
      fc.constantFrom(...EDIT_ROLES),
      fc.nat(),
      (authored, kept, role, which) => {
        const offer = parsed(withVersion(authored, "1.1.0", edited(authored, kept, role)));
        const principals = Object.values(offer.managingTenant.principals);
        const { objectId } = principals[which % principals.length] ?? { objectId: "" };
        const mark = [{ objectId, since: "2026-11-30", reason: "left the company" }];
        const at = (version: string, revoked?: typeof mark) => {
          const delegation = {
            offer: offer.id,
            plan: "plan",
            version,
            scopes: [{ subscription: "production" }],
          };
          const customer = aCustomer({
            delegations: [delegation],
            ...(revoked === undefined ? {} : { revoked }),
          });
          return (known: Offer) =>
            accessOf(registerCustomer(customer, new Map([[known.id, known]]), catalogue)).map(grantIdentity);
        };
        const everywhere = offerWithout(offer, new Set([objectId]));
        // the mark of the customer, the mark of the tenant, and both: in either version the same is left
        for (const version of ["1.0.0", "1.1.0"]) {
          const left = at(version)(everywhere);
          expect(at(version, mark)(offer)).toEqual(left);
          expect(at(version, mark)(everywhere)).toEqual(left);
          expect(left.join()).not.toContain(objectId);
        }
      },
    ),
  );
});
