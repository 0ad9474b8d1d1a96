import type { FleetTarget } from "../../fleet/targets.ts";
import { forTerminal } from "../../report/escape.ts";
import { fleetIds, fleetText, notRunText } from "../../report/fleet-text.ts";
import { refusalText, waveText } from "../../report/wave-text.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success, take } from "../../values/result.ts";
import { type FleetResult, fleet } from "../../workflows/fleet.ts";
import type { FleetRequest } from "../../workflows/fleet-request.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { runVerb } from "../print.ts";
import type { Terminal } from "../terminal.ts";

/** The options of `keeper fleet`, as the command line has them. */
export interface FleetOptions {
  readonly base?: string;
  /** Revision whose definitions give what is deployed. */
  readonly since?: string;
  readonly executeDefinitions?: true;
  readonly change?: string;
  readonly tag?: readonly string[];
  readonly includeDestroys?: true;
  readonly jobs: string;
  readonly jobMinutes?: string;
  readonly durations?: string;
  readonly format?: FleetTarget;
  readonly output?: string;
  readonly wave?: string;
  readonly head?: string;
  readonly approved?: true;
  readonly from?: string;
  readonly emergency?: true;
}

/**
 * `keeper fleet`: which customers have to run, as files for the engine that runs them. Ends with 1 where a step has to
 * wait.
 */
export function fleetVerb(options: FleetOptions, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, false, async function* () {
    const request = yield* take(requestOf(options));
    const result = yield* take(await fleet(request, worldOf(commandContext)));
    if (result.refusal !== undefined && result.refusal.kind !== "done") {
      terminal.err(refusalText(result.refusal));
      return 1;
    }
    show(result, options, terminal);
    return 0;
  });
}

function requestOf(options: FleetOptions): Outcome<FleetRequest> {
  const { base, since, change, durations, output, format, wave, head, from } = options;
  const refuse = (problem: string, fix: string) => failure("bad-arguments", problem, fix);
  if (format !== undefined && format !== "plain" && output === undefined)
    return refuse(`${format} needs files`, "pass --output <folder>");
  if (wave === undefined && (head ?? from ?? options.approved) !== undefined)
    return refuse("--head, --from and --approved are about a step", "pass --wave <step> too");
  const isApproved = options.approved === true;
  return success({
    base,
    since,
    executeDefinitions: options.executeDefinitions === true,
    change,
    durations,
    output,
    tags: options.tag ?? [],
    target: format ?? "plain",
    includeDestroys: options.includeDestroys === true,
    wave: wave === undefined ? undefined : { step: wave, head, from, isApproved, now: Date.now() },
    isEmergency: options.emergency === true,
    isForEngine: (format ?? output) !== undefined,
    jobs: Number(options.jobs),
    jobMinutes: options.jobMinutes === undefined ? undefined : Number(options.jobMinutes),
  });
}

function show(result: FleetResult, { format, output }: FleetOptions, terminal: Terminal): void {
  const { change, jobs, written } = result;
  if (format === "plain") {
    terminal.out(fleetIds(change));
    terminal.err(`${waveText(result)}${notRunText(change)}`);
    return;
  }
  terminal.out(`${waveText(result)}${fleetText(change, jobs)}`);
  if (output !== undefined) terminal.out(`written to ${forTerminal(output)}: ${listOf(written)}\n`);
}

/** Lists the written files for a summary: top-level files by name, and the folders below. */
function listOf(files: readonly string[]): string {
  const tops = files.map((file) => file.replace(/\/.*/, "/"));
  return ["fleet.json", ...new Set(tops)].join(", ");
}
