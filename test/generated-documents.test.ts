import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

test("the generated documents and the published JSON Schema are current", () => {
  const words = ["--conditions=keeper-source", "--import", "tsx", "scripts/docs/main.ts", "--check"];
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
