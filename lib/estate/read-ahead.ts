import { statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { readStackFiles, type StackFiles, type StackReader } from "./stack-files.ts";

/*
 * Half of the time that comparing a fleet takes goes into reading ten thousand folders and files. A thread reads them
 * in the order in which they will be asked for. It decides nothing: what it could not read, or has not read, is read by
 * whoever asks, and fails there as it would without it.
 */

/** What the thread is told. */
export interface ReadAheadOrder {
  /** Folders whose folders are read, one after the other, each in the order of their names. */
  readonly folders: readonly string[];
  /** Where batches are sent. */
  readonly port: MessagePort;
  /** Shared counters, by {@link SENT}, {@link TAKEN} and {@link ENDED}. */
  readonly counters: Int32Array;
}

/** How many batches were sent. */
export const SENT = 0;
/** How many of them were taken; the thread waits where too many are not. */
export const TAKEN = 1;
/** Not zero when no more will come. */
export const ENDED = 2;

/** Some stacks' folders that were read. */
export interface Batch {
  readonly bytes: ArrayBuffer;
  readonly stacks: readonly BatchedStack[];
}

/** One folder in a batch. */
export interface BatchedStack {
  readonly place: string;
  /** Names of everything in it; undefined where it could not be read. */
  readonly names: readonly string[] | undefined;
  /** Where its stack begins and ends in the bytes. */
  readonly start: number;
  readonly end: number;
}

/** A manifest of about a thousand stacks: below that, starting the thread takes as long as it saves. */
const LARGE_MANIFEST = 256 * 1024;

/** How long a thread may give no sign, in milliseconds, before its work is done without it. */
const PATIENCE = 2000;

/** The thread's file: beside this one, whether compiled and bundled or not. */
const THREAD = new URL(`./read-ahead-thread${extname(import.meta.url)}`, import.meta.url);

/** Reads the stacks of these output folders: ahead where they are many. */
export function readerOf(outputs: readonly string[]): StackReader {
  const large = outputs.filter(isLarge);
  return large.length === 0
    ? readStackFiles
    : readAhead(
        large.map((folder) => join(folder, "stacks")),
        THREAD,
      );
}

function isLarge(output: string): boolean {
  try {
    return statSync(join(output, "manifest.json")).size >= LARGE_MANIFEST;
  } catch {
    // a plan, a state, nothing at all: whoever reads it says what is wrong
    return false;
  }
}

/** Reads the folders below these ahead, by a thread of its own that ends with the process. */
export function readAhead(folders: readonly string[], thread: URL): StackReader {
  const { port1, port2 } = new MessageChannel();
  const counters = new Int32Array(new SharedArrayBuffer(12));
  const order: ReadAheadOrder = { folders, port: port2, counters };
  const worker = new Worker(thread, { workerData: order, transferList: [port2] });
  // one that cannot run is not missed
  worker.on("error", () => undefined);
  worker.unref();
  const received = new Received(port1, counters);
  const own = new Set(folders);
  return (place) => (own.has(dirname(place)) ? received.files(place) : undefined) ?? readStackFiles(place);
}

/** What a thread has read, in its order. */
class Received {
  readonly #port: MessagePort;
  readonly #counters: Int32Array;
  #bytes: Buffer = Buffer.alloc(0);
  #stacks: readonly BatchedStack[] = [];
  #next = 0;
  #ended = false;

  constructor(port: MessagePort, counters: Int32Array) {
    this.#port = port;
    this.#counters = counters;
  }

  /** Undefined where the thread could not read it, or never will. Whatever comes before it in order is dropped. */
  files(place: string): StackFiles | undefined {
    while (!this.#ended) {
      const stack = this.#stacks[this.#next];
      if (stack === undefined) {
        this.#receive();
        continue;
      }
      this.#next++;
      if (stack.place !== place) continue;
      const { names, start, end } = stack;
      const bytes = this.#bytes;
      return names === undefined ? undefined : { names, text: () => bytes.toString("utf8", start, end) };
    }
    return undefined;
  }

  /** Takes the next batch, and waits for it. */
  #receive(): void {
    for (;;) {
      const sent = Atomics.load(this.#counters, SENT);
      const ended = Atomics.load(this.#counters, ENDED) !== 0;
      const received: { readonly message: Batch } | undefined = receiveMessageOnPort(this.#port);
      if (received !== undefined) {
        this.#take(received.message);
        return;
      }
      this.#ended = ended || Atomics.wait(this.#counters, SENT, sent, PATIENCE) === "timed-out";
      if (this.#ended) return;
    }
  }

  #take({ bytes, stacks }: Batch): void {
    this.#bytes = Buffer.from(bytes);
    this.#stacks = stacks;
    this.#next = 0;
    Atomics.add(this.#counters, TAKEN, 1);
    Atomics.notify(this.#counters, TAKEN);
  }
}
