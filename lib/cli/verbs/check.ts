import { checkJson } from "../../report/finding-json.ts";
import { checkText, findingsSummary } from "../../report/finding-text.ts";
import { hasErrors } from "../../rules/check.ts";
import { take } from "../../values/result.ts";
import { checkEstate } from "../../workflows/check.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** `keeper check`: every rule, every definition, nothing written. */
export function check(
  { json }: { readonly json: boolean },
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal, environment } = commandContext;
  return runVerb(terminal, json, async function* () {
    const result = yield* take(await checkEstate(environment["KEEPER_SANDBOX"], worldOf(commandContext)));
    if (json) printJson(checkJson(result), terminal);
    else terminal.err(result.findings.length === 0 ? `${findingsSummary([])}\n` : checkText(result));
    return hasErrors(result.findings) ? 1 : 0;
  });
}
