import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { RegisteredSubscription } from "../../lib/delegation/registration.ts";
import { foundInTemplate } from "../../lib/formats/arm/found-in-template.ts";
import { genericTemplate } from "../../lib/formats/arm/generic-template.ts";
import { subscriptionTemplate } from "../../lib/formats/arm/template.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { aCustomer } from "../support/builders.ts";
import { registered } from "../support/stacks.ts";

/*
 * Templates of `keeper export` give, read back, the definitions that they were written from.
 */

function offerOf(written: unknown) {
  const read = parseOffer(written);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** Texts and ids of every definition, with its scopes, as the registrations have them. */
function expected({ registrations }: RegisteredSubscription) {
  return registrations.map(({ definition, assignments }) => ({
    id: definition.id,
    name: definition.name,
    description: definition.description,
    managingTenant: definition.managingTenant.id,
    product: definition.marketplacePlan?.product,
    authorizations: definition.authorizations.map(({ principal, role, delegatedRoles }) => [
      principal.id,
      principal.displayName,
      role.id,
      delegatedRoles.map(({ id }) => id),
    ]),
    eligible: definition.eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy: policy }) => [
      principal.id,
      role.id,
      policy.multiFactorAuthProvider,
      policy.maximumActivationDuration,
      policy.approvers.map(({ id }) => id),
    ]),
    at: assignments.map(({ id, scope }) => `${id} ${scope.resourceGroup ?? ""}`).sort(),
  }));
}

function readBack(template: object, subscriptionId: string) {
  const read = foundInTemplate(JSON.parse(JSON.stringify(template)), {
    subscriptionId,
    facts: { tenantId: undefined },
    passed: new Map(),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  expect(read.value.leftOut).toEqual([]);
  return read.value.delegations.map(({ definition, assignments }) => ({
    id: definition.registrationDefinitionId,
    name: definition.name,
    description: definition.description,
    managingTenant: definition.managingTenantId,
    product: definition.marketplacePlan?.product,
    authorizations: definition.authorizations.map((each) => [
      each.principalId,
      each.principalDisplayName,
      each.roleDefinitionId,
      each.delegatedRoleDefinitionIds,
    ]),
    eligible: definition.eligibleAuthorizations.map(
      ({ principalId, roleDefinitionId, justInTimeAccessPolicy: policy }) => [
        principalId,
        roleDefinitionId,
        policy.multiFactorAuthProvider,
        policy.maximumActivationDuration,
        policy.approvers.map((each) => each.principalId),
      ],
    ),
    at: assignments
      .map(
        ({ registrationAssignmentId, scope }) => `${registrationAssignmentId} ${scope.resourceGroup ?? ""}`,
      )
      .sort(),
  }));
}

const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

test("an exported template gives the same definitions", () => {
  fc.assert(
    fc.property(anyOffer("one"), anyOffer("two"), anyCustomer(["one", "two"]), (one, two, customer) => {
      const read = parseCustomer(customer);
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      for (const subscription of registered(read.value, [one, two].map(offerOf))) {
        const back = readBack(subscriptionTemplate(subscription), subscription.id);
        expect(back.sort(byId)).toEqual(expected(subscription).sort(byId));
      }
    }),
    { numRuns: 40 },
  );
});

test("an exported template of an offer gives the same definition at every subscription", () => {
  fc.assert(
    fc.property(anyOffer("one"), fc.uuid(), (written, id) => {
      const delegations = [
        { offer: "one", plan: "plan", version: "1.0.0", scopes: [{ subscription: "production" }] },
      ];
      const customer = aCustomer({ subscriptions: { production: id }, delegations });
      const [subscription] = registered(customer, [offerOf(written)]);
      const definition = subscription?.registrations[0]?.definition;
      if (subscription === undefined || definition === undefined)
        throw new Error("the customer takes the offer");
      expect(readBack(genericTemplate(definition), id)).toEqual(expected(subscription));
    }),
    { numRuns: 40 },
  );
});
