import { newVersionText, notWrittenText } from "../../report/new-version-text.ts";
import { take } from "../../values/result.ts";
import { newVersion } from "../../workflows/new-version.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper new version`. */
export interface NewVersionOptions {
  readonly allThatInclude?: string;
  readonly json?: boolean;
}

/**
 * `keeper new version`: restores recorded versions and writes the next. Ends with 1 where something is left to write.
 */
export function writeNewVersion(
  plan: string,
  { allThatInclude: alsoIncluding, json = false }: NewVersionOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const versions = yield* take(await newVersion({ plan, alsoIncluding }, worldOf(commandContext)));
    const unwritten = versions.unwritten.map((each) => ({
      ...each,
      why: notWrittenText(each.why, each.offer),
    }));
    if (json) printJson({ ...versions, unwritten }, terminal);
    else terminal.out(newVersionText(versions));
    return versions.unwritten.length + versions.differing.length > 0 ? 1 : 0;
  });
}
