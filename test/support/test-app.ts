import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, Testing } from "cdktf";
import { afterAll } from "vitest";

const outdir = mkdtempSync(join(tmpdir(), "keeper-app-"));
afterAll(() => {
  rmSync(outdir, { recursive: true, force: true });
});

/** cdktf's app for a test, whose folder is removed at the end. `Testing.app()` leaves one behind for each call. */
export function testApp(): App {
  return Testing.app({ outdir });
}
