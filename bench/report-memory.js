// Loaded into every measured process: writes its peak resident memory (KiB) to the file "report" of this module's query
// when it ends. Of a process and those that it starts, the largest counts.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const report = new URL(import.meta.url).searchParams.get("report");
if (isMainThread && report !== null) {
  process.on("exit", () => {
    const other = existsSync(report) ? Number(readFileSync(report, "utf8")) : 0;
    writeFileSync(report, String(Math.max(other, process.resourceUsage().maxRSS)));
  });
}
