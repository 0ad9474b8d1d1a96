import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { AdoptOptions } from "./verbs/adopt.ts";

/** Adds `keeper adopt` to the command line. */
export function addAdopt(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("adopt")
    .description("write definitions of delegations that exist; Azure is not changed")
    .argument(
      "[source...]",
      "folders from keeper fetch; plans or states from terraform show -json; ARM templates",
    )
    .option("--output <folder>", "folder of the definitions (default: the estate, or this folder)")
    .option("--yaml", "write YAML in place of TypeScript")
    .addOption(
      new Option(
        "--deployed-by <party>",
        "who applies the stacks (default: the answer in a terminal, or the provider)",
      ).choices(["provider", "customer"]),
    )
    .option("--tenant <id...>", "your managing tenants (default: those of the estate and of the snapshot)")
    .option("--subscription <id...>", "with a template: subscriptions that it is deployed at")
    .option("--resource-group <name>", "with a template: resource group that it is deployed into")
    .option("--customer-tenant <id>", "with a template: tenant of these subscriptions")
    .option("--parameters <value...>", "with a template: files of parameters, and values as NAME=VALUE")
    .option("--force", "replace files that exist with another text")
    .option(
      "--prove",
      "plan the stacks with Terraform in a sandbox that begins with the sources: only imports",
    )
    .option("--offline", "never ask Microsoft Graph for types of principals, by az")
    .option("--finish", "remove import marks that took effect from the lock; adopts nothing")
    .option("--from <source...>", "with --finish: states and snapshots (default: the estate's local state)")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 everything was adopted or finished, 1 something was not, or is not\nproved, 2 could not run.",
    )
    .action(async (sources: string[], options: AdoptOptions) => {
      const { adoptVerb } = await import("./verbs/adopt.ts");
      done(await adoptVerb(sources, options, commandContext));
    });
}
