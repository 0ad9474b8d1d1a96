import { rolesUpdateJson, rolesUpdateText, unreadOffersText } from "../../report/role-change-text.ts";
import { rolesJson, rolesText, roleText } from "../../report/roles-text.ts";
import { take } from "../../values/result.ts";
import { findRole, findRoles } from "../../workflows/search-roles.ts";
import { concernsOffers, type RolesUpdateRequest, updateRoles } from "../../workflows/update-roles.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** What `keeper roles` searches for: words, or one role. */
export interface RolesOptions {
  readonly words: readonly string[];
  /** A whole name or a GUID. */
  readonly role: string | undefined;
  readonly json: boolean;
}

/** `keeper roles [words]`: built-in roles, whether Lighthouse delegates them, and what they allow. */
export function searchCatalogue(
  { words, role, json }: RolesOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const world = worldOf(commandContext);
  return runVerb(terminal, json, async function* () {
    const found = yield* take(role === undefined ? findRoles(words, world) : findRole(role, world));
    if (json) printJson(rolesJson(found), terminal);
    else terminal.out(role === undefined ? rolesText(found) : roleText(found));
    return 0;
  });
}

/** `keeper roles update`: writes a new catalogue and reports changes. Ends with 1 where an offer lost a role. */
export function updateCatalogue(
  request: RolesUpdateRequest,
  json: boolean,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const update = yield* take(await updateRoles(request, worldOf(commandContext)));
    if (json) printJson(rolesUpdateJson(update), terminal);
    else {
      terminal.out(rolesUpdateText(update));
      terminal.err(unreadOffersText(update));
    }
    return concernsOffers(update) ? 1 : 0;
  });
}
