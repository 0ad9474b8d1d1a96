import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { configDefaults, defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/**
 * `npm run test:long`: what takes too long for every change. Properties with many more runs of each, and the tests
 * named `*.long.ts`. What has no property and ran in `npm run ok` is left out.
 */
const long = mergeConfig(
  base,
  defineConfig({
    test: {
      setupFiles: ["test/support/long-runs.ts"],
      testTimeout: 900_000,
      exclude: [
        ...configDefaults.exclude,
        ...withoutProperty(),
        // these have properties that start processes: npm run ok has run them often enough
        "test/adopting/*.test.ts",
        "test/cli/!(verbs).test.ts",
        "test/end-to-end/*.test.ts",
      ],
    },
  }),
);
long.test.include = ["test/**/*.test.ts", "test/**/*.long.ts"];

/** Tests without a property: more runs of them show nothing that `npm run ok` has not shown. */
function withoutProperty(): string[] {
  return readdirSync("test", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => !readFileSync(join("test", file), "utf8").includes('from "fast-check"'))
    .map((file) => `test/${file.replaceAll("\\", "/")}`);
}

export default long;
