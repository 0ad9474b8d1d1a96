import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";

type Done = (code: number) => void;

/** Adds `keeper publish` to the command line. */
export function addPublish(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("publish")
    .description(
      "record what a version of a plan grants, so that it never means anything else; deploys nothing",
    )
    .argument("<offer>", "the offer's id")
    .argument("<plan>", "the plan's id")
    .argument("<version>", "n.n.n, above every recorded version of the plan")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExit codes: 0 recorded, also where it was before; 2 could not run.")
    .action(async (offer: string, plan: string, version: string, options: { readonly json?: boolean }) => {
      const { publishVersion } = await import("./verbs/publish.ts");
      done(await publishVersion({ offer, plan, version }, options, commandContext));
    });
}
