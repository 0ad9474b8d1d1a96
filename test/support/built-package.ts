import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Builds the package once before all tests: what they start as a process is what users start. */
export default function setup(): void {
  const root = join(import.meta.dirname, "..", "..");
  execFileSync(process.execPath, ["--import", "tsx", join(root, "scripts/build.ts")], {
    cwd: root,
    stdio: "inherit",
  });
}
