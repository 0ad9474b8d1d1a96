// @module-tag terraform

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { Pace } from "../../lib/sandbox/sandbox.ts";
import { REPOSITORY } from "../support/estates.ts";
import { customerFile } from "../support/pipelines/customers.ts";
import { PROVIDER } from "../support/provider.ts";
import { sampleSandbox } from "../support/sandbox.ts";

/*
 * Fifty customers in one run of the cdktf CLI. Time and memory are reported, not judged: machines differ. The pace `azure` is what people wait.
 */

const CUSTOMERS = Array.from({ length: 50 }, (_, index) => `fleet-${String(index + 1).padStart(3, "0")}`);
const SAMPLES = ["city-of-adatum", "contoso-retail", "fabrikam", "proseware", "tailwind-traders"];

/** azurerm itself has one pace. */
const PACES: readonly Pace[] = PROVIDER === "azurerm" ? ["azure"] : ["fast", "azure"];

test.each(PACES)(
  "fifty customers deploy in parallel at the pace %s, and each gets exactly what is defined",
  async (pace) => {
    const files: Record<string, string | undefined> = Object.fromEntries([
      ...SAMPLES.map((id) => [`customers/${id}.ts`, undefined]),
      ["customers/wide-world-importers.yaml", undefined],
      ["estate.lock.json", undefined],
      ...CUSTOMERS.map((id, index) => [`customers/${id}.json`, customerFile(id, index)]),
    ]);
    const sandbox = await sampleSandbox({ files, pace });
    const report = join(sandbox.folder, "memory");
    const reporter = pathToFileURL(join(REPOSITORY, "bench/report-memory.js"));
    reporter.searchParams.set("report", report);
    const started = process.hrtime.bigint();
    const deployed = await sandbox.cdktf(["deploy", ...CUSTOMERS, "--parallelism", "10", "--auto-approve"], {
      NODE_OPTIONS: `--import ${reporter.href}`,
    });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    expect(deployed.code).toBe(0);
    expect(sandbox.azure.access()).toEqual(await sandbox.defined());
    expect(sandbox.azure.resources()).toHaveLength(100);
    expect(sandbox.azure.history().every(({ kind }) => kind === "gained")).toBe(true);
    for (const id of CUSTOMERS) expect(existsSync(join(sandbox.folder, "state", `${id}.tfstate`))).toBe(true);
    const mebibytes = Number(readFileSync(report, "utf8")) / 1024;
    process.stdout.write(
      `50 customers, pace ${pace}: ${seconds.toFixed(1)} s; the cdktf CLI at its peak ${mebibytes.toFixed(0)} MiB, the sandbox with the test ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB\n`,
    );
  },
  900_000,
);
