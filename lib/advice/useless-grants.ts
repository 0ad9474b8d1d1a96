import type { Authorization, EligibleAuthorization } from "../delegation/offer.ts";
import { includes, unionOf } from "../permissions/permissions.ts";
import type { BuiltInRole, RoleCatalogue } from "../roles/role-catalogue.ts";
import { canReadEverything } from "../roles/verdict.ts";
import type { Advice } from "./advice.ts";
import {
  type AdvisedGrant,
  type AdvisedVersion,
  adviceOn,
  isSamePrincipal,
  replaceable,
} from "./advised-version.ts";

type Grant = AdvisedGrant<Authorization | EligibleAuthorization>;

/**
 * Grants of a version that the same principal's other standing grants include. Of grants that include each other, the
 * last stays. The Delete Role and User Access Administrator are left alone; so is standing Reader access of those who can
 * have the rest on request, because it is what stays then.
 */
export function* grantWithoutEffect(advised: AdvisedVersion, catalogue: RoleCatalogue): Generator<Advice> {
  const standing: readonly Grant[] = replaceable(advised.version.authorizations, catalogue);
  const dropped = new Set<Grant>();
  for (const grant of standing) {
    if (canReadEverything(grant.role) && mayBeEligible(grant.authorization, advised)) continue;
    const coveredBy = covering(
      grant,
      standing.filter((each) => each !== grant && !dropped.has(each)),
    );
    if (coveredBy === undefined) continue;
    dropped.add(grant);
    yield useless(advised, grant, "standing", coveredBy);
  }
  for (const grant of replaceable(advised.version.eligibleAuthorizations, catalogue)) {
    const coveredBy = covering(
      grant,
      standing.filter((each) => !dropped.has(each)),
    );
    if (coveredBy !== undefined) yield useless(advised, grant, "eligible", coveredBy);
  }
}

function mayBeEligible(
  { principal: { type } }: Grant["authorization"],
  { offer: { managingTenant } }: AdvisedVersion,
): boolean {
  return type !== "ServicePrincipal" && managingTenant.cloud === "public";
}

/** The fewest roles, found one by one, that include a grant; undefined where they do not. */
function covering(grant: Grant, others: readonly Grant[]): readonly BuiltInRole[] | undefined {
  const own = others.filter((each) => isSamePrincipal(each.authorization, grant.authorization));
  const includesGrant = (grants: readonly Grant[]) =>
    includes(unionOf(grants.map(({ permissions }) => permissions)), grant.permissions);
  if (own.length === 0 || !includesGrant(own)) return undefined;
  const needed = own.reduce((kept, each) => {
    const without = kept.filter((other) => other !== each);
    return without.length > 0 && includesGrant(without) ? without : kept;
  }, own);
  return needed.map(({ role }) => role);
}

function useless(
  advised: AdvisedVersion,
  { authorization, role }: Grant,
  access: "standing" | "eligible",
  coveredBy: readonly BuiltInRole[],
): Advice {
  return adviceOn(
    advised,
    { kind: "grant-without-effect", access, coveredBy: coveredBy.map(({ id, name }) => ({ id, name })) },
    {
      authorization,
      role,
      mend: { kind: "edits", edits: [{ kind: "remove-authorization", at: authorization.path }] },
    },
  );
}
