import { Console } from "node:console";

/** Where commands print. The only place in the project that does. */
export interface Terminal {
  /** Results: what a program may read. */
  out(text: string): void;
  /** Everything about the run: findings in text form, failures, progress. */
  err(text: string): void;
  /** Shows how far long work is; overwritten by the next call, nothing at all where nobody watches. */
  progress(text: string): void;
  /** Whether results go to somebody who sees colours. */
  readonly colour: boolean;
  /** How many columns the results' terminal has; undefined where they go elsewhere. */
  readonly columns: number | undefined;
}

/** Work that takes less shows no progress, in milliseconds. */
const SILENT_FOR = 2_000;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  // whoever reads may stop early (`keeper roles | head`): that is no failure of ours
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  // what a definition prints while it is loaded is no result: `--json` stays JSON
  globalThis.console = new Console(process.stderr);
  const started = Date.now();
  let shown = false;
  const clear = () => {
    if (shown) process.stderr.write("\r\u001b[2K");
    shown = false;
  };
  return {
    // https://no-color.org
    colour: process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "",
    columns: process.stdout.isTTY === true ? process.stdout.columns : undefined,
    out(text) {
      clear();
      process.stdout.write(text);
    },
    err(text) {
      clear();
      process.stderr.write(text);
    },
    progress(text) {
      if (process.stderr.isTTY !== true || Date.now() - started < SILENT_FOR) return;
      clear();
      process.stderr.write(text);
      shown = true;
    },
  };
}
