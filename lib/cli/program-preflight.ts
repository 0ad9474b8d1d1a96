import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { PreflightFormat, PreflightOptions } from "./verbs/preflight.ts";

const PREFLIGHT_FORMATS: readonly PreflightFormat[] = ["terminal", "json"];

/** Adds `keeper preflight` to the command line. */
export function addPreflight(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("preflight")
    .description("check in Azure whether a customer can be deployed; Azure is not changed")
    .argument("<customer>", "a customer of the estate")
    .addOption(
      new Option("--format <format>", "what to write").choices(PREFLIGHT_FORMATS).default("terminal"),
    )
    .option("--output <file>", "write it there")
    .addHelpText(
      "after",
      `
Signs in as keeper fetch does, to the customer's tenant and to the managing
tenants.
Exit codes: 0 nothing found that stops it, 1 a check failed, 2 a check got no
answer, or could not run.`,
    )
    .action(async (customer: string, options: PreflightOptions) => {
      const { preflight } = await import("./verbs/preflight.ts");
      done(await preflight(customer, options, commandContext));
    });
}
