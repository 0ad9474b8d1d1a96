import { spawn } from "node:child_process";
import { SIGNALS } from "../estate/interruption.ts";

/** Limits of a process: running time and size of its output. */
export interface RunLimits {
  readonly milliseconds: number;
  /** Most bytes of standard output. Standard error has no limit; its first {@link MOST_ERROR_BYTES} bytes are kept. */
  readonly bytes: number;
}

/** How a process ended: by itself, stopped at a limit, or not started. */
export type RunEnd =
  | { readonly kind: "ended"; readonly status: number | null }
  | { readonly kind: "late" }
  | { readonly kind: "too-much" }
  | { readonly kind: "not-started"; readonly why: string };

/** How a process ended, and what it printed. */
export interface RunAlone {
  readonly end: RunEnd;
  readonly out: Buffer;
  readonly err: string;
}

/** Most bytes of standard error that are kept. */
const MOST_ERROR_BYTES = 65_536;

/** Windows has no process groups: there only the process itself is stopped. */
const HAS_GROUPS = process.platform !== "win32";

/**
 * Runs a program without environment variables, in a process group of its own. The whole group is killed when the
 * program ends, reaches a limit, or this process receives a signal to end. This cleans up; it is not a sandbox: a process
 * that moves into another group survives.
 */
export function runAlone(
  [program = "", ...words]: readonly string[],
  folder: string,
  limits: RunLimits,
): Promise<RunAlone> {
  const child = spawn(program, words, {
    cwd: folder,
    env: {},
    detached: HAS_GROUPS,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => {
    try {
      if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      else child.kill("SIGKILL");
    } catch {
      // the group has ended already
    }
  };
  // the terminal sends Ctrl-C only to this process's group
  const interrupted = (signal: NodeJS.Signals) => {
    stop();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  let [outBytes, errBytes] = [0, 0];
  return new Promise<RunAlone>((resolve) => {
    const settle = (end: RunEnd) => {
      if (child.exitCode === null && child.signalCode === null) stop();
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, interrupted);
      // a surviving process of another group may hold the streams open
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      resolve({ end, out: Buffer.concat(out), err: Buffer.concat(err).toString("utf8") });
    };
    const timer = setTimeout(() => settle({ kind: "late" }), limits.milliseconds);
    child.stdout.on("data", (chunk: Buffer) => {
      outBytes += chunk.length;
      if (outBytes > limits.bytes) settle({ kind: "too-much" });
      else out.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      if (errBytes < MOST_ERROR_BYTES) err.push(chunk.subarray(0, MOST_ERROR_BYTES - errBytes));
      errBytes += chunk.length;
    });
    child.on("error", ({ message }) => settle({ kind: "not-started", why: message }));
    // processes that it left behind hold its output open, and "close" would wait for them
    child.on("exit", stop);
    child.on("close", (status) => settle({ kind: "ended", status }));
  });
}
