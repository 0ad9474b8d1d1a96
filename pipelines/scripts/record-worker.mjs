import { parentPort, workerData } from "node:worker_threads";
import { recordEnds } from "./apply-records.mjs";

/*
 * The thread of record-queue.mjs: git and the waits between two tries would hold up the job. Gets lists of ends, one after the
 * other, and answers each with { refused }, or with { problem } where none is recorded.
 */

parentPort.on("message", (ends) => {
  parentPort.postMessage(answer(ends));
});

function answer(ends) {
  try {
    return { refused: recordEnds(workerData.head, ends) };
  } catch (error) {
    return { problem: `${error.stderr ?? ""}${error.message}` };
  }
}
