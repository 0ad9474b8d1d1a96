import { Console } from "node:console";
import { fstatSync, writeFileSync } from "node:fs";
import { reasonOf } from "../values/failure.ts";

/** Where commands print. The only place in the project that does. */
export interface Terminal {
  /** Results: what a program may read. */
  out(text: string): void;
  /** Everything about the run: findings in text form, failures, progress. */
  err(text: string): void;
  /** Shows how far long work is; overwritten by the next call, nothing at all where nobody watches. */
  progress(text: string): void;
  /** Asks a question that yes or no answers; undefined where nobody watches who could answer. */
  confirm(question: string): Promise<boolean | undefined>;
  /** Whether results go to somebody who sees colours. */
  readonly colour: boolean;
  /** How many columns the results' terminal has; undefined where they go elsewhere. */
  readonly columns: number | undefined;
}

/** Work that takes less shows no progress, in milliseconds. */
const SILENT_FOR = 2_000;

/** The terminal of this process. */
export interface ProcessTerminal extends Terminal {
  /** Whether something could not be printed, but for a reader that stopped early. It is reported on the error stream. */
  readonly hasFailed: boolean;
}

/** The terminal of this process. Printing never throws: a command that began something ends it first. */
export function processTerminal(): ProcessTerminal {
  let hasFailed = false;
  const failed = (stream: Stream, error: unknown) => {
    // whoever reads may stop early (`keeper roles | head`): that is no failure of ours
    if (hasFailed || (error instanceof Error && "code" in error && error.code === "EPIPE")) return;
    hasFailed = true;
    if (stream === process.stdout)
      err(`keeper could not run: standard output cannot be written: ${reasonOf(error)}\n`);
  };
  const out = writer(process.stdout, failed);
  const err = writer(process.stderr, failed);
  // what a definition prints while it is loaded is no result: `--json` stays JSON
  globalThis.console = new Console(process.stderr);
  const started = Date.now();
  let shown = false;
  const clear = () => {
    if (shown) err("\r\u001b[2K");
    shown = false;
  };
  return {
    // https://no-color.org
    colour: process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "",
    columns: process.stdout.isTTY === true ? process.stdout.columns : undefined,
    get hasFailed() {
      return hasFailed;
    },
    out(text) {
      clear();
      out(text);
    },
    err(text) {
      clear();
      err(text);
    },
    async confirm(question) {
      if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return undefined;
      clear();
      // loaded where there is a question: most commands have none
      const { createInterface } = await import("node:readline/promises");
      const asking = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return /^y(?:es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
      } finally {
        asking.close();
      }
    },
    progress(text) {
      if (process.stderr.isTTY !== true || Date.now() - started < SILENT_FOR) return;
      clear();
      err(text);
      shown = true;
    },
  };
}

type Stream = typeof process.stdout | typeof process.stderr;

/** Writes to a stream of this process, and hands on why it cannot. */
function writer(stream: Stream, failed: (stream: Stream, error: unknown) => void): (text: string) => void {
  stream.on("error", (error) => failed(stream, error));
  if (!isFile(stream)) return (text) => stream.write(text);
  return (text) => {
    try {
      // the stream would be content with a part of the text, which is what a disk takes last
      writeFileSync(stream.fd, text);
    } catch (error) {
      failed(stream, error);
    }
  };
}

/** Whether a stream leads to a file or a device that is no terminal. */
function isFile({ fd, isTTY }: Stream): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || (stats.isCharacterDevice() && !isTTY);
  } catch {
    return false;
  }
}
