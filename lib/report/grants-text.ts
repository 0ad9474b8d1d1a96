import type { AccessGrant } from "../access/access-grant.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { compareText } from "../values/compare-text.ts";
import { eligibleText, standingText } from "./authorization-text.ts";
import { forTerminal } from "./escape.ts";
import { plainTable } from "./plain-table.ts";

/** Grants as text: scope by scope, who has which role, standing or on request. */
export function grantsText(grants: readonly AccessGrant[], catalogue: RoleCatalogue): string {
  if (grants.length === 0) return "  no access\n";
  const scopes = [...new Set(grants.map(({ scope }) => scope))].sort(compareText);
  return scopes
    .flatMap((scope) => {
      const rows = grants.filter((grant) => grant.scope === scope).map((grant) => grantRow(grant, catalogue));
      const ordered = rows.sort((a, b) => compareText(a.join("\0"), b.join("\0")));
      return [`  ${forTerminal(scope)}`, ...plainTable(ordered, 4), ""];
    })
    .join("\n");
}

/** A grant in words: who, which role, on what terms. */
export function grantRow(
  { principalId, principalDisplayName, roleDefinitionId, access }: AccessGrant,
  catalogue: RoleCatalogue,
): string[] {
  const nameOf = (id: string) => roleById(catalogue, id)?.name ?? id;
  return [
    principalDisplayName || principalId,
    nameOf(roleDefinitionId),
    access.kind === "standing"
      ? standingText(access.delegatedRoleDefinitionIds.map(nameOf))
      : eligibleText(access),
  ];
}
