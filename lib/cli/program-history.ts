import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { HistoryFormat, HistoryOptions } from "./verbs/history.ts";

const HISTORY_FORMATS: readonly HistoryFormat[] = ["terminal", "markdown", "csv", "json"];

/** Adds `keeper history` to the command line. */
export function addHistory(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("history")
    .description("show who had access from when until when, and what is not known")
    .option("--principal <principal>", "only this principal, by its object id or registered name")
    .option("--customer <id>", "only this customer")
    .option("--since <day>", "first day, YYYY-MM-DD in UTC (default: the beginning of the record)")
    .option("--until <day>", "last day (default: today)")
    .option("--from <folder...>", "snapshots of keeper fetch to compare with")
    .option("--execute-definitions", "run definitions under continuous integration too")
    .addOption(new Option("--format <format>", "what to write").choices(HISTORY_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .addHelpText(
      "after",
      `
Read from the records of the apply pipeline, else from the default branch's
commits, and it says which.
Exit codes: 0 all of it is recorded, 1 a stretch is not, or Azure had what no
record explains, 2 could not run.`,
    )
    .action(async (options: HistoryOptions) => {
      const { history } = await import("./verbs/history.ts");
      done(await history(options, commandContext));
    });
}
