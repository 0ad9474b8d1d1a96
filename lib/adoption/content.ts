import { type AccessGrant, mediationIdentity } from "../access/access-grant.ts";
import type { DecodedDefinition } from "../access/assemble.ts";
import { eligibleAccess, standingAccess } from "../access/normalized-access.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";

/** One authorization of a definition in its normal form. */
export interface Entry {
  readonly principalId: Guid;
  /** Empty where the customer sees none. */
  readonly displayName: string;
  readonly roleId: Guid;
  readonly access: AccessGrant["access"];
}

/** Authorizations of a definition, sorted and without duplicates. */
export interface Content {
  readonly entries: readonly Entry[];
  /** Principal, role and terms of each authorization, without display names. */
  readonly keys: ReadonlySet<string>;
  /** Equal where principals, roles and terms are equal, whatever the customer reads. */
  readonly identity: string;
  /** Equal where every display name is equal too. */
  readonly named: string;
}

/** The authorizations of a definition in their normal form. */
export function contentOf({ authorizations, eligibleAuthorizations }: DecodedDefinition): Content {
  const standing = authorizations.map((each) => entry(each, standingAccess(each.delegatedRoleDefinitionIds)));
  const eligible = eligibleAuthorizations.map((each) =>
    entry(each, eligibleAccess(each.justInTimeAccessPolicy)),
  );
  return contentFrom([...standing, ...eligible]);
}

/** Content of these authorizations. */
export function contentFrom(all: readonly Entry[]): Content {
  const distinct = new Map(all.map((each) => [namedText(each), each]));
  const entries = [...distinct].sort(([a], [b]) => compareText(a, b)).map(([, each]) => each);
  const keys = new Set(entries.map(entryIdentity));
  return {
    entries,
    keys,
    identity: JSON.stringify([...keys].sort(compareText)),
    named: JSON.stringify(entries.map(namedText)),
  };
}

/** Whether two contents share at least four fifths of the larger one. */
export function isNearlyEqual({ keys: one }: Content, { keys: other }: Content): boolean {
  let shared = 0;
  for (const each of one) if (other.has(each)) shared++;
  return shared * 5 >= Math.max(one.size, other.size) * 4;
}

function entry(
  each: {
    readonly principalId: Guid;
    readonly principalDisplayName: string;
    readonly roleDefinitionId: Guid;
  },
  access: Entry["access"],
): Entry {
  return {
    principalId: each.principalId.toLowerCase(),
    displayName: each.principalDisplayName,
    roleId: each.roleDefinitionId.toLowerCase(),
    access,
  };
}

/** Principal, role and terms of an authorization, without display names. */
function entryIdentity({ principalId, roleId, access }: Entry): string {
  return JSON.stringify([principalId, roleId, mediationIdentity(access)]);
}

/** Everything of an authorization, as text. Equal texts mean equal authorizations. */
export function namedText({ principalId, displayName, roleId, access }: Entry): string {
  return JSON.stringify([principalId, roleId, access, displayName]);
}
