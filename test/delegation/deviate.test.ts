import fc from "fast-check";
import { expect, test } from "vitest";
import { accessOf } from "../../lib/access/access-grant.ts";
import { parseDeviation } from "../../lib/definitions/deviation-schema.ts";
import { deviationFileText } from "../../lib/definitions/deviation-text.ts";
import type { DelegatedForm, Deviation } from "../../lib/delegation/deviation.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { parseYaml } from "../../lib/documents/yaml.ts";
import { aCustomer, anOffer, guidOf, MANAGING_TENANT, PRINCIPALS } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aDeviation, definedForm } from "../support/deviations.ts";

const customer = aCustomer();
const offer = anOffer();
const CATALOGUE = sampleCatalogue();
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

const registered = (deviation: Deviation | undefined, by: Offer = offer) =>
  registerCustomer(
    { ...customer, deviations: deviation === undefined ? [] : [deviation] },
    new Map([[by.id, by]]),
    CATALOGUE,
  );

const principalsIn = (deviation: Deviation | undefined, by?: Offer) => [
  ...new Set(accessOf(registered(deviation, by)).map(({ principalId }) => principalId)),
];

const names = fc.string({ unit: "binary", maxLength: 40 }).filter((text) => text.isWellFormed());
const guids = fc.constantFrom(...["2", "3", "4", "5"].map(guidOf));
const principal = fc.record({ principalId: guids, displayName: names });
const authorization = fc
  .tuple(principal, guids, fc.uniqueArray(guids, { maxLength: 2 }))
  .map(([who, roleDefinitionId, delegatedRoleDefinitionIds]) => ({
    ...who,
    roleDefinitionId,
    delegatedRoleDefinitionIds,
  }));
const eligible = fc
  .tuple(
    principal,
    guids,
    fc.constantFrom("Azure" as const, "None" as const),
    fc.constantFrom("PT30M", "PT8H"),
    fc.array(principal, { maxLength: 2 }),
  )
  .map(([who, roleDefinitionId, multiFactorAuthProvider, maximumActivationDuration, approvers]) => ({
    ...who,
    roleDefinitionId,
    multiFactorAuthProvider,
    maximumActivationDuration,
    approvers,
  }));
const forms = fc.record({
  authorizations: fc.array(authorization, { maxLength: 4 }),
  eligibleAuthorizations: fc.array(eligible, { maxLength: 3 }),
  scopes: fc.constantFrom([], [`/subscriptions/${guidOf("1")}`]),
});

test("what a deviation's file says is read back as it was, whatever Azure's names hold", () => {
  fc.assert(
    fc.property(forms, forms, (defined, azure) => {
      const deviation = aDeviation(customer, offer, () => azure, { defined });
      const yaml = parseYaml(deviationFileText(deviation, () => "Reader"));
      expect(yaml.ok && parseDeviation(yaml.value)).toEqual({ ok: true, value: deviation });
    }),
  );
});

test("with a deviation, access is Azure's set on the defined scopes, and nothing where Azure has none", () => {
  fc.assert(
    fc.property(forms, (azure) => {
      const grants = accessOf(registered(aDeviation(customer, offer, () => azure)));
      const wanted = (
        azure.scopes.length === 0 ? [] : [...azure.authorizations, ...azure.eligibleAuthorizations]
      )
        .map(({ principalId, roleDefinitionId }) => `${principalId} ${roleDefinitionId}`)
        .sort();
      expect(grants.map((each) => `${each.principalId} ${each.roleDefinitionId}`).sort()).toEqual(wanted);
    }),
  );
});

test("a deviation from another definition changes nothing", () => {
  const stale = aDeviation(customer, offer, (defined) => ({ ...defined, authorizations: [] }), {
    defined: { authorizations: [], eligibleAuthorizations: [], scopes: [] },
  });
  expect(registered(stale)).toEqual(registered(undefined));
});

test("who is revoked holds and approves nothing, and access on request without its approver goes whole", () => {
  const intruder = { principalId: PRINCIPALS.engineers.objectId, displayName: "" };
  const added = (defined: DelegatedForm): DelegatedForm => ({
    ...defined,
    authorizations: [
      ...defined.authorizations,
      { ...intruder, roleDefinitionId: READER, delegatedRoleDefinitionIds: [] },
    ],
    eligibleAuthorizations: [
      {
        principalId: guidOf("5"),
        displayName: "",
        roleDefinitionId: READER,
        multiFactorAuthProvider: "Azure",
        maximumActivationDuration: "PT8H",
        approvers: [intruder],
      },
    ],
  });
  const deviation = aDeviation(customer, offer, added);
  expect(principalsIn(deviation)).toEqual(expect.arrayContaining([intruder.principalId, guidOf("5")]));
  const revoked = { since: "2026-11-30", reason: "left the company" };
  const principals = { ...PRINCIPALS, engineers: { ...PRINCIPALS.engineers, revoked } };
  const marked = anOffer({ managingTenant: { ...MANAGING_TENANT, principals } });
  const left = principalsIn(deviation, marked);
  expect(left).not.toContain(intruder.principalId);
  expect(left).not.toContain(guidOf("5"));
  expect(left).not.toEqual([]);
  // a mark of the customer takes the same away
  const here = {
    ...customer,
    deviations: [deviation],
    revoked: [{ objectId: intruder.principalId, ...revoked }],
  };
  const there = accessOf(registerCustomer(here, new Map([[offer.id, offer]]), CATALOGUE));
  expect([...new Set(there.map(({ principalId }) => principalId))]).toEqual(left);
});

test("in a deviation too, access on request goes whole where a revocation leaves the eligible user alone", () => {
  const idOf = ({ objectId }: { readonly objectId: string }) => ({ principalId: objectId, displayName: "" });
  const { person, approvers, engineers } = PRINCIPALS;
  const requested = [person, engineers].map((each) => ({
    ...idOf(each),
    roleDefinitionId: READER,
    multiFactorAuthProvider: "Azure" as const,
    maximumActivationDuration: "PT8H",
    approvers: [idOf(each), idOf(approvers)],
  }));
  const deviation = aDeviation(customer, offer, (defined) => ({
    ...defined,
    eligibleAuthorizations: requested,
  }));
  const revoked = { since: "2026-11-30", reason: "left the company" };
  const principals = { ...PRINCIPALS, approvers: { ...approvers, revoked } };
  const left = principalsIn(deviation, anOffer({ managingTenant: { ...MANAGING_TENANT, principals } }));
  expect(left).toContain(engineers.objectId);
  expect(left).not.toContain(person.objectId);
});

test("scopes that Azure lacks are left out, and the others keep their assignments", () => {
  const two = aCustomer({
    delegations: [
      {
        offer: "operations",
        plan: "standard",
        version: "1.0.0",
        scopes: [{ subscription: "production", resourceGroups: ["app", "data"] }],
      },
    ],
  });
  const [app = "", data = ""] = definedForm(two, offer).scopes;
  const deviation = aDeviation(two, offer, (defined) => ({ ...defined, scopes: [app] }));
  const scopes = (deviations: readonly Deviation[]) =>
    accessOf(registerCustomer({ ...two, deviations }, new Map([[offer.id, offer]]), CATALOGUE)).map(
      ({ scope, registrationAssignmentId }) => `${scope} ${registrationAssignmentId}`,
    );
  const before = scopes([]);
  expect(before.some((each) => each.startsWith(data))).toBe(true);
  expect(scopes([deviation])).toEqual(before.filter((each) => each.startsWith(app)));
});
