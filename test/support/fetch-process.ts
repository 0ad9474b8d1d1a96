import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Certificate, selfSignedCertificate } from "../../lib/emulator/certificate.ts";
import type { RequestRecord } from "../../lib/emulator/emulated-azure.ts";
import { startEmulator } from "../../lib/emulator/server.ts";
import { KEEPER, snapshot } from "./estates.ts";
import { CLIENT_ENVIRONMENT, type Fleet } from "./fleet.ts";

/*
 * `keeper fetch` as a process, over HTTPS to the emulator.
 */

const [NODE = "", ...MAIN] = KEEPER;

/** The client's secret, which must be in no output. */
export const SECRET = "a-secret-that-must-stay-secret";

/** A fleet that listens, and the environment in which a process reads it. */
export async function listening(fleet: Fleet, folder: string): Promise<Record<string, string>> {
  const certificate: Certificate = await selfSignedCertificate(Date.now());
  fleet.clock = Date.now;
  const running = await startEmulator(fleet.azure, certificate);
  onTestFinished(() => running.close());
  // an estate of its own: the sample estate is above this folder
  writeFileSync(join(folder, "cdktf.json"), "{}");
  const trusted = join(folder, "emulator.pem");
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

/** Starts `keeper fetch` as a process; both of its streams are one output. */
export function startFetch(
  words: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv,
): {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
} {
  const child = spawn(NODE, [...MAIN, "fetch", ...words], { cwd: folder, env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  const ended = new Promise<number | null>((done) => child.on("close", (code) => done(code)));
  return { child, ended: ended.then((code) => ({ code, output })) };
}

/** The requests for a list of definitions, oldest first. */
export const definitionsRead = (fleet: Fleet): RequestRecord[] =>
  fleet.azure.requests().filter(({ path }) => path.endsWith("/registrationDefinitions"));

/**
 * The subscriptions that an unfinished fetch read whole, as the names of their files.
 *
 * A file that a kill caught half written has a temporary name, and does not count.
 */
export const readWhole = (folder: string): string[] =>
  Object.keys(snapshot(join(folder, "azure"))).filter((name) => /\.unfinished\/0[^/]*\.json$/.test(name));

/** Waits until Azure has answered what a killed fetch had sent: no request came for a fifth of a second. */
export async function settled(fleet: Fleet): Promise<void> {
  for (let seen = -1; seen !== fleet.azure.requests().length; ) {
    seen = fleet.azure.requests().length;
    await new Promise((done) => setTimeout(done, 200));
  }
}
