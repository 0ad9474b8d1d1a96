import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { FetchOptions } from "./verbs/fetch.ts";

/** Adds `keeper fetch` to the command line. */
export function addFetch(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("fetch")
    .description("read delegations from Azure into a snapshot folder; Azure is not changed")
    .argument("[customer...]", "only the subscriptions of these customers (default: everything delegated)")
    .option("--subscription <id...>", "only these subscriptions")
    .option("--tenant <id...>", "tenants to sign in to (default: the managing tenants of the offers)")
    .option("--output <folder>", "the snapshot's folder (default: azure)")
    .option("--with-people", "keep createdBy and lastModifiedBy, which name people of the customer")
    .option(
      "--activity-log",
      "read the managing tenants' activity logs too: who removed a delegation (Monitoring Reader at /)",
    )
    .option("--json", "print the snapshot's record as JSON")
    .addHelpText(
      "after",
      `
Signs in with Azure CLI, or as the application that azurerm's variables name
(ARM_CLIENT_ID, …).
Exit codes: 0 everything was read, 1 something was not, 2 could not run.`,
    )
    .action(async (customers: string[], options: FetchOptions) => {
      const { fetchFromAzure } = await import("./verbs/fetch.ts");
      done(await fetchFromAzure(customers, options, commandContext));
    });
}
