import { findEstate } from "../../estate/find-estate.ts";
import { take } from "../../values/result.ts";
import { readDefinitions, readStacks } from "../../workflows/definition-side.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { runVerb } from "../print.ts";

/** What `keeper definitions` prints. */
export interface DefinitionsOptions {
  /** The stacks that the definitions give, instead of their access. */
  readonly stacks?: true;
}

/**
 * `keeper definitions`: runs definitions in the process that `review` or `fleet` starts. Why it could not is printed in
 * one line, which they repeat behind the side's name.
 */
export function definitions(
  { stacks }: DefinitionsOptions,
  { terminal, folder }: CommandContext,
): Promise<ExitCode> {
  return runVerb(terminal, false, async function* () {
    const { root } = yield* take(findEstate(folder, undefined));
    if (stacks === true) terminal.out(JSON.stringify(yield* take(await readStacks(root))));
    else {
      const { side, facts } = yield* take(await readDefinitions(root));
      terminal.out(JSON.stringify({ side, facts }));
    }
    return 0;
  });
}
