import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** `npm run test:long`: the same properties, many more runs of each. */
export default mergeConfig(
  base,
  defineConfig({ test: { setupFiles: ["test/support/long-runs.ts"], testTimeout: 900_000 } }),
);
