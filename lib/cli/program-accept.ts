import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { AcceptOptions } from "./verbs/accept.ts";

/** Adds `keeper accept` to the command line. */
export function addAccept(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("accept")
    .description("record that a customer accepts what its definitions delegate now")
    .argument("<customer>", "the customer's id")
    .requiredOption("--by <name>", "who records it")
    .requiredOption("--reference <text>", "where the customer's agreement is found, such as a ticket")
    .option("--on <day>", "the day to record, YYYY-MM-DD; without it, today")
    .option("--document <file>", "a document that shows the agreement: its name and SHA-256 are recorded")
    .option("--json", "print the record as JSON")
    .addHelpText("after", "\nExit codes: 0 recorded, 1 the definitions break rules, 2 could not run.")
    .action(async (customer: string, options: AcceptOptions) => {
      const { acceptCustomer } = await import("./verbs/accept.ts");
      done(await acceptCustomer(customer, options, commandContext));
    });
}
