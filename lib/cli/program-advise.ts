import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { AdviseFormat, AdviseOptions } from "./verbs/advise.ts";

const ADVISE_FORMATS: readonly AdviseFormat[] = ["terminal", "markdown", "json"];

/** Adds `keeper advise` to the command line. */
export function addAdvise(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("advise")
    .description("show what could be narrower or safer, with the edit and what it changes; writes nothing")
    .argument("[customer...]", "only what these customers have")
    .option(
      "--wants <capability>",
      "what roles must allow: keys.storage, or an operation; may be repeated (default: what they have)",
      (want: string, before: readonly string[] = []) => [...before, want],
    )
    .addOption(new Option("--format <format>", "what to write").choices(ADVISE_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .addHelpText("after", "\nExit codes: 0 done, also with advice, 2 could not run.")
    .action(async (customers: string[], options: AdviseOptions) => {
      const { advise } = await import("./verbs/advise.ts");
      done(await advise(customers, options, commandContext));
    });
}
