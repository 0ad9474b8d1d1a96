import type { Command } from "commander";
import { knownIds } from "../../workflows/known-ids.ts";
import type { CommandContext } from "../command-context.ts";
import { complete } from "../completion/complete.ts";
import { COMPLETION_SCRIPTS, type Shell } from "../completion/scripts.ts";

/** `keeper completion <shell>`: the script that teaches a shell to complete keeper's command line. */
export function completionScript(shell: Shell, { terminal }: CommandContext): 0 {
  terminal.out(COMPLETION_SCRIPTS[shell]);
  return 0;
}

/**
 * Answers a script: what may stand under the cursor. Runs no definition, and says nothing of failures: a shell would
 * print them into the line that is being typed.
 *
 * @param words those between `keeper` and the cursor, then the word under it behind `=`
 */
export function answerShell(program: Command, words: readonly string[], commandContext: CommandContext): 0 {
  const { candidates, files } = complete(
    program,
    words.slice(0, -1),
    (words.at(-1) ?? "").replace(/^=/, ""),
    knownIds(commandContext.folder),
  );
  const lines = candidates.map(({ word, about }) => `${word}\t${about}\n`);
  commandContext.terminal.out(`${lines.join("")}${files ? ":files\n" : ""}`);
  return 0;
}
