import { Console } from "node:console";
import { fstatSync, writeFileSync } from "node:fs";
import type { FindingStream } from "../report/finding-text.ts";
import { reasonOf } from "../values/failure.ts";
import { type Prompter, terminalPrompter } from "./prompter.ts";

/** Where commands print. The only place in the project that does. */
export interface Terminal {
  /** Prints results, which a program may read. */
  out(text: string): void;
  /** Prints text about the run: findings in text form, failures, progress. */
  err(text: string): void;
  /** Shows progress of long work; the next call overwrites it. Prints nothing where the output is not a terminal. */
  progress(text: string): void;
  /** Asks a question that yes or no answers; undefined without a terminal for the answer. */
  confirm(question: string): Promise<boolean | undefined>;
  /** Asks questions one by one. @default - there is no person: input or error stream is not a terminal */
  readonly prompter?: (() => Promise<Prompter>) | undefined;
  /** Whether results are printed with colours. */
  readonly colour: boolean;
  /** Whether text about the run is printed with colours. @default - it is not */
  readonly errorColour?: boolean | undefined;
  /** Columns of the results' terminal; undefined where they go elsewhere. */
  readonly columns: number | undefined;
  /** Columns of the terminal that shows text about the run. @default - it goes elsewhere */
  readonly errorColumns?: number | undefined;
}

/** The stream for text about the run, as reports need it. */
export function errorStream({ errorColour, errorColumns }: Terminal): FindingStream {
  return { colour: errorColour, columns: errorColumns };
}

/** Shorter work shows no progress, in milliseconds. */
const SILENT_FOR = 2_000;

/** The terminal of this process. */
export interface ProcessTerminal extends Terminal {
  /** Whether a result could not be printed; not where the reader stopped early. It is reported on the error stream. */
  readonly hasFailed: boolean;
}

/** The terminal of this process. Printing never throws: a command must finish what it began. */
export function processTerminal(): ProcessTerminal {
  let hasFailed = false;
  const failed = (stream: Stream, error: unknown) => {
    // a reader may stop early (`keeper roles | head`): that is no failure of keeper
    if (hasFailed || (error instanceof Error && "code" in error && error.code === "EPIPE")) return;
    hasFailed = true;
    if (stream === process.stdout)
      err(`keeper could not run: standard output cannot be written: ${reasonOf(error)}\n`);
  };
  const out = writer(process.stdout, failed);
  const err = writer(process.stderr, failed);
  // output of a definition while it is loaded is no result: `--json` stays JSON
  globalThis.console = new Console(process.stderr);
  const started = Date.now();
  let shown = false;
  const clear = () => {
    if (shown) err("\r\u001b[2K");
    shown = false;
  };
  return {
    colour: showsColour(process.stdout, process.env),
    errorColour: showsColour(process.stderr, process.env),
    columns: process.stdout.isTTY === true ? process.stdout.columns : undefined,
    errorColumns: process.stderr.isTTY === true ? process.stderr.columns : undefined,
    // a result is what standard output gets
    prompter: isAttended()
      ? () => terminalPrompter({ input: process.stdin, output: process.stderr })
      : undefined,
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
    confirm(question) {
      clear();
      return answered(question);
    },
    progress(text) {
      if (process.stderr.isTTY !== true || Date.now() - started < SILENT_FOR) return;
      clear();
      err(text);
      shown = true;
    },
  };
}

/**
 * Whether text sent to a stream is coloured. It is for a terminal, or where FORCE_COLOR says so, as Node reads it.
 * NO_COLOR wins (https://no-color.org).
 */
export function showsColour(
  { isTTY }: { readonly isTTY?: boolean | undefined },
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if ((environment["NO_COLOR"] ?? "") !== "") return false;
  const forced = environment["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTTY === true && environment["TERM"] !== "dumb";
}

/** Asks on the error stream; undefined where input or error stream is not a terminal. */
async function answered(question: string): Promise<boolean | undefined> {
  if (!isAttended()) return undefined;
  // loaded where there is a question: most commands have none
  const { createInterface } = await import("node:readline/promises");
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
  } finally {
    asking.close();
  }
}

/** Whether a person can read questions and answer them. */
function isAttended(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

type Stream = typeof process.stdout | typeof process.stderr;

/** Writes to a stream of this process, and passes on why it cannot. */
function writer(stream: Stream, failed: (stream: Stream, error: unknown) => void): (text: string) => void {
  stream.on("error", (error) => failed(stream, error));
  if (!isFile(stream)) return (text) => stream.write(text);
  return (text) => {
    try {
      // the stream would accept a partial write, which is the last one of a full disk
      writeFileSync(stream.fd, text);
    } catch (error) {
      failed(stream, error);
    }
  };
}

/** Whether a stream leads to a file or a device that is not a terminal. */
function isFile({ fd, isTTY }: Stream): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFile() || (stats.isCharacterDevice() && !isTTY);
  } catch {
    return false;
  }
}
