import type { Principal, PrincipalType } from "../delegation/principal.ts";
import { command } from "../values/shell-word.ts";
import { forTerminal } from "./escape.ts";
import { shorten } from "./phrases.ts";

/**
 * Commands that act at once in the managing tenant, by the principal's type. They are commands of Azure CLI, and
 * comments of a shell. `az ad group member list` uses version 1.0 of Microsoft Graph, which may leave service
 * principals out. The beta version lists them (https://learn.microsoft.com/graph/api/group-list-members).
 */
export const AT_ONCE = {
  Group: (id) => [
    command("az", "ad", "group", "member", "list", "--group", id, "--query", "[].id", "--output", "tsv"),
    "# it may leave out service principals; the next one has all members with their types, in pages:",
    command(
      ...["az", "rest", "--method", "get", "--url"],
      `https://graph.microsoft.com/beta/groups/${id}/members?$select=id,displayName`,
    ),
    `${command("az", "ad", "group", "member", "remove", "--group", id, "--member-id")} <each of them>`,
    "az ad user update --id <each user> --account-enabled false  # ends everything that the user can do",
    "az rest --method post --url https://graph.microsoft.com/v1.0/users/<each user>/revokeSignInSessions",
    "# nested groups: the same for their members; service principals: az ad sp update --id <each> --set accountEnabled=false",
  ],
  User: (id) => [
    command("az", "ad", "user", "update", "--id", id, "--account-enabled", "false"),
    command(
      "az",
      "rest",
      "--method",
      "post",
      "--url",
      `https://graph.microsoft.com/v1.0/users/${id}/revokeSignInSessions`,
    ),
  ],
  ServicePrincipal: (id) => [
    command("az", "ad", "sp", "update", "--id", id, "--set", "accountEnabled=false"),
  ],
  unknown: (id) => [
    command(
      "az",
      "rest",
      "--method",
      "get",
      "--url",
      `https://graph.microsoft.com/v1.0/directoryObjects/${id}`,
    ),
  ],
} as const satisfies Record<PrincipalType | "unknown", (objectId: string) => readonly string[]>;

/** What acts at once in the managing tenant, before anything is marked. */
export function atOnceText({ principal, managingTenantId }: AtOnce): string {
  const lines = [
    `At once, for ${nameOf(principal)}, in your own tenant${managingTenantId === undefined ? "" : ` ${managingTenantId}`}`,
    "(access tokens that were issued live on for about an hour):",
    ...AT_ONCE[principal.type](principal.objectId).map((each) => `  ${each}`),
    "",
  ];
  return linesText(lines);
}

/** A principal, and its tenant where an offer that can be read names it. */
export type AtOnce = { readonly principal: Principal } & { readonly managingTenantId: string | undefined };

/** Lines as a terminal prints them. */
export function linesText(lines: readonly string[]): string {
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

/** A principal by its name and object id. */
export function nameOf({ displayName, objectId }: Principal): string {
  return `${shorten(displayName) || "the principal"} (${objectId})`;
}
