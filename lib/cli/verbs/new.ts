import { take } from "../../values/result.ts";
import { beginDefinition, type NewDefinition } from "../../workflows/new-definition.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { runVerb } from "../print.ts";

/** `keeper new offer|customer <id>`: a commented starting file; never overwrites one. */
export function newDefinition(request: NewDefinition, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const file = yield* take(beginDefinition(request, worldOf(commandContext)));
    terminal.out(`${file} written. Replace everything in <angle brackets>, then run keeper check.\n`);
    return 0;
  });
}
