import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { Job } from "./github-job.ts";

/*
 * The processes of a job's runner: those that work in its folder. Linux says in /proc where each works.
 */

/** Kills all processes of a runner at once, as a machine that goes away does. */
export function killRunner({ folder }: Job): void {
  for (const id of processesIn(folder))
    try {
      process.kill(id, "SIGKILL");
    } catch {
      // it ended by itself meanwhile
    }
}

/** Resident memory of a runner's processes now, in MiB. */
export function runnerMemory({ folder }: Job): number {
  const kibibytes = processesIn(folder).map((id) => {
    const text = whereItIs(() => readFileSync(`/proc/${id}/status`, "utf8")) ?? "";
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
  });
  return kibibytes.reduce((sum, each) => sum + each, 0) / 1024;
}

function processesIn(folder: string): number[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const isInside = (id: string) =>
    `${whereItIs(() => readlinkSync(`/proc/${id}/cwd`))}/`.startsWith(`${folder}/`);
  return ids.filter(isInside).map(Number);
}

/** What /proc says of a process; undefined where it has ended. */
function whereItIs(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
