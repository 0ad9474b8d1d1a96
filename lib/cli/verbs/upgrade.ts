import { reportContext } from "../../report/review/report-context.ts";
import { upgradeText } from "../../report/upgrade-text.ts";
import { take } from "../../values/result.ts";
import { upgrade } from "../../workflows/upgrade.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper upgrade`. */
export interface UpgradeOptions {
  readonly to: string;
  readonly plan?: string;
  readonly tag?: string;
  readonly json?: boolean;
}

/** `keeper upgrade`: moves customers to a version; ends with 1 where a person has to write it. */
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
    const context = reportContext(compared);
    if (json) {
      const { jsonReview } = await import("../../report/review/json.ts");
      printJson(
        { ...upgraded, review: JSON.parse([...jsonReview(compared.review, context)].join("")) },
        terminal,
      );
    } else {
      const { terminalReview } = await import("../../report/review/terminal.ts");
      const { colour, columns } = terminal;
      terminal.out(upgradeText(upgraded));
      if (upgraded.moved.length > 0)
        terminal.out(`\n${terminalReview(compared.review, context, { colour, columns })}`);
    }
    return upgraded.unedited.length > 0 ? 1 : 0;
  });
}
