import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { DriftFormat, DriftOptions } from "./verbs/drift.ts";

const DRIFT_FORMATS: readonly DriftFormat[] = ["terminal", "markdown", "html", "json", "sarif", "junit"];

/** Adds `keeper drift` to the command line. */
export function addDrift(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("drift")
    .description("show how Azure differs from the definitions, whose each delegation is, and the ways out")
    .argument("[customer...]", "only these customers (default: all, and what belongs to no customer)")
    .requiredOption("--from <folder>", "a snapshot of keeper fetch")
    .option("--earlier <folder>", "an earlier snapshot: shows what is new, and what was read then")
    .option("--defined <side>", "what is defined: ., git:<revision> or a cdktf.out folder", ".")
    .option("--without-tenant <id...>", "managing tenants of another run, as those of another cloud")
    .option("--execute-definitions", "run definitions under continuous integration too")
    .addOption(new Option("--format <format>", "what to write").choices(DRIFT_FORMATS).default("terminal"))
    .option("--output <file>", "write it there")
    .option("--adopt", "define what Azure has: a version of the plan, which the customer takes from then on")
    .option("--principal <name or id>", "only what Azure still grants this principal, and where that ended")
    .option("--allow", "write what Azure has into deviations/: synthesis writes it from then on")
    .option("--reason <text>", "with --allow: why the difference is allowed")
    .option("--by <name>", "with --allow: who allows it")
    .option("--until <day>", "with --allow: the last day, as YYYY-MM-DD")
    .option(
      "--gone <subscription...>",
      "with --allow: what Azure does not show, and whose delegations you know to be gone",
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 no drift, 1 drift, 2 something was not read, or could not run.\nWith --principal, drift is that Azure still grants it access.",
    )
    .action(async (customers: string[], options: DriftOptions) => {
      if (options.adopt === true) {
        const { adoptDrifted } = await import("./verbs/adopt-drift.ts");
        return done(await adoptDrifted(customers, options, commandContext));
      }
      const { drift } = await import("./verbs/drift.ts");
      done(await drift(customers, options, commandContext));
    });
}
