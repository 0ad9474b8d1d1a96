import { describedSteps, repairText } from "../../report/repair-text.ts";
import { take } from "../../values/result.ts";
import { type Repair, repair } from "../../workflows/repair.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper repair`. */
export interface RepairOptions {
  /** States and folders with Azure's lists. */
  readonly from?: string[];
  readonly stateLost?: boolean;
  readonly json?: boolean;
}

/**
 * `keeper repair`: what to run after a lost state or an interruption. Ends with 1 for commands, 2 for what is unknown.
 */
export function repairCustomer(
  customer: string,
  { from = [], stateLost = false, json = false }: RepairOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const result = yield* take(await repair({ customer, from, stateLost }, worldOf(commandContext)));
    if (json) printJson({ ...result, steps: describedSteps(result) }, terminal);
    else terminal.out(repairText(result));
    return exitCode(result);
  });
}

/** What is unknown comes first: it may need a command too. */
function exitCode({ steps }: Repair): ExitCode {
  const kinds = new Set(steps.map(({ kind }) => kind));
  if (kinds.has("unknown") || kinds.has("wait")) return 2;
  return [...kinds].every((kind) => kind === "none") ? 0 : 1;
}
