import { closeSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { workerData } from "node:worker_threads";
import { STACK_FILE } from "../formats/stack/manifest.ts";
import { type Batch, type BatchedStack, ENDED, type ReadAheadOrder, SENT, TAKEN } from "./read-ahead.ts";

/*
 * The thread of read-ahead.ts. Where anything is not as it should be it leaves the work to whoever asked for it.
 */

/** How many bytes are sent together. */
const BATCH = 1024 * 1024;

/** The largest stack that is read ahead, in bytes; those of a fleet take eight thousand. */
const LARGEST = 256 * 1024;

/** How many batches may wait: together with what is worked on, far less than a fleet takes anyway. */
const MOST_WAITING = 32;

const { folders, port, counters }: ReadAheadOrder = workerData;
let batch = new ArrayBuffer(BATCH);
let stacks: BatchedStack[] = [];
let used = 0;

try {
  for (const folder of folders)
    for (const stack of readdirSync(folder).sort()) {
      if (BATCH - used < LARGEST) send();
      stacks.push(read(join(folder, stack)));
    }
  send();
} finally {
  Atomics.store(counters, ENDED, 1);
  // whoever waits for a batch looks again
  Atomics.add(counters, SENT, 1);
  Atomics.notify(counters, SENT);
}

function read(place: string): BatchedStack {
  const start = used;
  try {
    const names = readdirSync(place);
    const end = readInto(new Uint8Array(batch, start, LARGEST), join(place, STACK_FILE));
    if (end === undefined) return { place, names: undefined, start, end: start };
    used += end;
    return { place, names, start, end: used };
  } catch {
    return { place, names: undefined, start, end: start };
  }
}

/** How many bytes a file has; undefined where they do not fit. */
function readInto(bytes: Uint8Array, path: string): number | undefined {
  const file = openSync(path, "r");
  try {
    let length = 0;
    for (;;) {
      const count = readSync(file, bytes, length, bytes.length - length, null);
      if (count === 0) return length;
      length += count;
      if (length === bytes.length) return undefined;
    }
  } finally {
    closeSync(file);
  }
}

function send(): void {
  for (;;) {
    const taken = Atomics.load(counters, TAKEN);
    if (Atomics.load(counters, SENT) - taken < MOST_WAITING) break;
    Atomics.wait(counters, TAKEN, taken);
  }
  port.postMessage({ bytes: batch, stacks } satisfies Batch, [batch]);
  Atomics.add(counters, SENT, 1);
  Atomics.notify(counters, SENT);
  batch = new ArrayBuffer(BATCH);
  stacks = [];
  used = 0;
}
