import { spawn } from "node:child_process";

/** What a process may take, at most. */
export interface RunLimits {
  readonly milliseconds: number;
  /** Bytes of its output; of its error stream the first {@link MOST_SAID} are kept, whatever it says. */
  readonly bytes: number;
}

/** How a process ended: by itself, or stopped because it reached a limit, or it never began. */
export type RunEnd =
  | { readonly kind: "ended"; readonly status: number | null }
  | { readonly kind: "late" }
  | { readonly kind: "too-much" }
  | { readonly kind: "not-started"; readonly why: string };

/** How a process ended, and what it printed until then. */
export interface RunAlone {
  readonly end: RunEnd;
  readonly out: Buffer;
  readonly err: string;
}

/** How much of an error stream is kept, in bytes. */
const MOST_SAID = 65_536;

/** Windows has no process groups; a process is stopped there by itself. */
const HAS_GROUPS = process.platform !== "win32";

/**
 * Runs a program without any environment variable, and ends what it started together with it: whatever stays in its
 * process group is killed as soon as it ends, reaches a limit, or this process is asked to end. What moves into a group
 * of its own is not found: this tidies up, and confines nothing.
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
      // nobody is left
    }
  };
  // in a group of its own it does not hear the terminal's Ctrl-C
  const interrupted = (signal: NodeJS.Signals) => {
    stop();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, interrupted);
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  let [printed, said] = [0, 0];
  return new Promise<RunAlone>((resolve) => {
    const settle = (end: RunEnd) => {
      if (child.exitCode === null && child.signalCode === null) stop();
      clearTimeout(timer);
      for (const signal of SIGNALS) process.off(signal, interrupted);
      // somebody in a group of his own may hold them open
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      resolve({ end, out: Buffer.concat(out), err: Buffer.concat(err).toString("utf8") });
    };
    const timer = setTimeout(() => settle({ kind: "late" }), limits.milliseconds);
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.length;
      if (printed > limits.bytes) settle({ kind: "too-much" });
      else out.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      if (said < MOST_SAID) err.push(chunk.subarray(0, MOST_SAID - said));
      said += chunk.length;
    });
    child.on("error", ({ message }) => settle({ kind: "not-started", why: message }));
    // whoever it left behind holds its output open, and would be waited for
    child.on("exit", stop);
    child.on("close", (status) => settle({ kind: "ended", status }));
  });
}

/** What asks a process to end. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
