import { publishText } from "../../report/publish-text.ts";
import { take } from "../../values/result.ts";
import { type PublishRequest, publish } from "../../workflows/publish.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** `keeper publish`: records a version of a plan. */
export function publishVersion(
  request: PublishRequest,
  { json = false }: { readonly json?: boolean },
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const published = yield* take(await publish(request, worldOf(commandContext)));
    if (json) printJson(published, terminal);
    else terminal.out(publishText(published));
    return 0;
  });
}
