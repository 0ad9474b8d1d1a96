import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { LeaveOptions } from "./verbs/leave.ts";

/** Adds `keeper leave` to the command line. */
export function addLeave(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("leave")
    .description("go one step on a customer's way out, and say where it is; deploys nothing")
    .argument("<customer>", "the customer's id")
    .option("--subscription <name...>", "only these of its subscriptions, by the customer's names for them")
    .option("--from <snapshot>", "a snapshot of keeper fetch that shows what is left")
    .option("--read-back <file...>", "removed.json of the customer's removal scripts")
    .option("--output <folder>", "folder for the customer's removal scripts", "leaving")
    .option("--certificate <file>", "write what shows that the delegations ended, as Markdown")
    .option("--json", "print the result as JSON")
    .addHelpText("after", "\nExit codes: 0 a step is done, 1 the next step has to wait, 2 could not run.")
    .action(async (customer: string, options: LeaveOptions) => {
      const { leaveCustomer } = await import("./verbs/leave.ts");
      done(await leaveCustomer(customer, options, commandContext));
    });
}
