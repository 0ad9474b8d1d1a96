import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { ExportOptions } from "./verbs/export.ts";

/** Adds `keeper export` to the command line. */
export function addExport(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("export")
    .description("write packages with which customers deploy, check and end their delegations by themselves")
    .argument("<customer...>", "ids of customers; each subscription with a delegation gets a folder")
    .option("--output <folder>", "where to write them, each customer's in place of the old ones", "packages")
    .option("--json", "print what was written as JSON")
    .action(async (customers: string[], options: ExportOptions) => {
      const { exportVerb } = await import("./verbs/export.ts");
      done(await exportVerb(customers, options, commandContext));
    });
}
