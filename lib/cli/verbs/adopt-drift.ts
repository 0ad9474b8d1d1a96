import { failure, type Outcome } from "../../values/failure.ts";
import { take } from "../../values/result.ts";
import { adoptDrift } from "../../workflows/adopt-drift.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printReview, reviewObject } from "../compared-output.ts";
import { printJson, runVerb } from "../print.ts";
import type { DriftOptions } from "./drift.ts";

/**
 * `keeper drift --adopt`: adopts differences. Ends with 1 where a difference is not adopted, 2 where something was not
 * read.
 */
export function adoptDrifted(
  customers: readonly string[],
  { from, format, allow: isAllowed = false, principal }: DriftOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const isJson = format === "json";
  return runVerb(terminal, isJson, async function* () {
    if (customers.length === 0 || isAllowed || principal !== undefined) return yield* take(unclearAdoption());
    const result = await adoptDrift({ customers, from }, worldOf(commandContext));
    const { compared, ...adoption } = yield* take(result);
    if (isJson) printJson({ ...adoption, review: await reviewObject({ compared }) }, terminal);
    else {
      terminal.out((await import("../../report/drift/adopted.ts")).adoptedText(adoption));
      if (adoption.adopted.length > 0) await printReview({ compared }, terminal);
    }
    return adoption.notRead.length > 0 ? 2 : adoption.refused.length > 0 ? 1 : 0;
  });
}

function unclearAdoption(): Outcome<never> {
  const problem = "--adopt needs customers, and goes with neither --allow nor --principal";
  return failure("bad-arguments", problem, "keeper drift <customer> --from azure --adopt");
}
