import type { Command } from "commander";
import { ID_PATTERN } from "../../delegation/identifiers.ts";
import { listDefinitionFiles } from "../../estate/definition-files.ts";
import { findEstate } from "../../estate/find-estate.ts";
import type { CommandContext } from "../command-context.ts";
import { complete, type KnownIds } from "../completion/complete.ts";
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

function knownIds(folder: string): KnownIds {
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return { customers: [], offers: [] };
  const idsIn = (kind: string) => {
    try {
      const stems = listDefinitionFiles(estate.value.root, kind).map(({ stem }) => stem);
      // anything else would be read by the shell
      return stems.filter((stem) => ID_PATTERN.test(stem));
    } catch {
      return [];
    }
  };
  return { customers: idsIn("customers"), offers: idsIn("offers") };
}
