import { execFile } from "node:child_process";
import { parseJson } from "../documents/json.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Longest run of a command, in milliseconds. The output of a large fleet has hundreds of megabytes. */
const LONGEST_RUN = 600_000;

/** Most output of a command, in bytes. */
const MOST_OUTPUT = 2 ** 26;

/** Most of the error stream that is repeated in a message, in characters. */
const MOST_SHOWN = 300;

/** The command line of a platform, which holds the user's sign-in. */
export interface PlatformCli {
  readonly program: "gh" | "az";
  /** What to do where it is missing or not signed in. */
  readonly fix: string;
}

/** Where a platform's command line runs. */
export interface PlatformContext {
  /** Folder of the repository, whose remote names the platform's repository. */
  readonly folder: string;
  readonly environment: Environment;
}

/** Runs a platform's command line, and returns its standard output. */
export function runPlatform(
  { program, fix }: PlatformCli,
  words: readonly string[],
  { folder, environment }: PlatformContext,
): Promise<Outcome<string>> {
  // on Windows az is a script, which a shell must start: folders may have blanks
  const shell = program === "az" && process.platform === "win32";
  const all = shell ? words.map((word) => `"${word}"`) : [...words];
  const options = { cwd: folder, env: { ...environment }, shell, timeout: LONGEST_RUN, windowsHide: true };
  return new Promise((resolve) => {
    const child = execFile(program, all, { ...options, maxBuffer: MOST_OUTPUT }, (error, out, err) => {
      if (error === null) return resolve(success(out));
      const why = error.code === "ENOENT" ? "it is not on PATH" : firstLine(err) || error.message;
      const problem = `${program} ${words.slice(0, 3).join(" ")} failed: ${why.slice(0, MOST_SHOWN)}`;
      resolve(failure("unreadable-input", problem, fix));
    });
    // it must never wait for an answer
    child.stdin?.end();
  });
}

/** As {@link runPlatform}, for a command that prints JSON. */
export function askPlatform(
  cli: PlatformCli,
  words: readonly string[],
  context: PlatformContext,
): Promise<Outcome<unknown>> {
  return attemptAsync(async function* () {
    const parsed = parseJson(yield* take(await runPlatform(cli, words, context)));
    if (parsed.ok) return parsed.value;
    const problem = `${cli.program} ${words.slice(0, 3).join(" ")} printed no JSON`;
    return yield* take(failure("unreadable-input", problem, `update ${cli.program}`));
  });
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
