import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SIGNALS } from "./interruption.ts";

/** A folder of this process alone, which is removed when the process ends. */
export interface TemporaryFolder {
  /** Absolute path. */
  readonly path: string;
  /** Removes the folder. Never throws: what cannot be removed stays, and only this user can enter it. */
  remove(): void;
}

/** Paths of the temporary folders that are there now. */
const present = new Set<string>();

/**
 * Makes a temporary folder, mode 0700. It is removed by `remove`, at the latest when this process exits or receives
 * SIGINT, SIGTERM or SIGHUP. The process then still ends by that signal. Where the process has another listener for the
 * signal, that listener decides when to end.
 *
 * A signal is seen between two turns of the event loop: long work must let the loop turn.
 *
 * @param parent an existing folder
 * @param purpose beginning of the folder's name; random characters follow
 * @throws where the folder cannot be made
 */
export function temporaryFolder(parent: string, purpose: string): TemporaryFolder {
  // before the folder is there: from then on no signal may end the process without its removal
  if (present.size === 0) listen();
  try {
    const path = mkdtempSync(join(parent, `${purpose}-`));
    present.add(path);
    return { path, remove: () => removePresent(path) };
  } finally {
    if (present.size === 0) ignoreSoon();
  }
}

/** Ends this process as a signal ended its child. The terminal sent that signal to both. */
export function endAs(signal: NodeJS.Signals | null | undefined): void {
  if (SIGNALS.some((each) => each === signal)) end(signal as NodeJS.Signals);
}

/** Removes a folder with what is in it, whatever rights were taken in it. Never throws. Links are not followed. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    try {
      makeRemovable(folder);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // it stays: removing is no part of the result
    }
  }
}

/** Gives this user all rights on the folders below a folder. Links are not followed. */
function makeRemovable(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) makeRemovable(join(folder, entry.name));
}

function removePresent(path: string): void {
  removeFolder(path);
  present.delete(path);
  if (present.size === 0) ignoreSoon();
}

function removeAll(): void {
  for (const path of present) removeFolder(path);
}

function listen(): void {
  ignore();
  process.on("exit", removeAll);
  for (const signal of SIGNALS) process.on(signal, endAlone);
}

function ignore(): void {
  process.off("exit", removeAll);
  for (const signal of SIGNALS) process.off(signal, endAlone);
}

/** Stops listening after a whole turn of the event loop. A signal that has already arrived is seen in it. */
function ignoreSoon(): void {
  // the first ends the turn that runs now
  setImmediate(() =>
    setImmediate(() => {
      if (present.size === 0) ignore();
    }),
  );
}

function endAlone(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) === 1) end(signal);
}

function end(signal: NodeJS.Signals): void {
  removeAll();
  // without a listener a signal ends the process
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
