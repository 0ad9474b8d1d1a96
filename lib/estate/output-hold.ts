import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

const HOLD_FILE = ".keeper.hold";

/** How long a run waits for another that writes the same folder, in milliseconds, and how often it looks. */
const LONGEST_WAIT = 60_000;
const LOOK_EVERY = 50;

/** Writing the number into a new hold takes far less: one that has none for so long was left by a killed process. */
const LONGEST_UNNUMBERED = 1_000;

/**
 * Holds a folder for one process: two selected runs at once must both end up listed in the manifest. The hold of a
 * process that is gone is taken over. Gives the function that lets go.
 *
 * @param longestWait for another process to let go, in milliseconds; @default 60000
 */
export function holdOutputFolder(output: string, longestWait: number = LONGEST_WAIT): Outcome<() => void> {
  const path = join(output, HOLD_FILE);
  let unnumbered = 0;
  for (let waited = 0; waited <= longestWait; waited += LOOK_EVERY) {
    if (take(path)) return success(() => rmSync(path, { force: true }));
    const holder = holderOf(path);
    unnumbered = holder === "unknown" ? unnumbered + LOOK_EVERY : 0;
    if (isGone(holder) || unnumbered > LONGEST_UNNUMBERED) rmSync(path, { force: true });
    else if (holder !== "nobody") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY);
  }
  return failure(
    "output-in-use",
    `another keeper (process ${holderOf(path)}) is using the folder`,
    `wait for it; if it is gone, delete ${HOLD_FILE} in it`,
  );
}

function take(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** The process that holds the folder; `unknown` while it has not yet written its number. */
function holderOf(path: string): number | "nobody" | "unknown" {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    return Number.isSafeInteger(pid) && pid > 0 ? pid : "unknown";
  } catch {
    return "nobody";
  }
}

/** Nothing in this process writes while it waits here: its own number was an earlier process's, as in containers. */
function isGone(holder: number | "nobody" | "unknown"): boolean {
  return typeof holder === "number" && (holder === process.pid || !isRunning(holder));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // a process of somebody else's is running all the same
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
