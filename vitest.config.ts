import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { LeftOutReporter } from "./test/support/left-out.ts";
import { missingTools, toolTags } from "./test/support/tools.ts";

/** Files that start processes, the slowest first: begun last, one of them would keep a single core busy at the end. */
const FIRST = ["end-to-end/tutorial", "end-to-end/", "cli/", "report/review/html"];

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = FIRST.findIndex((part) => moduleId.includes(`/test/${part}`));
      return found < 0 ? FIRST.length : found;
    };
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

const missing = missingTools(process.env);

export default defineConfig({
  // the sample estate imports "azure-lighthouse-keeper" as a platform team does; here that is this source tree
  resolve: { conditions: ["keeper-source", "node", "import", "default"] },
  ssr: { resolve: { conditions: ["keeper-source", "node", "import", "default"] } },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/tools.ts", "test/support/built-package.ts"],
    tags: toolTags(missing, process.env),
    reporters: ["default", new LeftOutReporter(missing)],
    // on a busy machine the slowest take two minutes: a limit is for what hangs
    testTimeout: 240_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
    // every core: by default one is kept free, which of two is half
    maxWorkers: "100%",
    sequence: { sequencer: SlowestFirst },
  },
});
