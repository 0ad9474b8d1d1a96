import type { Reporter, TestModule, Vitest } from "vitest/node";
import type { Tool } from "./tools.ts";

/**
 * What a run left out, in one line: how many tests for each missing tool, and how to get it. A test that needs two of
 * them counts for both, and once in all.
 *
 * @param leftOut the tags of each test that was not run
 * @returns undefined where no test was left out for a missing tool
 */
export function leftOutLine(
  missing: readonly Tool[],
  leftOut: readonly (readonly string[])[],
): string | undefined {
  const needing = (tools: readonly Tool[]) =>
    leftOut.filter((tags) => tools.some(({ tag }) => tags.includes(tag))).length;
  const parts = missing.flatMap((tool) => {
    const count = needing([tool]);
    const tests = `${count} ${tool.tests} ${count === 1 ? "test" : "tests"}`;
    return count === 0 ? [] : [`${tests} (no ${tool.name}: ${tool.get})`];
  });
  if (parts.length === 0) return undefined;
  const all = parts.length === 1 ? "" : `; ${needing(missing)} tests in all`;
  return `not run here: ${parts.join(", ")}${all}`;
}

/** Ends a run with {@link leftOutLine}. */
export class LeftOutReporter implements Reporter {
  readonly #missing: readonly Tool[];
  #vitest: Vitest | undefined;

  constructor(missing: readonly Tool[]) {
    this.#missing = missing;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const leftOut = modules.flatMap(({ children }) => [...children.allTests("skipped")]);
    const line = leftOutLine(
      this.#missing,
      leftOut.map(({ tags }) => tags),
    );
    if (line !== undefined) this.#vitest?.logger.log(`${line}\n`);
  }
}
