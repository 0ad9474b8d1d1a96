import { findEstate } from "../../estate/find-estate.ts";
import { take } from "../../values/result.ts";
import { readDefinitions } from "../../workflows/definition-side.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { runVerb } from "../print.ts";

/**
 * `keeper definitions`: what `review` starts in a process of its own to run definitions. Why it
 * could not is printed in one line, which `review` repeats behind the side's name.
 */
export function definitions({ terminal, folder }: CommandContext): Promise<ExitCode> {
  return runVerb(terminal, false, async function* () {
    const { root } = yield* take(findEstate(folder, undefined));
    const { side, facts } = yield* take(await readDefinitions(root));
    terminal.out(JSON.stringify({ side, facts }));
    return 0;
  });
}
