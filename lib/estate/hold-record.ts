import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { isObject } from "../values/json-object.ts";

/** The process that holds a folder, and where its number has a meaning. */
export interface Holder {
  readonly process: number;
  /** When the process began, as Linux counts it: numbers are given again. Undefined elsewhere. */
  readonly began: string | undefined;
  readonly host: string;
  /** Which numbering of processes the number belongs to: each container has its own. Undefined but on Linux. */
  readonly numbering: string | undefined;
}

/** What a record of a hold says: its holder, that nobody holds any more, or nothing that can be understood. */
export type RecordedHolder = Holder | "gone" | "unknown";

/** This process, for a record. */
export function thisProcess(): Holder {
  return {
    process: process.pid,
    began: beginningOf(process.pid)?.began,
    host: hostname(),
    numbering: numbering(),
  };
}

/** The text of a record. */
export function recordText(holder: Holder): string {
  return JSON.stringify(holder);
}

/** Whom the record in a file names. A record is complete before it is a hold: only a crash of the machine empties one. */
export function readRecord(path: string): RecordedHolder {
  const text = textOf(path);
  if (text === undefined) return "unknown";
  if (text === "") return "gone";
  const holder = parseHolder(text);
  return holder === undefined ? "unknown" : judged(holder);
}

/** Whom a hold of an older keeper names: a file with the number of a process. */
export function readOldHold(path: string): RecordedHolder {
  const text = textOf(path);
  if (text === undefined) return "unknown";
  const process = Number(text);
  if (!isProcess(process)) return "gone";
  return judged({ ...thisProcess(), process, began: undefined });
}

/** A file's text; empty where there is none any more, undefined where it cannot be read. */
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

/** A number of another host or container says nothing here: such a process is taken to be running. */
function judged(holder: Holder): RecordedHolder {
  const here = thisProcess();
  if (holder.host !== here.host || holder.numbering !== here.numbering) return holder;
  if (!isRunning(holder.process)) return "gone";
  const running = beginningOf(holder.process);
  if (running?.ended === true) return "gone";
  // without a beginning, this process's own number was an earlier process's: it waits here, and holds nothing
  if (holder.began === undefined) return holder.process === here.process ? "gone" : holder;
  return running !== undefined && running.began !== holder.began ? "gone" : holder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // a process of another user is running all the same
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * When a process began, in ticks since the machine did, and whether it ended and is only not yet collected.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html fields 3 (state) and 22 (starttime)
 */
function beginningOf(pid: number): { readonly began: string; readonly ended: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // the second field is a name in parentheses, and may hold any of them
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
