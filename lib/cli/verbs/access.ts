import { accessAnswerJson, accessAnswerText } from "../../report/access-answer.ts";
import type { Reader } from "../../report/access-capabilities.ts";
import { onDayLines } from "../../report/history/on-day.ts";
import { foundNotes } from "../../report/review/found-notes.ts";
import { failure } from "../../values/failure.ts";
import { take } from "../../values/result.ts";
import { queryAccess } from "../../workflows/access.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper access`. */
export interface AccessOptions {
  /** A principal by its GUID or registered name. */
  readonly principal?: string;
  readonly customer?: string;
  /** A role by its GUID or name. */
  readonly role?: string;
  readonly executeDefinitions?: boolean;
  /** A day, YYYY-MM-DD: access at its end, by what was recorded. */
  readonly on?: string;
  /** Whether patterns of operations are shown beside the words. */
  readonly exact?: boolean;
  /** Whom the words are for. */
  readonly for?: Reader;
  readonly json?: boolean;
}

const NO_SIDE = "--on reads the recorded history, and no other side";
const NO_SIDE_FIX = "leave the side out, or leave --on out";

/**
 * `keeper access`: who can do what where now, and what a stolen credential of a principal could do.
 *
 * @param side @default - the definitions of this checkout
 */
export function access(
  side: string | undefined,
  { exact = false, for: reader = "engineers", json = false, ...asked }: AccessOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const { principal, customer, role, executeDefinitions = false, on } = asked;
    if (side !== undefined && on !== undefined) yield* take(failure("bad-arguments", NO_SIDE, NO_SIDE_FIX));
    const request = { side: side ?? ".", principal, customer, role, executeDefinitions, on };
    const result = yield* take(await queryAccess(request, worldOf(commandContext)));
    const { answer, directory, capabilities } = result;
    const notes = [...onDayLines(result.on, directory), ...foundNotes(result.foundNotes, directory)];
    if (json) printJson(accessAnswerJson(answer, { capabilities, notes }), terminal);
    else {
      const { columns } = terminal;
      terminal.out(accessAnswerText(answer, directory, { columns, notes, capabilities, exact, reader }));
    }
    return 0;
  });
}
