import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { type Certificate, selfSignedCertificate } from "../emulator/certificate.ts";
import type { EmulatedAzure } from "../emulator/emulated-azure.ts";
import { type RunningEmulator, startEmulator } from "../emulator/server.ts";
import { startStandIn } from "../stand-in/server.ts";
import {
  azurermEnvironment,
  type Environment,
  type SandboxAddresses,
  standInEnvironment,
} from "./environment.ts";

/** Which provider Terraform uses inside a sandbox: the stand-in, or azurerm itself where it is installed. */
export type SandboxProvider = "stand-in" | "azurerm";

/** A running sandbox. */
export interface Sandbox {
  /** What processes inside it must have in their environment. */
  readonly environment: Environment;
  /** The emulator's own address, for its `/sandbox/` paths: `http://127.0.0.1:<port>`. */
  readonly address: string;
  close(): Promise<void>;
}

/** The secret that nothing checks: the emulator knows who signs in by the client id. */
const CLIENT_SECRET = "sandbox";

/** Between two polls or attempts where the service names no time, in milliseconds; azurerm waits 10 s and 1 s. */
const POLL_INTERVAL = 50;

/**
 * Starts the emulator and, unless azurerm itself is to be used, the stand-in; both on loopback only, on free ports.
 *
 * @param folder an existing folder for output, state, lock and what Terraform must be told in files
 * @param now milliseconds since 1970, from when the certificate is good
 */
export async function startSandbox(
  azure: EmulatedAzure,
  folder: string,
  provider: SandboxProvider,
  now: number,
): Promise<Sandbox> {
  const certificate = await selfSignedCertificate(now);
  const emulator = await startEmulator(azure, certificate);
  const { clientId } = azure.directory.signedIn;
  const addresses: SandboxAddresses = {
    folder,
    metadataHost: new URL(emulator.https).host,
    clientId,
    clientSecret: CLIENT_SECRET,
  };
  if (provider === "azurerm") {
    const environment = azurermEnvironment(addresses, writeCertificates(folder, certificate));
    return { environment, address: emulator.http, close: () => emulator.close() };
  }
  return withStandIn(emulator, addresses);
}

async function withStandIn(emulator: RunningEmulator, addresses: SandboxAddresses): Promise<Sandbox> {
  const { clientId, clientSecret, folder } = addresses;
  const standIn = await startStandIn({
    endpoint: emulator.http,
    clientId,
    clientSecret,
    pollInterval: POLL_INTERVAL,
    backOff: POLL_INTERVAL,
  });
  return {
    environment: standInEnvironment(addresses, standIn.reattach, writeConfiguration(folder)),
    address: emulator.http,
    close: async () => {
      await standIn.close();
      await emulator.close();
    },
  };
}

/** What the emulator shows, and everything that Node trusts: azurerm may still have to be installed from its registry. */
function writeCertificates(folder: string, { cert }: Certificate): string {
  const file = join(folder, "certificates.pem");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, [cert, ...rootCertificates].join("\n"));
  return file;
}

function writeConfiguration(folder: string): string {
  const file = join(folder, "terraform.rc");
  writeFileSync(file, "");
  return file;
}
