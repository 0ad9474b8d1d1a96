import { defineConfig } from "vitest/config";

export default defineConfig({
  // the sample estate imports "lighthouse-keeper" as a platform team does; here that is this source tree
  resolve: { conditions: ["keeper-source", "node", "import", "default"] },
  ssr: { resolve: { conditions: ["keeper-source", "node", "import", "default"] } },
  // every core: by default one is kept free, which of two is half
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000, maxWorkers: "100%" },
});
