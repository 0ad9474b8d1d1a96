import type { FleetTarget } from "../../fleet/targets.ts";
import { forTerminal } from "../../report/escape.ts";
import { fleetIds, fleetText, notRunText } from "../../report/fleet-text.ts";
import { failure } from "../../values/failure.ts";
import { take } from "../../values/result.ts";
import { fleet } from "../../workflows/fleet.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { runVerb } from "../print.ts";

/** The options of `keeper fleet`, as the command line has them. */
export interface FleetOptions {
  readonly base?: string;
  readonly change?: string;
  readonly tag?: readonly string[];
  readonly includeDestroys?: true;
  readonly jobs: string;
  readonly jobMinutes?: string;
  readonly durations?: string;
  readonly format?: FleetTarget;
  readonly output?: string;
}

/** `keeper fleet`: which customers have to run, as files for the engine that runs them. */
export function fleetVerb(options: FleetOptions, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  const { base, change, durations, output, format } = options;
  return runVerb(terminal, false, async function* () {
    if (format !== undefined && format !== "plain" && output === undefined)
      yield* take(failure("bad-arguments", `${format} needs files`, "pass --output <folder>"));
    const result = yield* take(
      fleet(
        {
          base,
          change,
          durations,
          output,
          tags: options.tag ?? [],
          target: format ?? "plain",
          includeDestroys: options.includeDestroys === true,
          jobs: Number(options.jobs),
          jobMinutes: options.jobMinutes === undefined ? undefined : Number(options.jobMinutes),
        },
        worldOf(commandContext),
      ),
    );
    if (format === "plain") {
      terminal.out(fleetIds(result.change));
      terminal.err(notRunText(result.change));
    } else terminal.out(fleetText(result.change, result.jobs));
    if (output !== undefined && format !== "plain")
      terminal.out(`written to ${forTerminal(output)}: ${listOf(result.written)}\n`);
    return 0;
  });
}

/** The written files as a summary has them: those at the top by name, and the folders below. */
function listOf(files: readonly string[]): string {
  const tops = files.map((file) => file.replace(/\/.*/, "/"));
  return ["fleet.json", ...new Set(tops)].join(", ");
}
