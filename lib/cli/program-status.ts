import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { GraphFormat, GraphOptions } from "./verbs/graph.ts";
import type { StatusFormat, StatusOptions } from "./verbs/status.ts";

const STATUS_FORMATS: readonly StatusFormat[] = ["terminal", "markdown", "html", "json", "csv"];

/** Adds `keeper status` to the command line. */
export function addStatus(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("status")
    .description("show where the estate stands: offers, versions, scopes, refused roles, and Azure's state")
    .option("--from <folder>", "compare with a snapshot of keeper fetch (default: nothing is said of Azure)")
    .addOption(new Option("--format <format>", "what to write").choices(STATUS_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 definitions have errors and are missing here, 2 could not\nrun.",
    )
    .action(async (options: StatusOptions) => {
      const { status } = await import("./verbs/status.ts");
      done(await status(options, commandContext));
    });
}

const GRAPH_FORMATS: readonly GraphFormat[] = ["mermaid", "dot", "svg"];

/** Adds `keeper graph` to the command line. */
export function addGraph(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("graph")
    .description("draw the estate: managing tenants, principals, offers and customers")
    .addOption(new Option("--format <format>", "what to write").choices(GRAPH_FORMATS).default("mermaid"))
    .option("--output <file>", "write it there")
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 definitions have errors and are missing here, 2 could not\nrun.",
    )
    .action(async (options: GraphOptions) => {
      const { graph } = await import("./verbs/graph.ts");
      done(await graph(options, commandContext));
    });
}
