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
    .option(
      "--activity <file>",
      "what was used: output of az monitor activity-log list; may be repeated",
      (file: string, before: readonly string[] = []) => [...before, file],
    )
    .option("--members <file>", "who is in which group: dated answers of Microsoft Graph")
    .option("--since <revision>", "name the principals whose reach grew most since a commit")
    .option("--execute-definitions", "run definitions under continuous integration too")
    .addOption(new Option("--format <format>", "what to write").choices(ADVISE_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, also with advice, 2 could not run, or a part of a log could\nnot be read.",
    )
    .action(async (customers: string[], options: AdviseOptions) => {
      const { advise } = await import("./verbs/advise.ts");
      done(await advise(customers, options, commandContext));
    });
}
