import type { JustInTimeAccessPolicy } from "../delegation/just-in-time-access-policy.ts";
import type { Authorization, EligibleAuthorization, Offer, Plan, PlanVersion } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import { withoutRevoked } from "../delegation/revocation.ts";
import { documentProblem, type Problem, type Read } from "../documents/problem.ts";
import { listed } from "../values/listed.ts";
import { nearest } from "../values/nearest.ts";
import { own } from "../values/own.ts";
import type { Path } from "../values/path.ts";
import { failed, success } from "../values/result.ts";
import { offerSchema, type WrittenOffer, type WrittenSet } from "./offer-schema.ts";
import { readDefinition } from "./read-definition.ts";

/**
 * Reads an offer from what a definition file holds; collects every problem. Lays out included sets, and replaces names of
 * principals, policies and sets by what they name. Leaves out what revoked principals hold and approve: no reader of an
 * offer can forget to.
 */
export function parseOffer(input: unknown): Read<Offer> {
  const read = readDefinition(offerSchema, input);
  if (!read.ok) return read;
  const names = new NameResolver(read.value);
  const plans = Object.entries(read.value.plans).map(([planId, { visibility, versions }]): [string, Plan] => [
    planId,
    {
      visibility,
      versions: Object.fromEntries(
        Object.entries(versions).map(([number, each]) => [
          number,
          names.layOut(each, ["plans", planId, "versions", number]),
        ]),
      ),
    },
  ]);
  if (names.problems.length > 0) return failed(names.problems);
  const { $schema: _, authorizationSets: _sets, justInTimeAccessPolicies: _policies, ...offer } = read.value;
  return success(withoutRevoked({ ...offer, plans: Object.fromEntries(plans) }));
}

type WrittenVersion = WrittenOffer["plans"][string]["versions"][string];
type WrittenPrincipal = WrittenSet["authorizations"][number]["principal"];
type WrittenPolicy = WrittenSet["eligibleAuthorizations"][number]["justInTimeAccessPolicy"];

/** Most names that a problem repeats. */
const MOST_NAMES = 5;

/** Replaces names of one offer by what they name, and collects those that name nothing. */
class NameResolver {
  readonly problems: Problem[] = [];
  readonly #offer: WrittenOffer;

  constructor(offer: WrittenOffer) {
    this.#offer = offer;
  }

  /** A plan version with its included sets. Each authorization has the path where it is written. */
  layOut(version: WrittenVersion, path: Path): PlanVersion {
    const included = version.includes.flatMap((each, index) => this.#set(each, [...path, "includes", index]));
    const sets = [{ set: version, at: path }, ...included];
    return {
      authorizations: sets.flatMap(({ set, at }) => this.#standing(set, at)),
      eligibleAuthorizations: sets.flatMap(({ set, at }) => this.#eligible(set, at)),
    };
  }

  #set(written: string | WrittenSet, path: Path): { set: WrittenSet; at: Path }[] {
    if (typeof written !== "string") return [{ set: written, at: path }];
    const set = this.#find(this.#offer.authorizationSets, "authorizationSets", written, path);
    return set === undefined ? [] : [{ set, at: ["authorizationSets", written] }];
  }

  #standing({ authorizations }: WrittenSet, at: Path): Authorization[] {
    return authorizations.flatMap(({ principal: written, ...rest }, index) => {
      const path = [...at, "authorizations", index];
      const principal = this.#principal(written, [...path, "principal"]);
      return principal === undefined ? [] : [{ ...rest, principal, path }];
    });
  }

  #eligible({ eligibleAuthorizations }: WrittenSet, at: Path): EligibleAuthorization[] {
    return eligibleAuthorizations.flatMap((each, index) => {
      const path = [...at, "eligibleAuthorizations", index];
      const principal = this.#principal(each.principal, [...path, "principal"]);
      const policy = this.#policy(each.justInTimeAccessPolicy, [...path, "justInTimeAccessPolicy"]);
      if (principal === undefined || policy === undefined) return [];
      return [{ ...each, principal, justInTimeAccessPolicy: policy, path }];
    });
  }

  #policy(written: WrittenPolicy, path: Path): JustInTimeAccessPolicy | undefined {
    const isName = typeof written === "string";
    const policy = isName
      ? this.#find(this.#offer.justInTimeAccessPolicies, "justInTimeAccessPolicies", written, path)
      : written;
    if (policy === undefined) return undefined;
    const at = isName ? ["justInTimeAccessPolicies", written] : path;
    const approvers = policy.approvers.flatMap(
      (each, index) => this.#principal(each, [...at, "approvers", index]) ?? [],
    );
    return { ...policy, approvers };
  }

  #principal(written: WrittenPrincipal, path: Path): Principal | undefined {
    if (typeof written !== "string") return written;
    const { principals } = this.#offer.managingTenant;
    return this.#find(principals, "managingTenant.principals", written, path);
  }

  #find<T>(known: Readonly<Record<string, T>>, place: string, name: string, path: Path): T | undefined {
    const found = own(known, name);
    if (found !== undefined) return found;
    const names = Object.keys(known);
    const allowed = names.length === 0 ? `a name that ${place} defines` : listed(names, MOST_NAMES);
    const near = nearest(name, names);
    const fix = near === undefined ? `add ${name} to ${place}` : `did you mean ${JSON.stringify(near)}?`;
    const problem = documentProblem("value-not-allowed", path, `is not a name from ${place}`, name, allowed);
    // a set that several versions include has each problem once
    const isKnown = this.problems.some((each) => JSON.stringify(each.path) === JSON.stringify(path));
    if (!isKnown) this.problems.push({ ...problem, fix });
    return undefined;
  }
}
