import { acceptanceText } from "../../report/acceptance-text.ts";
import { checkText } from "../../report/finding-text.ts";
import { take } from "../../values/result.ts";
import { accept } from "../../workflows/accept.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";
import { errorStream } from "../terminal.ts";

/** The options of `keeper accept`. */
export interface AcceptOptions {
  readonly by: string;
  readonly reference: string;
  readonly on?: string;
  readonly document?: string;
  readonly json?: boolean;
}

/** `keeper accept`: records an acceptance. Ends with 1 and writes nothing where definitions break rules. */
export function acceptCustomer(
  customer: string,
  { by, reference, on, document, json = false }: AcceptOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const { result, written, replaced } = yield* take(
      await accept({ customer, by, reference, on, document }, worldOf(commandContext)),
    );
    if (written === undefined) {
      terminal.err(checkText(result, errorStream(terminal)));
      return 1;
    }
    if (json) printJson({ record: written, replaced: replaced ?? null }, terminal);
    else terminal.out(acceptanceText(written, replaced));
    return 0;
  });
}
