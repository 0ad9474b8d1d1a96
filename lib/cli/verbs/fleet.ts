import { fleetIds, fleetText } from "../../report/fleet-text.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import { type FleetTarget, fleet } from "../../workflows/fleet.ts";
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
    const tags = yield* take(tagsOf(options.tag ?? []));
    if (format !== undefined && format !== "plain" && output === undefined)
      yield* take(failure("bad-arguments", `${format} needs files`, "pass --output <folder>"));
    const result = yield* take(
      fleet(
        {
          base,
          change,
          durations,
          output,
          tags,
          target: format ?? "plain",
          includeDestroys: options.includeDestroys === true,
          jobs: Number(options.jobs),
          jobMinutes: options.jobMinutes === undefined ? undefined : Number(options.jobMinutes),
        },
        worldOf(commandContext),
      ),
    );
    if (format === "plain") {
      terminal.out(fleetIds(result.change, "apply"));
      const destroys = fleetIds(result.change, "destroy");
      if (destroys !== "") terminal.err(`to destroy, and not in the list:\n${destroys}`);
    } else terminal.out(fleetText(result.change, result.jobs));
    if (output !== undefined && format !== "plain")
      terminal.out(`written to ${output}: ${[...result.written, "stacks/"].join(", ")}\n`);
    return 0;
  });
}

function tagsOf(texts: readonly string[]): Outcome<Readonly<Record<string, string>>> {
  const entries: [string, string][] = [];
  for (const text of texts) {
    const [key = "", ...rest] = text.split("=");
    if (key === "" || rest.length === 0)
      return failure("bad-arguments", `${JSON.stringify(text)} is no tag`, "pass --tag key=value");
    entries.push([key, rest.join("=")]);
  }
  return success(Object.fromEntries(entries));
}
