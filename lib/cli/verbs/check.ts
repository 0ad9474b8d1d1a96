import { findEstate, inSandbox } from "../../estate/find-estate.ts";
import { hasErrors } from "../../rules/check.ts";
import { checkEstate } from "../../workflows/check-estate.ts";
import { type CommandContext, type ExitCode, inContinuousIntegration } from "../command-context.ts";
import { findingsJson, printFailure, printFindings, printJson } from "../print.ts";

/** `keeper check`: every rule, every definition, the files that decide beside them; nothing written. */
export async function check({ json }: { json: boolean }, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal, folder, environment } = commandContext;
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return printFailure(estate.error, json, terminal);
  const folders = inSandbox(estate.value, environment["KEEPER_SANDBOX"]);
  const { root } = folders;
  const continuousIntegration = inContinuousIntegration(commandContext);
  const result = await checkEstate({ folders, continuousIntegration, environment }, (done, of) =>
    terminal.progress(`reading customers: ${done} of ${of}`),
  );
  if (!result.ok) return printFailure(result.error, json, terminal);
  const { findings } = result.value;
  if (json) printJson(await findingsJson(result.value, root), terminal);
  else {
    await printFindings(result.value, root, terminal);
    if (findings.length === 0) terminal.err("0 errors, 0 warnings\n");
  }
  return hasErrors(findings) ? 1 : 0;
}
