import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Certificate, selfSignedCertificate } from "../../lib/emulator/certificate.ts";
import { startEmulator } from "../../lib/emulator/server.ts";
import { KEEPER, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { CLIENT_ENVIRONMENT, Fleet, subscriptionId } from "../support/fleet.ts";

/*
 * `keeper fetch` as a process, over HTTPS to the emulator, signed in by the variables that azurerm reads.
 */

const [NODE = "", ...MAIN] = KEEPER;
const SECRET = "a-secret-that-must-stay-secret";

/** A fleet that listens, and the environment in which a process reads it. */
async function listening(fleet: Fleet, folder: string) {
  const certificate: Certificate = await selfSignedCertificate(Date.now());
  fleet.time = Date.now();
  const running = await startEmulator(fleet.azure, certificate);
  onTestFinished(() => running.close());
  const trusted = join(folder, "..", `${folder.split("/").at(-1)}.pem`);
  writeFileSync(trusted, certificate.cert);
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    NODE_EXTRA_CA_CERTS: trusted,
    ...CLIENT_ENVIRONMENT,
    ARM_CLIENT_SECRET: SECRET,
    ARM_METADATA_HOSTNAME: new URL(running.https).host,
  };
}

function start(words: readonly string[], folder: string, env: NodeJS.ProcessEnv) {
  const child = spawn(NODE, [...MAIN, "fetch", ...words], { cwd: folder, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const ended = new Promise<number | null>((done) => child.on("close", (code) => done(code)));
  return { child, ended: ended.then((code) => ({ code, output })) };
}

const definitionsRead = (fleet: Fleet) =>
  fleet.azure.requests().filter(({ path }) => path.endsWith("/registrationDefinitions"));

test("a fetch that is killed is resumed: what was read whole is not read again", async () => {
  const [fleet, folder] = [new Fleet(60, { pageSize: 50 }), temporaryFolder()];
  const environment = await listening(fleet, folder);
  const first = start([], folder, environment);
  while (definitionsRead(fleet).length < 25) await new Promise((done) => setTimeout(done, 2));
  first.child.kill("SIGKILL");
  expect((await first.ended).code).toBeNull();
  const kept = Object.keys(snapshot(join(folder, "azure"))).filter((name) => /\.unfinished\/0/.test(name));
  expect(kept.length).toBeGreaterThan(5);
  const before = definitionsRead(fleet).length;
  expect(before).toBeLessThan(60);

  const { code, output } = await start([], folder, environment).ended;
  expect(output).toContain(`60 of 60 subscriptions read whole, ${kept.length} of them by a fetch that did not`);
  expect(code).toBe(0);
  expect(definitionsRead(fleet).length - before).toBe(60 - kept.length);
  const files = Object.keys(snapshot(join(folder, "azure"))).sort();
  expect(files).toEqual([".gitignore", "assignments.json", "definitions.json", "snapshot.json"]);
  expect(JSON.parse(readFileSync(join(folder, "azure/definitions.json"), "utf8")).value).toHaveLength(60);
});

test("neither token nor secret is in any file or output, whatever fails", async () => {
  const [fleet, folder] = [new Fleet(4), temporaryFolder()];
  const environment = await listening(fleet, folder);
  const path = `/subscriptions/${subscriptionId(1)}`;
  fleet.azure.inject({ kind: "forbidden", action: "*", path, count: 9 });
  const lost = `/subscriptions/${subscriptionId(2)}/resourcegroups`;
  fleet.azure.inject({ kind: "responseLost", action: "*", path: lost, count: 1 });
  const { code, output } = await start(["--json"], folder, environment).ended;
  expect(code).toBe(1);
  const strange = await start(["--tenant", subscriptionId(3)], folder, environment).ended;
  expect(strange.code).toBe(2);
  const broken = await start([], folder, { ...environment, ARM_CLIENT_SECRET: `${SECRET}\n\u0000` }).ended;
  const all = [output, strange.output, broken.output, ...Object.values(snapshot(folder))].join("\n");
  expect(all).toContain("access-denied");
  expect(all).not.toContain(SECRET);
  // every token of the emulator begins so, as every JSON Web Token does
  expect(all).not.toContain("eyJ");
  expect(all).not.toContain("Bearer");
});

test("two fetches into one folder: the second waits a moment, and then says who holds it", async () => {
  const [fleet, folder] = [new Fleet(3), temporaryFolder()];
  const environment = await listening(fleet, folder);
  const action = "Microsoft.ManagedServices/registrationDefinitions/read";
  fleet.azure.inject({ kind: "throttled", retryAfterSeconds: 6, action, count: 3 });
  const first = start([], folder, environment);
  while (definitionsRead(fleet).length < 1) await new Promise((done) => setTimeout(done, 2));
  const second = await start([], folder, environment).ended;
  expect(second.code).toBe(2);
  expect(second.output).toContain("another keeper");
  expect((await first.ended).code).toBe(0);
});

test("help of fetch says what signs in; wrong arguments end with 2", async () => {
  const folder = temporaryFolder();
  expect((await keeper(folder, ["fetch", "--help"])).out).toContain("Azure CLI");
  const { code, err } = await keeper(folder, ["fetch", "--subscription", "x"], CLIENT_ENVIRONMENT);
  expect([code, err]).toEqual([2, expect.stringContaining("--subscription is no GUID")]);
});
