import type { AccessGrant } from "../../access/access-grant.ts";
import { subscriptionOfScope } from "../../delegation/scope.ts";
import type { CustomerChange } from "../../review/access-change.ts";
import { accessCell } from "../../review/match-grants.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { shorten } from "../phrases.ts";
import { wayText } from "./describe-grant.ts";
import { principalText, subscriptionText } from "./names.ts";
import { scopeText } from "./where.ts";

/** One cell of the access matrix in words: who, which role, where, and terms before and after; empty is no access. */
export interface AccessRow {
  readonly who: string;
  readonly role: string;
  readonly where: string;
  readonly before: string;
  readonly after: string;
}

/** All access to a customer, before and after, changed or not. */
export function accessRows(
  { before, after, presence }: CustomerChange,
  directory: NameDirectory,
): AccessRow[] {
  const cells = new Map<string, { readonly before: AccessGrant[]; readonly after: AccessGrant[] }>();
  const collect = (grants: readonly AccessGrant[], side: "before" | "after") => {
    for (const grant of grants) {
      const key = accessCell(grant);
      const cell = cells.get(key) ?? { before: [], after: [] };
      cells.set(key, cell);
      cell[side].push(grant);
    }
  };
  collect(before?.grants ?? [], "before");
  // access left standing is unchanged
  collect((presence === "vanished" ? before : after)?.grants ?? [], "after");
  return [...cells.values()].flatMap((cell): AccessRow[] => {
    const [grant] = [...cell.after, ...cell.before];
    if (grant === undefined) return [];
    return [
      {
        ...place(grant, directory),
        before: ways(cell.before, directory),
        after: ways(cell.after, directory),
      },
    ];
  });
}

function place(grant: AccessGrant, directory: NameDirectory): Pick<AccessRow, "who" | "role" | "where"> {
  const { scope, roleDefinitionId } = grant;
  const name = directory.roleName(roleDefinitionId);
  const subscription = subscriptionText(subscriptionOfScope(scope), directory);
  return {
    who: principalText(grant, directory),
    role: name === undefined ? roleDefinitionId : `${shorten(name)} (${roleDefinitionId})`,
    where: `${scopeText(scope, directory)}: ${subscription}`,
  };
}

function ways(grants: readonly AccessGrant[], directory: NameDirectory): string {
  // the same access from two delegations is named once, unless its terms differ
  return [...new Set(grants.map((grant) => wayText(grant, directory)))].sort().join("; ");
}
