import { findEstate } from "../../estate/find-estate.ts";
import { take } from "../../values/result.ts";
import { readDefinitions } from "../../workflows/definition-side.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { runVerb } from "../print.ts";

/**
 * `keeper definitions`: `review` starts it in a process of its own to run the definitions of another revision. It
 * prints a failure in one line, which `review` repeats after the revision's name.
 */
export function definitions({ terminal, folder }: CommandContext): Promise<ExitCode> {
  return runVerb(terminal, false, async function* () {
    const { root } = yield* take(findEstate(folder, undefined));
    const { side, facts } = yield* take(await readDefinitions(root, "this revision"));
    terminal.out(JSON.stringify({ side, facts }));
    return 0;
  });
}
