import type { AdoptedOffer, WrittenPolicy, WrittenSet } from "./adoption.ts";

/**
 * An offer with everything in place of its name, as a TypeScript module gives it. Findings of both forms differ in their
 * paths.
 */
export function inlinedOffer(offer: AdoptedOffer): object {
  const { justInTimeAccessPolicies: policies = {}, authorizationSets: sets = {}, ...rest } = offer;
  const principal = (name: string) => rest.managingTenant.principals[name];
  const policy = ({ approvers, ...each }: WrittenPolicy) => ({
    ...each,
    ...(approvers === undefined ? {} : { approvers: approvers.map(principal) }),
  });
  const set = ({ authorizations, eligibleAuthorizations }: WrittenSet) => ({
    ...(authorizations && {
      authorizations: authorizations.map((each) => ({ ...each, principal: principal(each.principal) })),
    }),
    ...(eligibleAuthorizations && {
      eligibleAuthorizations: eligibleAuthorizations.map(({ justInTimeAccessPolicy: written, ...each }) => ({
        ...each,
        principal: principal(each.principal),
        justInTimeAccessPolicy: policy(typeof written === "string" ? (policies[written] ?? {}) : written),
      })),
    }),
  });
  const plans = Object.entries(rest.plans).map(([id, { visibility, versions }]) => [
    id,
    {
      visibility,
      versions: Object.fromEntries(
        Object.entries(versions).map(([version, { includes, ...own }]) => [
          version,
          { ...(includes && { includes: includes.map((name) => set(sets[name] ?? {})) }), ...set(own) },
        ]),
      ),
    },
  ]);
  return { ...rest, plans: Object.fromEntries(plans) };
}
