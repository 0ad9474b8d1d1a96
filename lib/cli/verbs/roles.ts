import { rolesUpdateJson, rolesUpdateText, unreadOffersText } from "../../report/role-change-text.ts";
import { rolesJson, rolesText } from "../../report/roles-text.ts";
import { take } from "../../values/result.ts";
import { findRoles } from "../../workflows/search-roles.ts";
import { concernsOffers, type RolesUpdateRequest, updateRoles } from "../../workflows/update-roles.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** `keeper roles [words]`: built-in roles, and whether Lighthouse delegates them. */
export function searchCatalogue(
  { words, json }: { readonly words: readonly string[]; readonly json: boolean },
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const found = yield* take(findRoles(words, worldOf(commandContext)));
    if (json) printJson(rolesJson(found), terminal);
    else terminal.out(rolesText(found));
    return 0;
  });
}

/** `keeper roles update`: writes a new catalogue, reports changes, and ends with 1 where an offer lost a role. */
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
