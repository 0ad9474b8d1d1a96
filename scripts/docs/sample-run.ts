import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../lib/cli/command-context.ts";
import { runKeeper } from "../../lib/cli/program.ts";

/** Width of the terminal in documents. */
export const COLUMNS = 80;

/**
 * What `keeper review` prints in a terminal with colours where fabrikam of the sample estate moves from 1.0.0 to 1.1.0.
 * Throws where it cannot be made.
 */
export async function sampleReview(root: string): Promise<string> {
  // inside the repository: there definitions find "azure-lighthouse-keeper", as this package's own name
  const folder = mkdtempSync(join(root, ".docs-estate-"));
  try {
    // two folders: a process loads each definition file once
    const [before, after] = [
      copySample(root, join(folder, "before")),
      copySample(root, join(folder, "after")),
    ];
    const file = join(before, "customers/fabrikam.ts");
    const now = readFileSync(file, "utf8");
    const then = now.replace('version: "1.1.0"', 'version: "1.0.0"');
    if (then === now) throw new Error("customers/fabrikam.ts changed: the picture begins with 1.0.0");
    writeFileSync(file, then);
    await keeper(root, before, ["synth", "fabrikam"]);
    await keeper(root, after, ["synth", "fabrikam"]);
    cpSync(join(before, "cdktf.out"), join(after, "base.out"), { recursive: true });
    return await keeper(root, after, ["review", "base.out", "cdktf.out"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a command prints about the sample estate as it is. Throws where it fails. */
export function printedOfSample(root: string, words: readonly string[]): Promise<string> {
  return keeper(root, root, words);
}

function copySample(root: string, estate: string): string {
  for (const part of ["offers", "customers", "estate.ts", "estate.lock.json", "cdktf.json"])
    cpSync(join(root, part), join(estate, part), { recursive: true });
  return estate;
}

async function keeper(root: string, folder: string, words: readonly string[]): Promise<string> {
  const { context, printed } = commandContext(root, folder);
  const code = await runKeeper(words, context);
  const { out, err } = printed();
  if (code !== 0) throw new Error(`keeper ${words.join(" ")} ended with ${code}: ${err}`);
  return out;
}

/** A context that keeps what a command prints, in a terminal with colours. */
export function commandContext(
  root: string,
  folder: string,
): { readonly context: CommandContext; readonly printed: () => { out: string; err: string } } {
  let [out, err] = ["", ""];
  const main = join(root, "lib/cli/main.ts");
  const context: CommandContext = {
    folder,
    // no git: what is printed must not depend on the history of this clone
    environment: { PATH: join(root, "no-programs") },
    keeper: [process.execPath, "--conditions=keeper-source", "--import", "tsx", main],
    today: () => "2026-11-23",
    platform: "linux",
    interrupted: () => Promise.resolve(),
    terminal: {
      colour: true,
      columns: COLUMNS,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      confirm: () => Promise.resolve(undefined),
      progress: () => {},
    },
  };
  return { context, printed: () => ({ out, err }) };
}
