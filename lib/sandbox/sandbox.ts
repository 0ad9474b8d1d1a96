import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { type Certificate, selfSignedCertificate } from "../emulator/certificate.ts";
import type { EmulatedAzure } from "../emulator/emulated-azure.ts";
import { type RunningEmulator, startEmulator } from "../emulator/server.ts";
import type { Pace } from "../stand-in/pace.ts";
import { startStandIn } from "../stand-in/server.ts";
import {
  azurermEnvironment,
  type Environment,
  type SandboxAddresses,
  standInEnvironment,
} from "./environment.ts";
import type { SandboxClock } from "./sandbox-clock.ts";

export type { Pace };

/** The provider that Terraform uses inside a sandbox; `azurerm` is the real one. */
export type SandboxProvider = "stand-in" | "azurerm";

/** How a sandbox differs from another. */
export interface SandboxSettings {
  readonly provider: SandboxProvider;
  /** How long the stand-in waits. azurerm itself always waits as long as it does. */
  readonly pace: Pace;
  /** The emulated Azure's time, which follows the stand-in's waits. @default - it goes on by itself alone */
  readonly clock?: SandboxClock;
  /** Milliseconds since 1970; the certificate is valid from then. */
  readonly now: number;
}

/** A running sandbox. */
export interface Sandbox {
  /** The environment for processes inside the sandbox. */
  readonly environment: Environment;
  /** The emulator's address, for its `/sandbox/` paths: `http://127.0.0.1:<port>`. */
  readonly address: string;
  close(): Promise<void>;
}

/** A placeholder: the emulator identifies callers by client id and checks no secret. */
const CLIENT_SECRET = "sandbox";

/**
 * Starts the emulator and, unless `provider` is `azurerm`, the stand-in. Both listen on free ports of loopback only.
 *
 * @param folder an existing folder for output, state, lock and Terraform's configuration files
 */
export async function startSandbox(
  azure: EmulatedAzure,
  folder: string,
  { provider, pace, clock, now }: SandboxSettings,
): Promise<Sandbox> {
  const certificate = await selfSignedCertificate(now);
  const emulator = await startEmulator(azure, certificate);
  const { clientId } = azure.directory.signedIn;
  const addresses: SandboxAddresses = {
    folder,
    metadataHost: new URL(emulator.https).host,
    clientId,
    clientSecret: CLIENT_SECRET,
    certificate: writeCertificate(folder, certificate),
  };
  if (provider === "azurerm") {
    const environment = azurermEnvironment(addresses, writeCertificates(folder, certificate));
    return { environment, address: emulator.http, close: () => emulator.close() };
  }
  return withStandIn(emulator, addresses, pace, clock);
}

async function withStandIn(
  emulator: RunningEmulator,
  addresses: SandboxAddresses,
  pace: Pace,
  clock: SandboxClock | undefined,
): Promise<Sandbox> {
  const { clientId, clientSecret, folder } = addresses;
  const standIn = await startStandIn({ endpoint: emulator.http, clientId, clientSecret, pace, clock });
  return {
    environment: standInEnvironment(addresses, standIn.reattach, writeConfiguration(folder)),
    address: emulator.http,
    close: async () => {
      await standIn.close();
      await emulator.close();
    },
  };
}

/** Writes the emulator's certificate for programs of Node. Keeper inside the sandbox reads Azure by HTTPS. */
function writeCertificate(folder: string, { cert }: Certificate): string {
  const file = join(folder, "emulator.pem");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, cert);
  return file;
}

/** Writes the emulator's certificate and Node's roots: Terraform may still install azurerm from its registry. */
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
