import { execFile } from "node:child_process";
import type { Environment } from "./environment.ts";

/** End of a command whose output was kept, or why it did not start. */
export type CapturedEnd =
  | { readonly kind: "ended"; readonly code: number; readonly output: string; readonly errors: string }
  | { readonly kind: "notStarted"; readonly problem: string };

/** Limit of kept output, in bytes. The plan of a customer with 10,000 scopes has about 50 MB. */
const MOST_OUTPUT = 2 ** 28;

/** Runs a command without input, and keeps what it prints. The sandbox of this process goes on answering meanwhile. */
export function captureCommand(
  [program, ...words]: readonly [string, ...string[]],
  folder: string,
  environment: Environment,
): Promise<CapturedEnd> {
  return new Promise((resolve) => {
    const options = {
      cwd: folder,
      env: { ...environment },
      maxBuffer: MOST_OUTPUT,
      encoding: "utf8",
    } as const;
    const child = execFile(program, words, options, (error, output, errors) => {
      if (error === null) resolve({ kind: "ended", code: 0, output, errors });
      else if (typeof error.code === "number") resolve({ kind: "ended", code: error.code, output, errors });
      else resolve({ kind: "notStarted", problem: error.message });
    });
    child.stdin?.end();
  });
}
