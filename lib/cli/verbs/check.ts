import { findEstate, inSandbox } from "../../estate/find-estate.ts";
import { readEstate } from "../../estate/read-estate.ts";
import { checkRules, hasErrors } from "../../rules/check.ts";
import { RULES } from "../../rules/rules.ts";
import { type CommandContext, type ExitCode, inContinuousIntegration } from "../command-context.ts";
import { findingsJson, printFailure, printFindings, printJson } from "../print.ts";

/** `keeper check`: every rule, every definition, nothing written. */
export async function check({ json }: { json: boolean }, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal, folder, environment } = commandContext;
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return printFailure(estate.error, json, terminal);
  const folders = inSandbox(estate.value, environment["KEEPER_SANDBOX"]);
  const { root } = folders;
  const context = await readEstate(folders, "complete", inContinuousIntegration(commandContext), (done, of) =>
    terminal.progress(`reading customers: ${done} of ${of}`),
  );
  if (!context.ok) return printFailure(context.error, json, terminal);
  const result = checkRules(context.value, RULES);
  if (json) printJson(await findingsJson(result, root), terminal);
  else {
    await printFindings(result, root, terminal);
    if (result.findings.length === 0) terminal.err("0 errors, 0 warnings\n");
  }
  return hasErrors(result.findings) ? 1 : 0;
}
