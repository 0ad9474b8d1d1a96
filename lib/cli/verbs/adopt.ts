import { adoptionText } from "../../report/adoption-text.ts";
import { changesSomething, proofText } from "../../report/proof-text.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { take } from "../../values/result.ts";
import { adopt } from "../../workflows/adopt.ts";
import { proveAdoption } from "../../workflows/prove-adoption.ts";
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
  /** Whether the stacks are planned against an emulated Azure that holds what the source shows. */
  readonly prove?: boolean;
}

/** `keeper adopt`: writes definitions of what exists; ends with 1 where something was not adopted, or not proved. */
export function adoptSources(
  sources: readonly string[],
  { output, yaml = false, deployedBy, force = false, tenant = [], json = false, prove = false }: AdoptOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const world = worldOf(commandContext);
  return runVerb(terminal, json, async function* () {
    const [source = "", ...others] = sources;
    if (prove && others.length > 0) return yield* take(severalSources());
    const request = { sources, output, yaml, deployedBy, force, tenants: tenant };
    const adoption = yield* take(await adopt(request, world));
    if (!json) terminal.out(adoptionText(adoption));
    if (prove) {
      const proof = yield* take(
        await proveAdoption({ source, folder: adoption.output, now: Date.now }, world),
      );
      if (json) printJson({ ...adoption, proof }, terminal);
      else terminal.out(proofText(proof));
      if (proof.some(changesSomething)) return 1;
    } else if (json) printJson(adoption, terminal);
    return adoption.notAdopted.length > 0 ? 1 : 0;
  });
}

function severalSources(): Outcome<never> {
  const problem = "--prove needs one source: an Azure begins with what one folder of lists shows";
  return failure("bad-arguments", problem, "adopt all sources first, then prove with a snapshot alone");
}
