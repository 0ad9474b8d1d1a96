import { upgradeText } from "../../report/upgrade-text.ts";
import { take } from "../../values/result.ts";
import { upgrade } from "../../workflows/upgrade.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printReview, reviewObject } from "../compared-output.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper upgrade`. */
export interface UpgradeOptions {
  readonly to: string;
  readonly plan?: string;
  readonly tag?: string;
  readonly json?: boolean;
}

/** `keeper upgrade`: moves customers to a version. Ends with 1 where a person has to write it. */
export function upgradeCustomers(
  customers: readonly string[],
  { to, plan, tag, json = false }: UpgradeOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const { compared, ...upgraded } = yield* take(
      await upgrade({ customers, plan, tag, to }, worldOf(commandContext)),
    );
    if (json) printJson({ ...upgraded, review: await reviewObject({ compared }) }, terminal);
    else {
      terminal.out(upgradeText(upgraded));
      if (upgraded.moved.length > 0) await printReview({ compared }, terminal);
    }
    return upgraded.unedited.length > 0 ? 1 : 0;
  });
}
