import { type Command, Option } from "commander";
import { FLEET_TARGETS, MOST_JOBS } from "../fleet/targets.ts";
import type { CommandContext } from "./command-context.ts";
import type { FleetOptions } from "./verbs/fleet.ts";

/** Adds `keeper fleet` to the command line. */
export function addFleet(
  program: Command,
  commandContext: CommandContext,
  done: (code: number) => void,
): void {
  program
    .command("fleet")
    .description(
      "list the customers whose stacks have to run, in files for the engine that runs them; deploys nothing",
    )
    .option("--base <folder>", "output folder of what is deployed (default: none, so all customers run)")
    .option("--since <revision>", "what is deployed, by the definitions of a revision (instead of --base)")
    .option("--execute-definitions", "run definitions under continuous integration too (for --since)")
    .option("--change <folder>", "output folder to deploy (default: cdktf.out of the estate)")
    .option("--tag <key=value>", "only customers with this tag; repeatable", collect)
    .option("--include-destroys", "destroy customers that vanished, with the base's stacks")
    .option("--jobs <number>", "most jobs of a matrix", String(MOST_JOBS))
    .option(
      "--job-minutes <number>",
      "minutes that a job should take (default: as many jobs as there may be)",
    )
    .option("--durations <file>", "measured seconds by customer, as JSON (default: a minute each)")
    .addOption(new Option("--format <format>", "what to write (default: a summary)").choices(FLEET_TARGETS))
    .option("--output <folder>", "write fleet.json, the engine's files and the stacks that run there")
    .option("--wave <step>", "only a step of waves.yaml: next, its number from 1 on, or its name")
    .option("--head <revision>", "the revision that is deployed, as the applied records name it (for --wave)")
    .option("--approved", "a person said that the step may begin")
    .option("--from <snapshot>", "a snapshot of keeper fetch, where drift-clean is a sign of health")
    .option("--emergency", "all customers at once in spite of waves.yaml, for a revocation")
    .addHelpText("after", "\nExit codes: 0 done, 1 the step has to wait, 2 could not run.")
    .action(async (options: FleetOptions) => {
      const { fleetVerb } = await import("./verbs/fleet.ts");
      done(await fleetVerb(options, commandContext));
    });
}

function collect(value: string, former: readonly string[] = []): readonly string[] {
  return [...former, value];
}
