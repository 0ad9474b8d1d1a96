import fc from "fast-check";
import { expect, test } from "vitest";
import { delegationKey, type SourcedDelegation } from "../../lib/adoption/adoption.ts";
import { knownEstate } from "../../lib/adoption/known-estate.ts";
import { checkedAdoption } from "../../lib/workflows/adoption-check.ts";
import { aContext } from "../support/builders.ts";
import { guidOf, ROLES } from "./arm-fleet.ts";

/*
 * The law of adoption: every delegation is adopted as it is, or named with a reason. Nothing changes, nothing is lost.
 */

const role = fc.constantFrom(...Object.values(ROLES));
const displayName = fc.constantFrom("", "Desk", "Engineers", "Ünïcode “x”", "${a} %{b}", "two\nlines");

const authorization = fc.record({
  principalId: fc.integer({ min: 1, max: 4 }).map((each) => guidOf("1", each)),
  principalDisplayName: displayName,
  roleDefinitionId: role,
  delegatedRoleDefinitionIds: fc.constant([]),
});

const eligible = fc.record({
  principalId: fc.integer({ min: 1, max: 4 }).map((each) => guidOf("1", each)),
  principalDisplayName: displayName,
  roleDefinitionId: role,
  justInTimeAccessPolicy: fc.record({
    multiFactorAuthProvider: fc.constantFrom("Azure", "None", undefined),
    maximumActivationDuration: fc.constantFrom("PT8H", "PT1H30M", "PT90M", undefined),
    approvers: fc.array(
      fc.record({
        principalId: fc.integer({ min: 3, max: 5 }).map((each) => guidOf("1", each)),
        displayName,
      }),
      { maxLength: 2 },
    ),
  }),
});

const delegation = fc
  .record({
    subscription: fc.integer({ min: 1, max: 4 }),
    definition: fc.integer({ min: 1, max: 60 }),
    name: fc.constantFrom("Bellows Operations", "Bellows Watch", "<markup>", "運用", "yes"),
    description: fc.constantFrom(
      "",
      "Runs it.",
      "Runs it.\n[keeper bellows/main@1.0.0]",
      "[keeper a1/b@1.0.0]",
    ),
    authorizations: fc.array(authorization, { minLength: 1, maxLength: 4 }),
    eligibleAuthorizations: fc.array(eligible, { maxLength: 2 }),
    groups: fc.option(
      fc.uniqueArray(fc.constantFrom("rg-A", "rg_b", "rg.c"), { minLength: 1, maxLength: 3 }),
    ),
  })
  .map(({ subscription, definition, groups, ...content }): SourcedDelegation => {
    const subscriptionId = guidOf("b", subscription);
    const assigned = (groups ?? [undefined]).map((resourceGroup, index) => ({
      registrationAssignmentId: guidOf("e", definition * 10 + index),
      scope: { subscriptionId, ...(resourceGroup === undefined ? {} : { resourceGroup }) },
    }));
    return {
      definition: {
        registrationDefinitionId: guidOf("d", definition),
        subscriptionId,
        managingTenantId: guidOf("a", 1),
        marketplacePlan: undefined,
        ...content,
      },
      assignments: assigned,
      managingTenantName: "Bellows",
      // two subscriptions have one tenant
      customerTenantId: guidOf("c", Math.ceil(subscription / 2)),
      customerTenantName: "Munson's Pickles",
      path: [],
      at: { file: "azure/definitions.json", path: [definition] },
    };
  });

const fleet = fc.uniqueArray(delegation, { maxLength: 8, selector: delegationKey });

function adopted(found: readonly SourcedDelegation[], yaml: boolean) {
  const estate = aContext({ offers: [] });
  const known = knownEstate([], [], estate.catalogue);
  return checkedAdoption({
    found,
    selection: {
      known,
      tenants: new Set([guidOf("a", 1)]),
      subscriptions: new Map(),
      tenantsShown: new Map(),
    },
    settings: { known, cloud: "public", deployedBy: "provider", subscriptions: new Map() },
    estate,
    yaml,
  });
}

test("every delegation is adopted as it is, or named; the order of the source decides nothing", () => {
  fc.assert(
    fc.property(fleet, fc.boolean(), (found, yaml) => {
      const { offers, customers, selected, findings } = adopted(found, yaml);
      const [taken, named] = [selected.delegations.length, selected.notAdopted.length];
      expect(taken + named).toBe(found.length);
      const codes = selected.notAdopted.map(({ code }) => code);
      expect(codes).not.toContain("access-would-change");
      const scopes = customers.flatMap(({ delegations }) => delegations.flatMap((each) => each.scopes));
      expect(scopes.map((each) => each.registrationDefinitionId).sort()).toEqual(
        selected.delegations.map(({ definition }) => definition.registrationDefinitionId).sort(),
      );
      const open = findings.filter((each) => each.accepted === undefined);
      expect([...new Set(open.map(({ code }) => code))].filter((code) => code !== "LH078")).toEqual([]);
      const reversed = adopted([...found].reverse(), yaml);
      expect(reversed.offers).toEqual(offers);
      expect(reversed.customers).toEqual(customers);
    }),
    { numRuns: 100 },
  );
}, 120_000);
