import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runAlone } from "../../lib/repository/run-alone.ts";
import { REPOSITORY, temporaryFolder } from "../support/estates.ts";

const LIMITS = { milliseconds: 50_000, bytes: 1_000_000 };

function run(code: string, limits: Partial<typeof LIMITS> = {}, program = process.execPath) {
  return runAlone([program, "-e", code], temporaryFolder(), { ...LIMITS, ...limits });
}

test("a process gives its status and what it printed, and has no environment", async () => {
  const code = "console.log(JSON.stringify(process.env)); console.error('why'); process.exitCode = 3";
  const { end, out, err } = await run(code);
  expect(end).toEqual({ kind: "ended", status: 3 });
  // what the loader sets by itself on some systems is nothing of ours
  expect(Object.keys(JSON.parse(out.toString())).filter((name) => !name.startsWith("__CF"))).toEqual([]);
  expect(err).toBe("why\n");
});

test("a process that never ends is stopped", async () => {
  expect((await run("setInterval(() => {}, 1000)", { milliseconds: 500 })).end).toEqual({ kind: "late" });
});

test("a process that prints without end is stopped, and what it says beside is cut", async () => {
  const { end, out } = await run("for (;;) require('node:fs').writeSync(1, 'x'.repeat(1000))");
  expect(end).toEqual({ kind: "too-much" });
  expect(out.length).toBeLessThanOrEqual(LIMITS.bytes);
  expect((await run("process.stderr.write('x'.repeat(100_000))")).err).toHaveLength(65_536);
});

test("a process that cannot be started is told", async () => {
  const { end } = await run("", {}, "/no/such/program");
  expect(end).toMatchObject({ kind: "not-started", why: expect.stringContaining("ENOENT") });
});

test.skipIf(process.platform === "win32")("what a process leaves behind ends with it", async () => {
  // it holds the output open: were it not killed, the run would be late
  const grandchild = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })`;
  const { end, out } = await run(`${grandchild}; process.stdout.write("left", () => process.exit(0))`);
  expect(end).toEqual({ kind: "ended", status: 0 });
  expect(out.toString()).toBe("left");
});

test.skipIf(process.platform === "win32")("a process ends with the one that runs it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const connected = once(server, "connection");
  const code = `import { runAlone } from ${JSON.stringify(join(REPOSITORY, "lib/repository/run-alone.ts"))};
const program = [process.execPath, "-e", ${JSON.stringify(`require("node:net").connect(${port}, "127.0.0.1")`)}];
await runAlone(program, ".", { milliseconds: 50_000, bytes: 1000 });`;
  const words = ["--conditions=keeper-source", "--import", "tsx", "--input-type=module", "-e", code];
  const runner = spawn(process.execPath, words, { cwd: REPOSITORY, stdio: "inherit" });
  const [connection] = await connected;
  const [ended, closed] = [once(runner, "exit"), once(connection.on("error", () => {}).resume(), "close")];
  runner.kill("SIGTERM");
  expect(await ended).toEqual([null, "SIGTERM"]);
  await closed;
  server.close();
});
