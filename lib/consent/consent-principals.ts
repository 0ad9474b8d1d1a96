import type { AccessGrant } from "../access/access-grant.ts";
import type { GrantsOfWay, ReachCapabilities } from "../capabilities/reach-capabilities.ts";
import type { ResolvedVersion } from "../delegation/register.ts";
import type { NamedPrincipal, NamedRole, RegisteredAccessPolicy } from "../delegation/registration.ts";
import { canonical } from "../values/canonical-json.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { ConsentPrincipal } from "./consent-sheet.ts";

/** One authorization, standing or eligible. */
interface Held {
  readonly principal: NamedPrincipal;
  readonly role: NamedRole;
  readonly delegatedRoles: readonly NamedRole[];
  readonly policy: RegisteredAccessPolicy | undefined;
}

/** Answers what grants of each way allow. */
export type ReachOf = (ways: readonly GrantsOfWay[]) => ReachCapabilities;

/** Principals of a plan version, sorted by name. Each has what it may do, and on which terms. */
export function consentPrincipals(version: ResolvedVersion, reachOf: ReachOf): ConsentPrincipal[] {
  const byPrincipal = groupBy(heldIn(version), ({ principal }) => principal.id);
  return [...byPrincipal.values()]
    .map((held) => principalOf(held, reachOf))
    .sort(
      (a, b) =>
        compareText(a.principal.displayName, b.principal.displayName) ||
        compareText(a.principal.id, b.principal.id),
    );
}

function heldIn({ authorizations, eligibleAuthorizations }: ResolvedVersion): Held[] {
  return [
    ...authorizations.map((each) => ({ ...each, policy: undefined })),
    ...eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy }) => {
      return { principal, role, delegatedRoles: [], policy: justInTimeAccessPolicy };
    }),
  ];
}

function principalOf(held: readonly Held[], reachOf: ReachOf): ConsentPrincipal {
  // standing first: the canonical text of nothing comes before that of a policy
  const ways = [...groupBy(held, ({ policy }) => (policy === undefined ? "" : canonical(policy)))]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, each]) => each);
  const grants = ways.map((each) => ({ grants: each.map(grantOf) }));
  const reach = reachOf(grants);
  const terms = ways.map((each, index) => {
    const allows = reach.ways[index];
    if (allows === undefined) throw new Error("there is one answer for each way");
    const delegatedRoles = each.flatMap((one) => one.delegatedRoles);
    return { policy: each[0]?.policy, roles: each.map(({ role }) => role), delegatedRoles, allows };
  });
  const [first] = held;
  if (first === undefined) throw new Error("a group has a member");
  return { principal: first.principal, terms };
}

/** The grant without a place. What a role allows does not depend on where it is held. */
function grantOf({ principal, role, delegatedRoles, policy }: Held): AccessGrant {
  return {
    principalId: principal.id,
    principalDisplayName: principal.displayName,
    roleDefinitionId: role.id,
    scope: "",
    access:
      policy === undefined
        ? { kind: "standing", delegatedRoleDefinitionIds: delegatedRoles.map(({ id }) => id) }
        : {
            kind: "eligible",
            multiFactorAuthProvider: policy.multiFactorAuthProvider,
            maximumActivationDuration: policy.maximumActivationDuration,
            approvers: policy.approvers.map(({ id, displayName }) => ({ principalId: id, displayName })),
          },
    managingTenantId: "",
    registrationDefinitionId: "",
    registrationAssignmentId: "",
  };
}
