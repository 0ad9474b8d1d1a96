import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { KEEPER, REPOSITORY, sampleCopy, snapshot } from "../support/estates.ts";

/*
 * Commands that edit definitions read them again afterwards. Ctrl-C meanwhile, at the real process and its children, as a
 * terminal sends it: every file has its old text, and nothing is left beside it.
 */

/** Runs keeper in a process group, which receives a signal when it has edited a file. */
async function interruptedAt(file: string, estate: string, words: readonly string[], signal: string) {
  const [node = "", ...main] = KEEPER;
  const module = pathToFileURL(join(REPOSITORY, "test/support/signal-at-edit.mjs"));
  module.search = new URLSearchParams({ file, signal }).toString();
  const child = spawn(node, ["--import", module.href, ...main, ...words], {
    cwd: estate,
    env: { PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  let err = "";
  child.stderr.on("data", (text) => (err += text));
  const end = await new Promise((done) => child.on("close", (code, ended) => done(ended ?? code)));
  return { end, err };
}

test.runIf(process.platform !== "win32").each([
  [["upgrade", "contoso-retail", "--to", "1.1.0"], "customers/contoso-retail.ts", "SIGINT"],
  [["revoke", "Northwind Security Leads", "--reason", "left"], "offers/shared/northwind.ts", "SIGTERM"],
  [["new", "version", "managed-operations/complete"], "offers/managed-operations.ts", "SIGINT"],
  [["leave", "fabrikam"], "customers/fabrikam.ts", "SIGHUP"],
] as const)(
  "a signal while the edits of %j are checked gives every file its old text",
  async (words, file, signal) => {
    const estate = sampleCopy();
    const before = snapshot(estate);
    const { end, err } = await interruptedAt(file, estate, words, signal);
    expect(err).toContain(`edited ${file}\n`);
    expect({ end, err }).toEqual({ end: 2, err: expect.stringContaining("the command was interrupted") });
    // removal scripts are files of their own, written before the edit: they say what is delegated still
    const after = Object.entries(snapshot(estate)).filter(([path]) => !path.startsWith("leaving/"));
    expect(Object.fromEntries(after)).toEqual(before);
  },
);
