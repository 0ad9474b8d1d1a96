// Loaded into every measured process: writes its peak resident memory (KiB) to a file when it ends.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env.KEEPER_BENCH_MEMORY !== undefined) {
  process.on("exit", () => {
    writeFileSync(process.env.KEEPER_BENCH_MEMORY, String(process.resourceUsage().maxRSS));
  });
}
