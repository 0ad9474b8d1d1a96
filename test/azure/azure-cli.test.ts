import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { azCommand, isAzMissing, openAzureCli } from "../../lib/azure/azure-cli.ts";
import { temporaryFolder } from "../support/estates.ts";

/*
 * Azure CLI by an `az` on PATH that answers as az was recorded to answer, and notes how it was called.
 */

const TENANT = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";
const OTHER = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e02";
const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const NOW = Date.parse("2026-11-29T21:00:00Z");
const CANARY = "canary-token.in-a-recording";

const account = (id: string, tenantId: string, isDefault: boolean) => ({
  cloudName: "AzureCloud",
  homeTenantId: tenantId,
  id,
  isDefault,
  managedByTenants: [],
  name: "production",
  state: "Enabled",
  tenantId,
  user: { name: "megan@northwind.example", type: "user" },
});

const ACCOUNTS = [account(SUBSCRIPTION, TENANT, true)];

const token = (tenant: string) => ({
  accessToken: CANARY,
  expiresOn: "2026-11-29 23:00:00.000000",
  expires_on: 1_796_079_600,
  subscription: SUBSCRIPTION,
  tenant,
  tokenType: "Bearer",
});

const json = (value: unknown) => `cat <<'JSON'\n${JSON.stringify(value, undefined, 2)}\nJSON`;

const SIGN_IN = `echo "ERROR: AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication. ${CANARY}" >&2
echo "Interactive authentication is needed. Please run: az login --tenant" >&2; exit 1`;

interface Recorded {
  readonly cloud?: string;
  readonly list?: string;
  readonly bySubscription?: string;
  readonly byTenant?: string;
}

/** A folder with an `az`, and the environment that finds it. */
function recorded({
  cloud = json({ name: "AzureCloud", isActive: true }),
  list = json(ACCOUNTS),
  bySubscription = json(token(TENANT)),
  byTenant = SIGN_IN,
}: Recorded = {}) {
  const folder = temporaryFolder();
  const log = join(folder, "calls");
  const script = `#!/bin/sh
echo "$*" >> ${log}
case "$*" in
  "cloud show"*) ${cloud} ;;
  "account list"*) ${list} ;;
  *"--subscription"*) ${bySubscription} ;;
  *"--tenant"*) ${byTenant} ;;
  *) echo "unexpected: $*" >&2; exit 2 ;;
esac
`;
  writeFileSync(
    join(folder, "az"),
    script.replaceAll(") cat <<'JSON'", ")\ncat <<'JSON'").replaceAll("JSON ;;", "JSON\n;;"),
  );
  chmodSync(join(folder, "az"), 0o755);
  const environment = { PATH: `${folder}:${process.env["PATH"] ?? ""}` };
  const calls = () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []);
  return { environment, calls };
}

async function opened(script: Recorded = {}) {
  const { environment, calls } = recorded(script);
  const cli = await openAzureCli(environment, () => NOW);
  if (!cli.ok) throw new Error(cli.error.problem);
  return { cli: cli.value, calls };
}

test("az is asked for its cloud, its accounts, and a token by a subscription of the tenant first", async () => {
  const { cli, calls } = await opened();
  expect(cli).toMatchObject({ cloud: "public", defaultTenantId: TENANT });
  const signedIn = await cli.signIn(TENANT, "arm");
  expect(signedIn.ok && signedIn.value.authorization()).toBe(`Bearer ${CANARY}`);
  expect(signedIn.ok && signedIn.value.expiresAt).toBe(1_796_079_600_000);
  expect(calls()).toEqual([
    "cloud show --output json",
    "account list --output json",
    `account get-access-token --resource-type arm --subscription ${SUBSCRIPTION} --output json`,
  ]);
});

test("the directory's token is a second one, by name", async () => {
  const { cli, calls } = await opened();
  await cli.signIn(TENANT, "ms-graph");
  expect(calls().at(-1)).toContain("--resource-type ms-graph ");
});

test.each([
  ["there is no subscription of it", { list: "echo '[]'" }],
  ["that way fails", { bySubscription: SIGN_IN }],
  ["that way gives the token of another tenant", { bySubscription: json(token(OTHER)) }],
])("the token is asked by the tenant where %s", async (_, script) => {
  const { cli, calls } = await opened({ ...script, byTenant: json(token(TENANT)) });
  expect((await cli.signIn(TENANT, "arm")).ok).toBe(true);
  expect(calls().at(-1)).toBe(
    `account get-access-token --resource-type arm --tenant ${TENANT} --output json`,
  );
});

test.each<[string, string, string]>([
  ["sign-in-needed", "wants a sign-in", SIGN_IN],
  ["sign-in-needed", "answers for another tenant", json(token(OTHER))],
  ["unreachable", "cannot connect", "echo 'HTTPSConnectionPool: Max retries exceeded' >&2; exit 1"],
  ["answer-unexpected", "prints no token", json({ accessToken: `${CANARY}\r\nx: y` })],
  ["sign-in-needed", "prints no JSON", `echo "${CANARY}"`],
])("%s: az %s", async (code, _, byTenant) => {
  const { cli } = await opened({ bySubscription: "exit 1", byTenant });
  const signedIn = await cli.signIn(TENANT, "arm");
  expect(signedIn).toEqual({ ok: false, error: code });
});

test.each([
  ["public", "AzureCloud"],
  ["usGovernment", "AzureUSGovernment"],
  ["china", "AzureChinaCloud"],
])("the cloud is the one that az has active: %s", async (cloud, name) => {
  expect((await opened({ cloud: json({ name }) })).cli.cloud).toBe(cloud);
});

test("a cloud that Lighthouse is not in, and an az that is missing, are failures", async () => {
  const { environment } = recorded({ cloud: json({ name: "AzureGermanCloud" }) });
  expect(await openAzureCli(environment, () => NOW)).toMatchObject({ error: { kind: "not-signed-in" } });
  const missing = await openAzureCli({ PATH: temporaryFolder() }, () => NOW);
  expect(missing).toMatchObject({ error: { problem: expect.stringContaining("not on PATH") } });
});

test("az never changes anything, whatever it answers", async () => {
  for (const script of [{}, { bySubscription: SIGN_IN }, { list: "exit 1" }]) {
    const { cli, calls } = await opened(script);
    await cli.signIn(TENANT, "arm");
    await cli.signIn(OTHER, "arm");
    const verbs = calls().map((call) => call.split(" --")[0]);
    expect(
      verbs.filter(
        (verb) => !["cloud show", "account list", "account get-access-token"].includes(verb ?? ""),
      ),
    ).toEqual([]);
  }
});

test("on Windows it is az.cmd, which a shell starts; elsewhere no shell is used", () => {
  expect(azCommand("win32", ["account", "list"])).toEqual({
    program: "az.cmd",
    words: ["account", "list", "--output", "json"],
    shell: true,
  });
  expect(azCommand("linux", []).shell).toBe(false);
});

test.each([
  ["win32", { Path: 'C:\\Windows;"C:\\Program Files\\Azure CLI";' }, false],
  ["win32", { PATH: "C:\\Windows;;D:\\tools" }, true],
  ["win32", {}, true],
  // elsewhere the start itself says it
  ["linux", { PATH: "/bin" }, false],
] as const)(
  "where a shell starts az, it is looked for on PATH: %s %j",
  (platform, environment, isMissing) => {
    const exists = (path: string) => path === "C:\\Program Files\\Azure CLI\\az.cmd";
    expect(isAzMissing(platform, environment, exists)).toBe(isMissing);
  },
);
