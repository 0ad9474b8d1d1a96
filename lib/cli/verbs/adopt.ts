import { adoptionText } from "../../report/adoption-text.ts";
import { take } from "../../values/result.ts";
import { adopt } from "../../workflows/adopt.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper adopt`. */
export interface AdoptOptions {
  readonly output?: string;
  readonly yaml?: boolean;
  readonly deployedBy: "provider" | "customer";
  readonly force?: boolean;
  readonly tenant?: string[];
  readonly json?: boolean;
}

/** `keeper adopt`: writes definitions of what exists; ends with 1 where something was not adopted. */
export function adoptSources(
  sources: readonly string[],
  { output, yaml = false, deployedBy, force = false, tenant = [], json = false }: AdoptOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const request = { sources, output, yaml, deployedBy, force, tenants: tenant };
    const adoption = yield* take(await adopt(request, worldOf(commandContext)));
    if (json) printJson(adoption, terminal);
    else terminal.out(adoptionText(adoption));
    return adoption.notAdopted.length > 0 ? 1 : 0;
  });
}
