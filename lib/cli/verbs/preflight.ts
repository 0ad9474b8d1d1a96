import { httpConnection } from "../../azure/connection.ts";
import { outcomeOf } from "../../preflight/reasons.ts";
import { checkText } from "../../report/finding-text.ts";
import { jsonPreflight } from "../../report/preflight/json.ts";
import { terminalPreflight } from "../../report/preflight/terminal.ts";
import { take } from "../../values/result.ts";
import { preflightCustomer } from "../../workflows/preflight.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import { errorStream } from "../terminal.ts";

/** A form of a preflight. */
export type PreflightFormat = "terminal" | "json";

/** The options of `keeper preflight`. */
export interface PreflightOptions {
  readonly format: PreflightFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
}

/**
 * `keeper preflight`: checks in Azure whether a customer can be deployed. Ends with 1 where a check failed, 2 where
 * Azure did not answer one.
 */
export function preflight(
  customer: string,
  { format, output }: PreflightOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, format === "json", async function* () {
    const connection = httpConnection(Date.now);
    const { result, findings } = yield* take(
      await preflightCustomer(customer, worldOf(commandContext), connection),
    );
    if (findings === undefined) {
      terminal.err(checkText(result, errorStream(terminal)));
      return 1;
    }
    const text =
      format === "json" ? jsonPreflight(customer, findings) : terminalPreflight(customer, findings, terminal);
    yield* take(printOrWrite(text, output, commandContext));
    const outcomes = new Set(findings.map(outcomeOf));
    return outcomes.has("not-checked") ? 2 : outcomes.has("failed") ? 1 : 0;
  });
}
