import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { win32 } from "node:path";
import type { Cloud } from "../delegation/cloud.ts";
import { parseJson } from "../documents/json.ts";
import { type Failure, failure, type Outcome } from "../values/failure.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { isObject, type JsonObject } from "../values/json-object.ts";
import { failed, success } from "../values/result.ts";
import { AccessToken } from "./access-token.ts";
import { cloudNamed } from "./clouds.ts";
import type { Audience, SignedIn, SignIn } from "./tenant-tokens.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Longest run of az, in milliseconds. It waits on the network, and on another az that holds its cache. */
const LONGEST_RUN = 120_000;

/** Most output of az, in bytes. Ten thousand accounts have about 5 MB. */
const MOST_OUTPUT = 2 ** 26;

/** A program with its arguments, and whether a shell must start it. */
export interface Command {
  readonly program: string;
  readonly words: readonly string[];
  readonly shell: boolean;
}

/**
 * The command line of Azure CLI. On Windows it is `az.cmd`, which a shell must start: every word is a constant or a
 * GUID.
 */
export function azCommand(platform: NodeJS.Platform, words: readonly string[]): Command {
  const isWindows = platform === "win32";
  return { program: isWindows ? "az.cmd" : "az", words: [...words, "--output", "json"], shell: isWindows };
}

/**
 * Whether az is missing on Windows, where a shell starts it. A shell that finds no program ends as any program may, in
 * words of the user's language. On other platforms the start itself fails.
 *
 * @param exists whether there is a file
 */
export function isAzMissing(
  platform: NodeJS.Platform,
  environment: Environment,
  exists: (path: string) => boolean,
): boolean {
  if (platform !== "win32") return false;
  const [, path = ""] = Object.entries(environment).find(([name]) => name.toUpperCase() === "PATH") ?? [];
  const folders = path.split(";").map((folder) => folder.replaceAll('"', "").trim());
  return !folders.some((folder) => folder !== "" && exists(win32.join(folder, "az.cmd")));
}

/** End of a run of az. `json` has its output, `refused` its error stream, and `missing` means no az. */
export type AzRun =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "refused"; readonly errors: string }
  | { readonly kind: "missing" };

/**
 * Runs az. Its output may hold a token, which must not reach a log. So exceptions of the run do not leave this
 * function.
 */
export function runAz(words: readonly string[], environment: Environment): Promise<AzRun> {
  if (isAzMissing(process.platform, environment, existsSync)) return Promise.resolve({ kind: "missing" });
  const { program, words: all, shell } = azCommand(process.platform, words);
  const env = { ...environment, AZURE_CORE_NO_COLOR: "true", AZURE_CORE_ONLY_SHOW_ERRORS: "true" };
  const options = { env, shell, timeout: LONGEST_RUN, maxBuffer: MOST_OUTPUT, windowsHide: true };
  return new Promise((resolve) => {
    const child = execFile(program, [...all], options, (error, stdout, stderr) => {
      if (error !== null)
        return resolve(error.code === "ENOENT" ? { kind: "missing" } : { kind: "refused", errors: stderr });
      const parsed = parseJson(stdout);
      resolve(parsed.ok ? { kind: "json", value: parsed.value } : { kind: "refused", errors: "" });
    });
    // az must never wait for an answer
    child.stdin?.end();
  });
}

/** A subscription that Azure CLI knows, with the tenant of its sign-in. */
interface Account {
  readonly subscriptionId: Guid;
  readonly tenantId: Guid;
  readonly isDefault: boolean;
}

/** What Azure CLI is signed in to. */
export interface AzureCli {
  readonly cloud: Cloud;
  /** Tenant of the default subscription; undefined where there is none. */
  readonly defaultTenantId: Guid | undefined;
  readonly signIn: SignIn;
}

/** Asks Azure CLI for its cloud and accounts. It changes nothing: neither the cloud nor the default subscription. */
export async function openAzureCli(environment: Environment, now: () => number): Promise<Outcome<AzureCli>> {
  const cloud = activeCloud(await runAz(["cloud", "show"], environment));
  if (!cloud.ok) return cloud;
  const listed = await runAz(["account", "list"], environment);
  const accounts = listed.kind === "json" && Array.isArray(listed.value) ? listed.value.flatMap(account) : [];
  return success({
    cloud: cloud.value,
    defaultTenantId: accounts.find(({ isDefault }) => isDefault)?.tenantId,
    signIn: (tenantId, audience) => signInByCli(tenantId, audience, accounts, environment, now),
  });
}

function activeCloud(run: AzRun): Outcome<Cloud> {
  if (run.kind === "missing") return failed(NO_CLI);
  const name = run.kind === "json" && isObject(run.value) ? run.value["name"] : undefined;
  const cloud = typeof name === "string" ? cloudNamed(name) : undefined;
  if (cloud !== undefined) return success(cloud);
  return failure(
    "not-signed-in",
    "Azure CLI names no active cloud that Azure Lighthouse is in (az cloud show)",
    "repair or update Azure CLI; AzureCloud, AzureUSGovernment and AzureChinaCloud are supported",
  );
}

const NO_CLI: Failure = {
  kind: "not-signed-in",
  problem: "Azure CLI (az) is not on PATH, and no variables such as ARM_CLIENT_ID name another identity",
  fix: "install Azure CLI and run az login, or set the variables that azurerm reads (docs/fetch.md)",
};

function account(value: unknown): Account[] {
  if (!isObject(value) || value["state"] !== "Enabled") return [];
  const [subscriptionId, tenantId] = [value["id"], value["tenantId"]].map(guidIn);
  if (subscriptionId === undefined || tenantId === undefined) return [];
  return [{ subscriptionId, tenantId, isDefault: value["isDefault"] === true }];
}

function guidIn(value: unknown): Guid | undefined {
  return typeof value === "string" && GUID_PATTERN.test(value) ? value.toLowerCase() : undefined;
}

/**
 * Signs in by a subscription of the tenant first, then by the tenant. Identities of Cloud Shell and managed identities
 * refuse `--tenant`.
 */
async function signInByCli(
  tenantId: Guid,
  audience: Audience,
  accounts: readonly Account[],
  environment: Environment,
  now: () => number,
): Promise<SignedIn> {
  const own = accounts.find((each) => each.tenantId === tenantId);
  const ways = [
    ...(own === undefined ? [] : [["--subscription", own.subscriptionId]]),
    ["--tenant", tenantId],
  ];
  let signedIn: SignedIn = failed("sign-in-needed");
  for (const way of ways) {
    const words = ["account", "get-access-token", "--resource-type", audience, ...way];
    signedIn = tokenIn(await runAz(words, environment), tenantId, now());
    if (signedIn.ok) return signedIn;
  }
  return signedIn;
}

/** Words of az where it could not connect, rather than sign in. */
const NOT_CONNECTED =
  /ConnectionError|Max retries exceeded|Failed to establish|getaddrinfo|Temporary failure/i;

function tokenIn(run: AzRun, tenantId: Guid, now: number): SignedIn {
  if (run.kind !== "json")
    return failed(
      run.kind === "refused" && NOT_CONNECTED.test(run.errors) ? "unreachable" : "sign-in-needed",
    );
  if (!isObject(run.value)) return failed("answer-unexpected");
  const token = AccessToken.from(run.value["accessToken"], expiryIn(run.value), now);
  if (token === undefined) return failed("answer-unexpected");
  const issuer = guidIn(run.value["tenant"]) ?? token.tenantId;
  // az answers with the tenant that it knows for a subscription
  return issuer === undefined || issuer === tenantId ? success(token) : failed("sign-in-needed");
}

/** `expires_on`, in milliseconds. `expiresOn` of older versions is a local time without its zone. */
function expiryIn(answer: JsonObject): number | undefined {
  const { expires_on: seconds } = answer;
  return typeof seconds === "number" ? seconds * 1_000 : undefined;
}
