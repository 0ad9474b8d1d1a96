import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { UpgradeOptions } from "./verbs/upgrade.ts";

type Done = (code: number) => void;

/** Adds `keeper publish` and `keeper upgrade` to the command line. */
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
  addUpgrade(program, commandContext, done);
}

function addUpgrade(program: Command, commandContext: CommandContext, done: Done): void {
  program
    .command("upgrade")
    .description(
      "write another version into the definitions of customers, and show what changes; deploys nothing",
    )
    .argument("[customer...]", "ids of customers; all that --plan or --tag choose where there are none")
    .requiredOption("--to <version>", "the version: a higher one, or one that is recorded")
    .option("--plan <offer/plan>", "the plan, where the customers take several with that version")
    .option("--tag <key=value>", "customers with this tag")
    .option("--json", "print the result as JSON, with the review")
    .addHelpText("after", "\nExit codes: 0 written, 1 a version is to be written by hand, 2 could not run.")
    .action(async (customers: readonly string[], options: UpgradeOptions) => {
      const { upgradeCustomers } = await import("./verbs/upgrade.ts");
      done(await upgradeCustomers(customers, options, commandContext));
    });
}
