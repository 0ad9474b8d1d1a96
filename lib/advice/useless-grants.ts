import type { Authorization, EligibleAuthorization } from "../delegation/offer.ts";
import { includes, unionOf } from "../permissions/permissions.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { canReadEverything } from "../roles/verdict.ts";
import type { Advice, VersionName } from "./advice.ts";
import {
  type AdvisedGrant,
  type AdvisedVersion,
  adviceOn,
  isSamePrincipal,
  replaceable,
} from "./advised-version.ts";
import { HeldElsewhere } from "./held-elsewhere.ts";
import { namedRole } from "./named-role.ts";

type Grant = AdvisedGrant<Authorization | EligibleAuthorization>;

/** A grant, with the other version that it is of; undefined for the same one. */
interface Other {
  readonly grant: Grant;
  readonly of: AdvisedVersion | undefined;
}

/** Finds grants without effect in one version after another. */
export class GrantsWithoutEffect {
  readonly #elsewhere: HeldElsewhere;
  readonly #catalogue: RoleCatalogue;
  /** Authorizations that were advised to remove: they cover nothing any more. */
  readonly #dropped = new Set<object>();

  /** @param versions all versions that customers take */
  constructor(versions: readonly AdvisedVersion[], catalogue: RoleCatalogue) {
    this.#elsewhere = new HeldElsewhere(versions, catalogue);
    this.#catalogue = catalogue;
  }

  /**
   * Grants of a version that the same principal's other standing grants include. Those are grants of the version, and
   * of other versions that every customer with this one has on the same scopes. Of grants that include each other, the
   * last stays. The Delete Role and User Access Administrator are left alone. So is standing Reader access of those who
   * can have the rest on request, because it is what stays then.
   */
  *in(advised: AdvisedVersion): Generator<Advice> {
    const { authorizations, eligibleAuthorizations } = advised.version;
    for (const grant of replaceable(authorizations, this.#catalogue)) {
      if (canReadEverything(grant.role) && mayBeEligible(grant.authorization, advised)) continue;
      const coveredBy = this.#covering(grant, advised);
      if (coveredBy === undefined) continue;
      this.#dropped.add(grant.authorization);
      yield useless(advised, grant, "standing", coveredBy);
    }
    for (const grant of replaceable(eligibleAuthorizations, this.#catalogue)) {
      const coveredBy = this.#covering(grant, advised);
      if (coveredBy !== undefined) yield useless(advised, grant, "eligible", coveredBy);
    }
  }

  /** What includes a grant wherever it is delegated; undefined where something does not. */
  #covering(grant: Grant, advised: AdvisedVersion): Other[] | undefined {
    const { authorization } = grant;
    const own = replaceable(advised.version.authorizations, this.#catalogue)
      .filter(
        (each) => each.authorization !== authorization && isSamePrincipal(each.authorization, authorization),
      )
      .map((each): Other => ({ grant: each, of: undefined }));
    const all = new Map<string, Other>();
    for (const beside of this.#elsewhere.grantsBeside(advised, authorization)) {
      const held = [...own, ...beside.map((each): Other => ({ grant: each.grant, of: each.version }))];
      const needed = fewest(
        grant,
        held.filter((each) => !this.#dropped.has(each.grant.authorization)),
      );
      if (needed === undefined) return undefined;
      for (const each of needed) all.set(JSON.stringify([each.grant.role.id, versionName(each.of)]), each);
    }
    return [...all.values()];
  }
}

function mayBeEligible(
  { principal: { type } }: Grant["authorization"],
  { offer: { managingTenant } }: AdvisedVersion,
): boolean {
  return type !== "ServicePrincipal" && managingTenant.cloud === "public";
}

/** The fewest other grants that include a grant, found one by one. Undefined where they do not. */
function fewest({ permissions }: Grant, others: readonly Other[]): readonly Other[] | undefined {
  const includesGrant = (held: readonly Other[]) =>
    includes(unionOf(held.map(({ grant }) => grant.permissions)), permissions);
  if (others.length === 0 || !includesGrant(others)) return undefined;
  // those of other versions are tried first: what the version itself holds is the better reason
  return [...others].reverse().reduce((kept, each) => {
    const without = kept.filter((other) => other !== each);
    return without.length > 0 && includesGrant(without) ? without : kept;
  }, others);
}

function versionName(version: AdvisedVersion | undefined): VersionName | undefined {
  return version && { offer: version.offer.id, plan: version.plan, version: version.number };
}

function useless(
  advised: AdvisedVersion,
  { authorization, role }: Grant,
  access: "standing" | "eligible",
  coveredBy: readonly Other[],
): Advice {
  return adviceOn(
    advised,
    {
      kind: "grant-without-effect",
      access,
      coveredBy: coveredBy.map(({ grant: { role: by }, of }) => ({
        ...namedRole(by),
        of: versionName(of),
      })),
    },
    {
      authorization,
      role,
      mend: { kind: "edits", edits: [{ kind: "remove-authorization", at: authorization.path }] },
    },
  );
}
