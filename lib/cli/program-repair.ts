import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { RepairOptions } from "./verbs/repair.ts";

/** Adds `keeper repair` to the command line. */
export function addRepair(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("repair")
    .description("work out the commands that bring a customer's state back to what Azure has; runs none")
    .argument("<customer>", "a customer of the estate")
    .option("--from <source...>", "its state, and folders from keeper fetch (default: local state)")
    .option("--state-lost", "the state is lost: there is none to read")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExit codes: 0 nothing to repair, 1 commands to run, 2 something was not read, or\ncould not run.",
    )
    .action(async (customer: string, options: RepairOptions) => {
      const { repairCustomer } = await import("./verbs/repair.ts");
      done(await repairCustomer(customer, options, commandContext));
    });
}
