import { type AccessGrant, accessOf } from "../access/access-grant.ts";
import type { CustomerAccess } from "../access/access-side.ts";
import type { RegisteredCustomer } from "../delegation/register.ts";
import type { RegisteredSubscription } from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import { groupBy } from "../values/group-by.ts";
import type { SubscriptionAnswers } from "./answers.ts";
import { found, type PreflightFinding } from "./reasons.ts";

/** Judges the existing delegations of a subscription: what blocks the deployment, and what overlaps. */
export function judgeDelegations(
  { id, delegations }: SubscriptionAnswers,
  { subscriptions }: RegisteredCustomer,
): PreflightFinding[] {
  const notRead = delegations.notRead.map(({ part, scope = `/subscriptions/${id}`, code }) =>
    found("delegations-not-read", { subscriptionId: id, part, scope, problem: code }),
  );
  if (delegations.found === undefined) return notRead;
  const standing = delegations.found.subscriptions.find(({ customer }) => customer === id);
  const planned = subscriptions.find((each) => each.id === id);
  if (planned === undefined || standing === undefined)
    return notRead.length > 0
      ? notRead
      : [found("nothing-in-the-way", { subscriptionId: id, definitions: 0 })];
  const findings = [...inTheWay(planned, standing), ...overlaps(planned, standing)];
  const definitions = standing.definitions.length;
  return findings.length + notRead.length > 0
    ? [...notRead, ...findings]
    : [found("nothing-in-the-way", { subscriptionId: id, definitions })];
}

function inTheWay(planned: RegisteredSubscription, standing: CustomerAccess): PreflightFinding[] {
  const subscriptionId = planned.id;
  return planned.registrations.flatMap(({ definition, assignments }) => {
    const own = standing.definitions.find((each) => each.registrationDefinitionId === definition.id);
    const scopes = new Set(assignments.map(({ scope }) => asciiLowerCase(scopeId(scope))));
    const namesakes = standing.assignments.filter(
      ({ scope, registrationDefinitionId }) =>
        registrationDefinitionId !== definition.id && scopes.has(asciiLowerCase(scope)),
    );
    return [
      ...(own === undefined || definition.existing
        ? []
        : [
            found("definition-exists", {
              subscriptionId,
              offer: definition.offerId,
              registrationDefinitionId: own.registrationDefinitionId,
            }),
          ]),
      ...namesakes.flatMap(({ scope, registrationDefinitionId }) => {
        const other = standing.definitions.find(
          (each) => each.registrationDefinitionId === registrationDefinitionId,
        );
        if (other?.name !== definition.name) return [];
        const { name, managingTenantId } = other;
        return [
          found("offer-name-taken", {
            subscriptionId,
            scope,
            name,
            managingTenantId,
            registrationDefinitionId,
          }),
        ];
      }),
    ];
  });
}

/**
 * Grants of one principal and role at one scope by two definitions. Azure revokes both when one definition is removed.
 */
function overlaps(planned: RegisteredSubscription, standing: CustomerAccess): PreflightFinding[] {
  const wanted = new Map(accessOf([planned]).map((each) => [grantKey(each), each]));
  const twice = standing.grants.filter((each) => {
    const same = wanted.get(grantKey(each));
    return same !== undefined && same.registrationDefinitionId !== each.registrationDefinitionId;
  });
  return [...groupBy(twice, (each) => each.registrationDefinitionId)].map(
    ([registrationDefinitionId, grants]) =>
      found("grants-overlap", {
        subscriptionId: planned.id,
        registrationDefinitionId,
        grants: grants.map(({ scope, principalId, roleDefinitionId }) => {
          return { scope, principalId, roleDefinitionId };
        }),
      }),
  );
}

function grantKey({ scope, principalId, roleDefinitionId }: AccessGrant): string {
  return `${asciiLowerCase(scope)} ${principalId} ${roleDefinitionId}`;
}
