import { expect, test } from "vitest";
import { checkRules } from "../../lib/rules/check.ts";
import { deployedSubscriptionUnlisted } from "../../lib/rules/deployed-subscription-unlisted.ts";
import type { Estate } from "../../lib/rules/estate.ts";
import { lockOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const deployed = new Map([["fabrikam", [guidOf("1")]]]);
const emptied = aCustomer({ delegations: [] });

function findings(lock: Estate["lock"], customers: Estate["customers"] = []) {
  const context = { ...aContext({ deployed, lock }), customers };
  return checkRules(context, [deployedSubscriptionUnlisted]).findings;
}

test("deployed-subscription-unlisted finds a customer that is gone though its state holds a delegation", () => {
  expect(findings(lockOf(emptied))).toMatchObject([
    {
      code: "LH070",
      problem: expect.stringContaining(`local state of fabrikam still holds`),
      at: { path: [] },
    },
  ]);
});

test("deployed-subscription-unlisted finds a subscription that was dropped before its delegations were removed", () => {
  const dropped = aCustomer({ subscriptions: {}, delegations: [] });
  const found = findings(lockOf(dropped), [{ value: dropped, file: "customers/fabrikam.yaml" }]);
  expect(found).toMatchObject([
    {
      at: { file: "customers/fabrikam.yaml", path: ["subscriptions"] },
      facts: { subscriptionId: guidOf("1") },
    },
  ]);
});

test("deployed-subscription-unlisted passes a listed subscription with nothing delegated", () => {
  expect(findings({}, [{ value: emptied, file: "customers/fabrikam.ts" }])).toEqual([]);
});

test("deployed-subscription-unlisted passes a customer that names the state's id as its former one", () => {
  const renamed = aCustomer({ id: "fabrikam-two", formerId: "fabrikam" });
  expect(findings({}, [{ value: renamed, file: "customers/fabrikam-two.ts" }])).toEqual([]);
});

test("deployed-subscription-unlisted leaves to the lock's rules what the lock still has", () => {
  expect(findings(lockOf(aCustomer()))).toEqual([]);
});
