import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { isObject } from "../values/json-object.ts";

/** The process that holds a folder, and the host and namespace of its process id. */
export interface Holder {
  readonly process: number;
  /** Start time of the process on Linux, because process ids are reused. Undefined on other systems. */
  readonly began: string | undefined;
  readonly host: string;
  /** Process id namespace on Linux: each container has its own. Undefined on other systems. */
  readonly numbering: string | undefined;
}

/**
 * Content of a hold's record: its holder. `gone` where the hold has ended, `unknown` where the record is unreadable.
 */
export type RecordedHolder = Holder | "gone" | "unknown";

/** The current process, for a record. */
export function thisProcess(): Holder {
  return {
    process: process.pid,
    began: beginningOf(process.pid)?.began,
    host: hostname(),
    numbering: numbering(),
  };
}

/** Formats a record. */
export function recordText(holder: Holder): string {
  return JSON.stringify(holder);
}

/** Reads a record. A record is complete before it becomes a hold, so only a crash of the machine empties one. */
export function readRecord(path: string): RecordedHolder {
  const text = textOf(path);
  if (text === undefined) return "unknown";
  if (text === "") return "gone";
  const holder = parseHolder(text);
  return holder === undefined ? "unknown" : judged(holder);
}

/** Reads the hold of an older keeper: a file with a process id. */
export function readOldHold(path: string): RecordedHolder {
  const text = textOf(path);
  if (text === undefined) return "unknown";
  const process = Number(text);
  if (!isProcess(process)) return "gone";
  return judged({ ...thisProcess(), process, began: undefined });
}

/** A file's text; empty where the file is missing, undefined where it cannot be read. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "" : undefined;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const record: unknown = JSON.parse(text);
    if (!isObject(record)) return undefined;
    const { process, began, host, numbering } = record;
    if (!isProcess(process) || typeof host !== "string") return undefined;
    return { process, host, began: textOrNothing(began), numbering: textOrNothing(numbering) };
  } catch {
    return undefined;
  }
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isProcess(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

/** Checks whether the holder still runs. A process of another host or container counts as running. */
function judged(holder: Holder): RecordedHolder {
  const here = thisProcess();
  if (holder.host !== here.host || holder.numbering !== here.numbering) return holder;
  if (!isRunning(holder.process)) return "gone";
  const running = beginningOf(holder.process);
  if (running?.ended === true) return "gone";
  // without a start time, this process's own id belonged to an earlier process: this one waits and holds nothing
  if (holder.began === undefined) return holder.process === here.process ? "gone" : holder;
  return running !== undefined && running.began !== holder.began ? "gone" : holder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process runs as another user
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Start time of a process, in ticks since boot. Also whether it has ended and is not yet collected (zombie).
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html fields 3 (state) and 22 (starttime)
 */
function beginningOf(pid: number): { readonly began: string; readonly ended: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the second field is a name in parentheses that may itself contain parentheses
    const [state = "", ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { began: fields[18] ?? "", ended: "ZX".includes(state) };
  } catch {
    return undefined;
  }
}

function numbering(): string | undefined {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return undefined;
  }
}
