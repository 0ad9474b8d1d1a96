import { findEstate } from "../../estate/find-estate.ts";
import { readDefinitions } from "../../workflows/definition-side.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { printFailure } from "../print.ts";

/**
 * `keeper definitions`: what `review` starts in a process of its own to run the definitions of another revision. Why it
 * could not is told in one line, which `review` repeats behind the revision's name.
 */
export async function definitions({ terminal, folder }: CommandContext): Promise<ExitCode> {
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return printFailure(estate.error, false, terminal);
  const defined = await readDefinitions(estate.value.root, "this revision");
  if (!defined.ok) return printFailure(defined.error, false, terminal);
  const { side, facts } = defined.value;
  terminal.out(JSON.stringify({ side, facts }));
  return 0;
}
