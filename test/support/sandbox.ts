import { spawn } from "node:child_process";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type AccessGrant, sortGrants } from "../../lib/access/access-grant.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import type { AzureDirectory } from "../../lib/emulator/directory.ts";
import { EmulatedAzure } from "../../lib/emulator/emulated-azure.ts";
import { readEstate } from "../../lib/estate/read-estate.ts";
import { DEPLOYER_CLIENT_ID, estateDirectory } from "../../lib/sandbox/estate-directory.ts";
import { type Pace, type Sandbox, type SandboxProvider, startSandbox } from "../../lib/sandbox/sandbox.ts";
import type { SandboxClock } from "../../lib/sandbox/sandbox-clock.ts";
import { synthesizeEstate } from "../../lib/workflows/synthesize-estate.ts";
import { sampleCatalogue } from "./catalogue.ts";
import { change, type Files, KEEPER, REPOSITORY, sampleCopy, temporaryFolder } from "./estates.ts";
import { INSTALLATION, PROVIDER } from "./provider.ts";
import { DEFAULTS, stackOf } from "./stacks.ts";
import { terraformBinary } from "./tools.ts";

const CDKTF = join(REPOSITORY, "node_modules/cdktf-cli/bundle/bin/cdktf");
const TERRAFORM = terraformBinary(process.env);

/** How a process ended. */
export interface Ended {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  /** Both of its streams in one, without colours. */
  readonly output: string;
}

/** Waits for a process that must succeed, and gives its output. */
export async function done(step: Promise<Ended>): Promise<string> {
  const { code, output } = await step;
  if (code !== 0) throw new Error(output);
  return output;
}

/** A process that was started: how it ends, and a way to end it. */
export interface Started {
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

/** An estate in a sandbox whose Azure is at hand. */
export class TestSandbox {
  readonly azure: EmulatedAzure;
  readonly estate: string;
  readonly folder: string;
  /** The emulator's address: `http://127.0.0.1:<port>`. */
  readonly address: string;
  readonly environment: Readonly<Record<string, string | undefined>>;

  constructor(azure: EmulatedAzure, estate: string, folder: string, running: Sandbox) {
    this.azure = azure;
    this.estate = estate;
    this.folder = folder;
    this.address = running.address;
    this.environment = running.environment;
  }

  /** Writes one customer's stack, made of these offers, whatever rules say. */
  write(customer: Customer, offers: readonly Offer[]): void {
    change(this.folder, { [`cdktf.out/stacks/${customer.id}/cdk.tf.json`]: stackOf(customer, offers).text });
  }

  /** Runs the real cdktf CLI, as typed. */
  cdktf(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.start(process.execPath, [CDKTF, ...words], this.estate, environment).ended;
  }

  /** Runs keeper in a process of its own. */
  keeper(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const [node = "", ...keeper] = KEEPER;
    return this.start(node, [...keeper, ...words], this.estate, environment).ended;
  }

  /** Runs real Terraform on a stack that was synthesized. */
  terraform(stack: string, words: readonly string[]): Promise<Ended> {
    return this.start(TERRAFORM, words, join(this.folder, "cdktf.out/stacks", stack)).ended;
  }

  /** `terraform init` and `apply` of a stack; gives how the latter ended. */
  async apply(stack: string): Promise<Ended> {
    const init = await this.terraform(stack, ["init", "-input=false"]);
    if (init.code !== 0) throw new Error(init.output);
    return this.terraform(stack, ["apply", "-auto-approve", "-input=false"]);
  }

  /** What the definitions say who has access, now: every customer, or these. */
  async defined(...customers: readonly string[]): Promise<AccessGrant[]> {
    const { code, output } = await this.keeper(["synth", "--json", ...customers]);
    if (code !== 0) throw new Error(output);
    const { customers: made }: { readonly customers: readonly { readonly access: AccessGrant[] }[] } =
      JSON.parse(output);
    return sortGrants(made.flatMap(({ access }) => access));
  }

  /** Synthesizes without asking a rule: what would happen if there were none. */
  async synthesizeUnchecked(): Promise<void> {
    const read = await readEstate({ root: this.estate, records: this.folder }, "complete", false);
    if (!read.ok) throw new Error(read.error.problem);
    const folders = { root: this.estate, output: join(this.folder, "cdktf.out"), records: this.folder };
    const made = await synthesizeEstate(folders, read.value, new Set(), "cdktf", [], () => {});
    if (!made.ok) throw new Error(made.error.problem);
  }

  /** Starts a process inside the sandbox, and ends it with the test at the latest. */
  start(
    command: string,
    words: readonly string[],
    folder: string,
    environment: Readonly<Record<string, string>> = {},
  ): Started {
    const child = spawn(command, words, {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: this.folder,
        TERRAFORM_BINARY_NAME: TERRAFORM,
        TF_IN_AUTOMATION: "1",
        NO_COLOR: "1",
        FORCE_COLOR: "0",
        ...INSTALLATION,
        ...this.environment,
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, output: plain(output) }));
    });
    return { ended, kill: (signal) => child.kill(signal) };
  }
}

/** What a sandbox for a test differs in from the usual one. */
export interface TestSandboxOptions {
  readonly files?: Files;
  /** Changes the Azure that the estate takes for granted. */
  readonly azure?: (directory: AzureDirectory) => AzureDirectory;
  /** How long operations take, in milliseconds. @default 5 */
  readonly operationDuration?: number;
  /** How long the stand-in waits. @default "fast" */
  readonly pace?: Pace;
}

/** The sample estate, with changes, in a sandbox that is gone after the test. */
export async function sampleSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  const app = `${KEEPER.join(" ")} synth`;
  const estate = sampleCopy({
    "cdktf.json": JSON.stringify({ language: "typescript", app, sendCrashReports: "false" }),
    ...options.files,
  });
  const read = await readEstate({ root: estate, records: estate }, "complete", false);
  if (!read.ok) throw new Error(read.error.problem);
  const { offers, customers, defaults } = read.value;
  const taken = estateDirectory({
    offers: offers.map(({ value }) => value),
    customers: customers.map(({ value }) => value),
    defaults: defaults.value,
  });
  const folder = temporaryFolder();
  const azure = new EmulatedAzure(options.azure?.(taken) ?? taken, {
    catalogue: sampleCatalogue(),
    now: Date.now,
    operationDuration: options.operationDuration ?? 5,
  });
  const pace = options.pace ?? "fast";
  const sandbox = await startSandbox(azure, folder, { provider: PROVIDER, pace, now: Date.now() });
  onTestFinished(() => sandbox.close());
  return new TestSandbox(azure, estate, folder, sandbox);
}

/** Definitions without files, in a sandbox that is gone after the test: their stacks can be written without any rule. */
export async function definedSandbox(
  { offers, customers }: { readonly offers: readonly Offer[]; readonly customers: readonly Customer[] },
  change: (directory: AzureDirectory) => AzureDirectory = (directory) => directory,
  provider: SandboxProvider = PROVIDER,
  pace: Pace = "fast",
  clock?: SandboxClock,
): Promise<TestSandbox> {
  const azure = new EmulatedAzure(change(estateDirectory({ offers, customers, defaults: DEFAULTS })), {
    catalogue: sampleCatalogue(),
    now: () => clock?.now() ?? Date.now(),
    operationDuration: 5,
  });
  const folder = temporaryFolder();
  const settings = { provider, pace, now: Date.now(), ...(clock === undefined ? {} : { clock }) };
  const running = await startSandbox(azure, folder, settings);
  onTestFinished(() => running.close());
  return new TestSandbox(azure, folder, folder, running);
}

function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}

/** Somebody who calls ARM: a method, an id and a body give status and body. */
export type AzureClient = Awaited<ReturnType<typeof azureClient>>;

/** A client of the emulated Azure as somebody who signs in to a tenant with a client id or an object id. */
export async function azureClient(sandbox: TestSandbox, tenantId: string, clientId: string) {
  const base = sandbox.address;
  const signedIn = await fetch(`${base}/${tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    body: new URLSearchParams({ client_id: clientId }),
  });
  const { access_token: token } = (await signedIn.json()) as { readonly access_token: string };
  return async (method: string, id: string, body?: object): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${base}${id}?api-version=2022-10-01`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
}

/**
 * Writes a resource through REST, and waits until Azure has made it.
 *
 * Azure answers a GET while it still makes a definition, and refuses its assignment until then.
 */
export async function putAndWait(client: AzureClient, id: string, body: object): Promise<void> {
  expect((await client("PUT", id, body)).status, id).toBeLessThan(300);
  await expect
    .poll(async () => (await client("GET", id)).body)
    .toMatchObject({ properties: { provisioningState: "Succeeded" } });
}

/** Deletes a resource through REST, and waits until it is gone. */
export async function deleteAndWait(client: AzureClient, id: string): Promise<void> {
  expect((await client("DELETE", id)).status, id).toBeLessThan(300);
  await expect.poll(async () => (await client("GET", id)).status).toBe(404);
}

/** Fetches fabrikam's subscription into a folder, and compares it. @param words more for the fetch */
export async function fabrikamDrift(
  sandbox: TestSandbox,
  folder: string,
  ...words: readonly string[]
): Promise<Ended> {
  await done(sandbox.keeper(["fetch", "fabrikam", "--output", folder, ...words]));
  return sandbox.keeper(["drift", "fabrikam", "--from", folder]);
}

/**
 * The lists of a subscription, in one page, as REST answers them to the deployer.
 *
 * @param prefix beginning of its name; default: fabrikam's
 */
export async function listsOf(
  sandbox: TestSandbox,
  prefix = "fabrikam-",
): Promise<{ readonly definitions: readonly object[]; readonly assignments: readonly object[] }> {
  const [subscription] = sandbox.azure.directory.subscriptions.filter(({ name }) => name.startsWith(prefix));
  const { id = "", tenantId = "" } = subscription ?? {};
  const owner = await azureClient(sandbox, tenantId, DEPLOYER_CLIENT_ID);
  const pages = async (type: string): Promise<object[]> => {
    const { body } = await owner("GET", `/subscriptions/${id}/providers/Microsoft.ManagedServices/${type}`);
    const { value, nextLink } = body as { readonly value: object[]; readonly nextLink?: string };
    if (nextLink !== undefined) throw new Error("there is another page");
    return value;
  };
  return {
    definitions: await pages("registrationDefinitions"),
    assignments: await pages("registrationAssignments"),
  };
}
