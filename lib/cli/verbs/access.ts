import { accessAnswerJson, accessAnswerText } from "../../report/access-answer.ts";
import { foundNotes } from "../../report/review/found-notes.ts";
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
  readonly json?: boolean;
}

/**
 * `keeper access`: who can do what where now, and what a stolen credential of a principal could do.
 *
 * @param side @default - the definitions of this checkout
 */
export function access(
  side: string | undefined,
  { principal, customer, role, executeDefinitions = false, json = false }: AccessOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const request = { side: side ?? ".", principal, customer, role, executeDefinitions };
    const {
      answer,
      directory,
      foundNotes: found,
    } = yield* take(await queryAccess(request, worldOf(commandContext)));
    const notes = foundNotes(found, directory);
    if (json) printJson(accessAnswerJson(answer, notes), terminal);
    else terminal.out(accessAnswerText(answer, directory, { columns: terminal.columns, notes }));
    return 0;
  });
}
