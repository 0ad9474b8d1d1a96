// Loaded into every measured process: writes its peak resident memory (KiB) and CPU time (seconds) as JSON to the file
// "report" of this module's query when it ends. Of a process and those that it starts, the largest figures count.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const report = new URL(import.meta.url).searchParams.get("report");
if (isMainThread && report !== null) {
  process.on("exit", () => {
    const [kibibytes, seconds] = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : [0, 0];
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const own = (userCPUTime + systemCPUTime) / 1e6;
    writeFileSync(report, JSON.stringify([Math.max(kibibytes, maxRSS), Math.max(seconds, own)]));
  });
}
