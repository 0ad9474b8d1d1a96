import { DEFAULT_ACTIVATION_DURATION } from "../delegation/azure-limits.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import type {
  AdoptedOffer,
  WrittenAuthorization,
  WrittenEligibleAuthorization,
  WrittenPolicy,
  WrittenSet,
  WrittenVersion,
} from "./adoption.ts";
import { type Entry, namedText } from "./content.ts";
import type { Placed } from "./drafts.ts";
import { UsedNames } from "./ids.ts";
import type { PrincipalNames } from "./principal-names.ts";
import type { WrittenRoles } from "./written-roles.ts";

/** A plan version that delegations take. */
export interface DraftVersion {
  readonly plan: string;
  readonly version: string;
  readonly placed: readonly Placed[];
}

/** What offers are written with. */
export interface OfferContext {
  readonly principals: PrincipalNames;
  readonly roles: WrittenRoles;
  readonly tenant: Pick<AdoptedOffer["managingTenant"], "tenantId" | "name" | "cloud">;
}

/** Name of the set of authorizations that all versions of an offer have. */
const SHARED = "shared";

/** Fewest authorizations that are worth a set of their own. */
const FEWEST_SHARED = 2;

type WrittenParts = Pick<AdoptedOffer, "plans" | "authorizationSets" | "justInTimeAccessPolicies">;

/**
 * Writes plans, with shared parts by name. These are the authorizations of all versions, and policies used several
 * times.
 */
export function writtenPlans(versions: readonly DraftVersion[], context: OfferContext): WrittenParts {
  const shared = sharedTexts(versions, context);
  const writer = new SetWriter(versions, context);
  const all = versions.flatMap(({ placed }) => placed);
  const sets =
    shared.size === 0
      ? {}
      : {
          [SHARED]: writer.set(
            entriesOf(versions[0], (each) => shared.has(namedText(each))),
            subscriptionsOf(all),
          ),
        };
  // a map: ids of the marketplace can be any text, also that of an inherited property
  const plans = new Map<string, [string, WrittenVersion][]>();
  for (const { plan, version, placed } of versions) {
    const own = entriesOf({ placed }, (each) => !shared.has(namedText(each)));
    const written = {
      ...(shared.size === 0 ? {} : { includes: [SHARED] }),
      ...writer.set(own, subscriptionsOf(placed)),
    };
    plans.set(plan, [...(plans.get(plan) ?? []), [version, written]]);
  }
  return {
    ...(Object.keys(writer.policies).length === 0 ? {} : { justInTimeAccessPolicies: writer.policies }),
    ...(shared.size === 0 ? {} : { authorizationSets: sets }),
    plans: Object.fromEntries(
      [...plans].map(([plan, own]) => [
        plan,
        { visibility: "public" as const, versions: Object.fromEntries(own) },
      ]),
    ),
  };
}

function entriesOf(
  version: Pick<DraftVersion, "placed"> | undefined,
  matches: (entry: Entry) => boolean,
): Entry[] {
  return (version?.placed[0]?.content.entries ?? []).filter(matches);
}

function subscriptionsOf(placed: DraftVersion["placed"]): Guid[] {
  return placed.map(({ delegation }) => delegation.definition.subscriptionId);
}

/** Authorizations that every version has, where there are several versions. A kept role names its subscriptions. */
function sharedTexts(versions: readonly DraftVersion[], { roles }: OfferContext): ReadonlySet<string> {
  if (versions.length < 2) return new Set();
  const [first, ...others] = versions.map(
    (each) => new Set(entriesOf(each, ({ roleId }) => !roles.isRefused(roleId)).map(namedText)),
  );
  const shared = [...(first ?? [])].filter((text) => others.every((each) => each.has(text)));
  return new Set(shared.length < FEWEST_SHARED ? [] : shared);
}

type EligibleEntry = Entry & { readonly access: Extract<Entry["access"], { kind: "eligible" }> };

/** Writes sets of authorizations; policies that several authorizations use get a name. */
class SetWriter {
  readonly policies: Record<string, WrittenPolicy> = {};
  readonly #names = new Map<string, string>();
  readonly #context: OfferContext;

  constructor(versions: readonly DraftVersion[], context: OfferContext) {
    this.#context = context;
    const used = versions.flatMap((each) => entriesOf(each, isEligible) as EligibleEntry[]).map(policyText);
    const several = [...new Set(used)].filter((text) => used.indexOf(text) !== used.lastIndexOf(text));
    const free = new UsedNames([], "-");
    for (const text of several.sort(compareText)) {
      const policy = this.#policy(JSON.parse(text));
      const name = free.take(policyName(policy));
      this.#names.set(text, name);
      this.policies[name] = policy;
    }
  }

  set(entries: readonly Entry[], subscriptions: readonly Guid[]): WrittenSet {
    const standing = entries.filter(({ access }) => access.kind === "standing");
    const eligible = entries.filter(isEligible);
    return {
      ...(standing.length === 0
        ? {}
        : { authorizations: standing.map((each) => this.#standing(each, subscriptions)) }),
      ...(eligible.length === 0
        ? {}
        : { eligibleAuthorizations: eligible.map((each) => this.#eligible(each, subscriptions)) }),
    };
  }

  #standing(entry: Entry, subscriptions: readonly Guid[]): WrittenAuthorization {
    const { roles } = this.#context;
    const ids = entry.access.kind === "standing" ? entry.access.delegatedRoleDefinitionIds : [];
    return {
      ...this.#held(entry, subscriptions),
      ...(ids.length === 0 ? {} : { delegatedRoleDefinitions: ids.map((id) => roles.name(id)) }),
    };
  }

  #eligible(entry: EligibleEntry, subscriptions: readonly Guid[]): WrittenEligibleAuthorization {
    return {
      ...this.#held(entry, subscriptions),
      justInTimeAccessPolicy: this.#names.get(policyText(entry)) ?? this.#policy(entry.access),
    };
  }

  #held({ principalId, displayName, roleId }: Entry, subscriptions: readonly Guid[]) {
    const { principal, ...shown } = this.#context.principals.of(principalId, displayName);
    return { principal, role: this.#context.roles.role(roleId, subscriptions), ...shown };
  }

  #policy(access: EligibleEntry["access"]): WrittenPolicy {
    const { multiFactorAuthProvider, maximumActivationDuration, approvers } = access;
    return {
      ...(multiFactorAuthProvider === "None" ? { multiFactorAuthProvider } : {}),
      ...(maximumActivationDuration === DEFAULT_ACTIVATION_DURATION ? {} : { maximumActivationDuration }),
      ...(approvers.length === 0
        ? {}
        : {
            approvers: approvers.map((each) =>
              this.#context.principals.approver(each.principalId, each.displayName),
            ),
          }),
    };
  }
}

function isEligible(entry: Entry): entry is EligibleEntry {
  return entry.access.kind === "eligible";
}

function policyText({ access }: EligibleEntry): string {
  return JSON.stringify(access);
}

/** `approved-4h`, `self-activated-1h30m`; without multifactor authentication and approvers `unguarded-8h`. */
function policyName({
  multiFactorAuthProvider,
  maximumActivationDuration,
  approvers,
}: WrittenPolicy): string {
  const guard =
    approvers !== undefined
      ? "approved"
      : multiFactorAuthProvider === "None"
        ? "unguarded"
        : "self-activated";
  const duration = (maximumActivationDuration ?? DEFAULT_ACTIVATION_DURATION).slice(2).toLowerCase();
  return `${guard}-${duration.replace(/[^a-z0-9]/g, "")}`;
}
