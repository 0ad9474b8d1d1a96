import type { PlanVersion } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import { resolveRole } from "../delegation/role-reference.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Guid } from "../values/guid.ts";
import { listed } from "../values/listed.ts";
import { delegatedParts } from "./delegations.ts";
import { roleName } from "./offer-parts.ts";
import { principalFacts, principalText } from "./principals.ts";
import type { CustomerRule } from "./rule.ts";

/** LH003: a kept role is delegated only on the subscriptions that it names. */
export const keptRoleElsewhere: CustomerRule = {
  code: "LH003",
  kind: "kept-role-elsewhere",
  severity: "error",
  judges: "customer",
  title: "Every kept role is delegated only on the subscriptions that its kept form names",
  what: "A scope delegates a plan version with a kept role, standing or eligible, on a subscription that `onSubscriptions` of that role does not name.",
  harm: "Azure refuses the whole registration definition on that subscription, so none of its authorizations take effect there. If the role is supported again by then, its principals get it on a subscription that was not reviewed for it.",
  fix: "Delegate a plan version without the kept role on this subscription. Add the subscription to `onSubscriptions` only where the role is delegated on it already.",
  accept:
    "Never: the kept form is only for delegations that Azure accepted before it began to refuse the role.",
  source:
    "Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (a role may become unsupported; existing delegations continue); service error InvalidRegistrationDefinitionCreateRequest; the kept form is this project's own",
  *check({ value: customer, file }, estate) {
    for (const { delegation, scope, subscriptionId, version, path } of delegatedParts(customer, estate)) {
      if (version === undefined || subscriptionId === undefined) continue;
      const { offer, plan } = delegation;
      for (const kept of rolesKeptElsewhere(version, subscriptionId, estate.catalogue)) {
        const principals = [...kept.principals.values()];
        const who = principals.map((each) => `the ${principalText(each)}`);
        const subscriptions = [...kept.subscriptions];
        yield {
          at: { file, path },
          problem: `Plan ${plan} ${delegation.version} of offer ${offer} keeps ${kept.role} for ${listed(who, 5)} only on the subscriptions that it names, and ${scope.subscription} (${subscriptionId}) is not one of them`,
          received: `${scope.subscription} (${subscriptionId})`,
          allowed: `a subscription on which the role is kept: ${listed(subscriptions, 5)}`,
          fix: "take a plan version without the kept role here; add the subscription to `onSubscriptions` only if the role is delegated on it already",
          facts: {
            offer,
            plan,
            version: delegation.version,
            role: kept.role,
            roleDefinitionId: kept.roleDefinitionId ?? null,
            principals: principals.map(principalFacts),
            subscription: scope.subscription,
            subscriptionId,
            onSubscriptions: subscriptions,
          },
        };
      }
    }
  },
};

interface KeptElsewhere {
  readonly role: string;
  readonly roleDefinitionId: Guid | undefined;
  readonly principals: Map<Guid, Principal>;
  readonly subscriptions: Set<Guid>;
}

function rolesKeptElsewhere(
  version: PlanVersion,
  subscriptionId: Guid,
  catalogue: RoleCatalogue,
): Iterable<KeptElsewhere> {
  const found = new Map<string, KeptElsewhere>();
  for (const { principal, role } of [...version.authorizations, ...version.eligibleAuthorizations]) {
    if (role.kind !== "kept" || role.subscriptions.includes(subscriptionId)) continue;
    const name = roleName(catalogue, role);
    const kept = found.get(name) ?? {
      role: name,
      roleDefinitionId: resolveRole(catalogue, role)?.id,
      principals: new Map(),
      subscriptions: new Set(),
    };
    found.set(name, kept);
    kept.principals.set(principal.objectId, principal);
    for (const each of role.subscriptions) kept.subscriptions.add(each);
  }
  return found.values();
}
