import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandContext } from "../../lib/cli/command-context.ts";
import { runKeeper } from "../../lib/cli/program.ts";

/** Width of the terminal in documents. */
export const COLUMNS = 80;

/** A version of a plan that a customer had before. */
export type Earlier = readonly [customer: string, plan: string, now: string, then: string];

/** Fabrikam moves to the next version of its plan. */
export const ONE_CHANGE: readonly Earlier[] = [["fabrikam", "complete", "1.1.0", "1.0.0"]];

/** One customer moves to the next version, another one back to the one before. */
export const TWO_CHANGES: readonly Earlier[] = [
  ...ONE_CHANGE,
  ["contoso-retail", "complete", "1.0.0", "1.1.0"],
];

/**
 * What `keeper review` prints where customers of the sample estate had earlier versions of their plans: in a terminal with
 * colours, or as further words ask. Throws where it cannot be made.
 */
export async function sampleReview(
  root: string,
  earlier: readonly Earlier[],
  words: readonly string[] = [],
): Promise<string> {
  // inside the repository: there definitions find "azure-lighthouse-keeper", as this package's own name
  const folder = mkdtempSync(join(root, ".docs-estate-"));
  try {
    // two folders: a process loads each definition file once
    const [before, after] = [
      copySample(root, join(folder, "before")),
      copySample(root, join(folder, "after")),
    ];
    for (const [customer, plan, now, then] of earlier) {
      const file = join(before, `customers/${customer}.ts`);
      const text = readFileSync(file, "utf8");
      const taken = new RegExp(`(plan: "${plan}",\\s+version: )"${now}"`);
      if (!taken.test(text))
        throw new Error(`customers/${customer}.ts changed: it does not take ${plan}@${now}`);
      writeFileSync(file, text.replace(taken, `$1"${then}"`));
    }
    const customers = earlier.length === 1 ? earlier.map(([customer]) => customer) : [];
    await keeper(root, before, ["synth", ...customers]);
    await keeper(root, after, ["synth", ...customers]);
    cpSync(join(before, "cdktf.out"), join(after, "base.out"), { recursive: true });
    return await keeper(root, after, ["review", "base.out", "cdktf.out", ...words]);
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
