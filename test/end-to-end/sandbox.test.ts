import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { guidOf } from "../support/builders.ts";
import { change, KEEPER, REPOSITORY, sampleCopy, snapshot, temporaryFolder } from "../support/estates.ts";
import { listsOf, sampleSandbox } from "../support/sandbox.ts";

/*
 * `keeper sandbox` as a process, with its folders, signals and exit codes.
 */

const [NODE = "", ...MAIN] = KEEPER;
const ENVIRONMENT = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "/", NO_COLOR: "1" };

/** A sample copy in which `cdktf` is the real CLI and its app this package. */
function estate(): string {
  const app = `${KEEPER.join(" ")} synth`;
  return sampleCopy({
    "cdktf.json": JSON.stringify({ language: "typescript", app, sendCrashReports: "false" }),
    cdktf: `#!/bin/sh\nexec node ${join(REPOSITORY, "node_modules/cdktf-cli/bundle/bin/cdktf")} "$@"\n`,
  });
}

function sandbox(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  return spawnSync(NODE, [...MAIN, "sandbox", ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { ...ENVIRONMENT, ...environment },
  });
}

/** Starts a sandbox that stays up; resolves when it has printed what to use. */
async function staying(folder: string, words: readonly string[] = []) {
  const child = spawn(NODE, [...MAIN, "sandbox", ...words], { cwd: folder, env: ENVIRONMENT });
  // asked to end, so that it removes its folder
  const ended = new Promise<number | null>((done) => child.on("exit", done));
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  await new Promise<void>((ready, failed) => {
    child.stdout.on("data", () => output.includes("/sandbox/access") && ready());
    child.on("exit", () => failed(new Error(output)));
  });
  const variables = Object.fromEntries(
    [...output.matchAll(/^export (\w+)='(.*)'$/gm)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
  const address = /(http:\/\/127\.0\.0\.1:\d+)\/sandbox\/access/.exec(output)?.[1] ?? "";
  return { child, ended, output, variables, address };
}

const TERRAFORM = { tags: ["terraform"] };
const DEPLOY = "sh cdktf deploy fabrikam --auto-approve";
const temporary = () => readdirSync(tmpdir()).filter((name) => name.startsWith("keeper-sandbox-"));

test(
  "an ordinary cdktf command works inside as typed, offline, and nothing of it reaches the estate",
  TERRAFORM,
  () => {
    const folder = estate();
    const before = snapshot(folder);
    const left = temporary();
    const run = sandbox(
      folder,
      ["--", "sh", "-c", `${DEPLOY} && cat "$KEEPER_SANDBOX/state/fabrikam.tfstate"`],
      {
        // whatever leads to the real thing elsewhere
        HTTPS_PROXY: "http://127.0.0.1:9",
        TF_DATA_DIR: "/nowhere",
        TF_WORKSPACE: "production",
      },
    );
    expect(run.stderr.split("\n")[0]).toContain("a stand-in for azurerm, not azurerm itself");
    // the cdktf CLI does not always draw its last lines: Terraform's state tells what was done
    const state = JSON.parse(run.stdout.slice(run.stdout.lastIndexOf('{\n  "version": 4')));
    expect(state.resources.map(({ type }: { readonly type: string }) => type)).toEqual([
      "azurerm_subscription",
      "azurerm_lighthouse_assignment",
      "azurerm_lighthouse_definition",
    ]);
    expect(run.status).toBe(0);
    expect(snapshot(folder)).toEqual(before);
    expect(temporary()).toEqual(left);
  },
);

test.each([
  ["an exit code", ["sh", "-c", "exit 7"], 7],
  ["a signal", ["sh", "-c", "kill -TERM $$"], 143],
  ["success", ["true"], 0],
])("the sandbox ends with the command's own status: %s", (_, command, status) => {
  const left = temporary();
  expect(sandbox(estate(), ["--", ...command]).status).toBe(status);
  expect(temporary()).toEqual(left);
});

test("what cannot be run is said plainly", () => {
  const folder = estate();
  const missing = sandbox(folder, ["--", "no-such-command"]);
  expect(missing.status).toBe(2);
  expect(missing.stderr).toContain('"no-such-command" could not be started');
  const outside = sandbox(tmpdir(), ["--", "true"]);
  expect(outside.status).toBe(2);
  expect(outside.stderr).toContain("there is no cdktf.json");
  expect(sandbox(folder, ["--provider", "aws"]).status).toBe(2);
  expect(sandbox(folder, ["--pace", "slow", "--", "true"]).status).toBe(2);
});

test("a sandbox that stays up prints its environment, listens until interrupted, and cleans up", async () => {
  const { child, ended, output, variables, address } = await staying(estate());
  expect(output.split("\n")[0]).toContain("a stand-in for azurerm, not azurerm itself");
  expect(variables).toMatchObject({ CDKTF_SKIP_PROVIDER_LOCK: "true", ARM_USE_CLI: "false" });
  expect(Object.keys(JSON.parse(variables["TF_REATTACH_PROVIDERS"] ?? ""))).toEqual([
    "registry.terraform.io/hashicorp/azurerm",
    "registry.opentofu.org/hashicorp/azurerm",
  ]);
  expect(await (await fetch(`${address}/sandbox/access`)).json()).toEqual([]);
  expect(existsSync(variables["KEEPER_SANDBOX"] ?? "")).toBe(true);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
  expect(existsSync(variables["KEEPER_SANDBOX"] ?? "")).toBe(false);
  await expect(fetch(`${address}/sandbox/access`)).rejects.toThrow();
});

test("for azurerm itself the environment leads to the emulator over HTTPS, with its certificate", async () => {
  const { variables } = await staying(estate(), ["--provider", "azurerm"]);
  expect(variables["TF_REATTACH_PROVIDERS"]).toBeUndefined();
  // cdktf would ask the public registry, which a mirror is there to replace
  expect(variables["CDKTF_SKIP_PROVIDER_LOCK"]).toBe("true");
  expect(variables["ARM_METADATA_HOSTNAME"]).toMatch(/^127\.0\.0\.1:\d+$/);
  const trusted = readFileSync(variables["SSL_CERT_FILE"] ?? "", "utf8");
  expect(trusted.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(100);
  // as azurerm begins, in a process that trusts that file
  const script = `fetch("https://${variables["ARM_METADATA_HOSTNAME"]}/metadata/endpoints?api-version=2022-09-01").then((r) => r.json()).then((c) => console.log(c.resourceManager))`;
  const asked = spawn(process.execPath, ["-e", script], {
    env: { ...ENVIRONMENT, NODE_EXTRA_CA_CERTS: variables["SSL_CERT_FILE"] },
  });
  const answer = await new Promise((done) => asked.stdout.once("data", (text) => done(String(text).trim())));
  expect(answer).toBe(`https://${variables["ARM_METADATA_HOSTNAME"]}`);
});

test("a kept folder goes on where it was, even after a killed sandbox, and serves one sandbox at a time", {
  ...TERRAFORM,
  timeout: 180_000,
}, async () => {
  const folder = estate();
  const kept = temporaryFolder();
  const words = ["--state", kept];
  expect(sandbox(folder, [...words, "--", "sh", "-c", DEPLOY]).status).toBe(0);
  const first = await staying(folder, words);
  expect(await (await fetch(`${first.address}/sandbox/access`)).json()).toHaveLength(7);
  const second = sandbox(folder, [...words, "--", "true"]);
  expect(second.status).toBe(2);
  expect(second.stderr).toContain(`another keeper (process ${first.child.pid}) is using the folder`);
  first.child.kill("SIGKILL");
  await first.ended;
  const plan = 'terraform -chdir="$KEEPER_SANDBOX/cdktf.out/stacks/fabrikam" plan -detailed-exitcode';
  const again = sandbox(folder, [...words, "--", "sh", "-c", `sh cdktf diff fabrikam && ${plan}`]);
  expect(again.stdout).toContain("No changes.");
  expect(again.status).toBe(0);
  change(kept, { "azure.json": '{ "version": 1 }' });
  const broken = sandbox(folder, [...words, "--", "true"]);
  expect(broken.status).toBe(2);
  expect(broken.stderr).toContain("azure.json in the sandbox's folder is not what a sandbox keeps");
});

test("another Azure is read from a file, and a file that describes none is refused with every reason", () => {
  const folder = estate();
  const id = "00000000-0000-4000-8000-000000000001";
  const azure = {
    tenants: [{ id, name: "Customer", principals: [] }],
    subscriptions: [{ id, name: "one", tenantId: id, resourceGroups: [], roleAssignments: [] }],
    signedIn: { clientId: id },
  };
  change(folder, {
    "azure.json": JSON.stringify(azure),
    "wrong.json": JSON.stringify({ ...azure, tenants: [{ id: "x", name: 1, principals: [] }], extra: true }),
    "without-tenant.json": JSON.stringify({ ...azure, tenants: [] }),
    "broken.json": "{",
    "guests.json": JSON.stringify({ ...azure, guests: "accepted" }),
    "some-guests.json": JSON.stringify({ ...azure, guests: "some" }),
  });
  expect(sandbox(folder, ["--azure", "azure.json", "--", "true"]).status).toBe(0);
  expect(sandbox(folder, ["--azure", "guests.json", "--", "true"]).status).toBe(0);
  expect(sandbox(tmpdir(), ["--azure", join(folder, "azure.json"), "--", "true"]).status).toBe(0);
  for (const [file, ...words] of [
    ["wrong.json", "tenants[0].id is not valid", "allowed: a GUID", "tenants[0].name", "extra"],
    ["without-tenant.json", `subscriptions[0].tenantId is in no tenant of the file (received: ${id}`],
    ["broken.json", "broken.json cannot be read"],
    ["some-guests.json", "guests is not valid"],
    ["nowhere.json", "nowhere.json cannot be read"],
  ] as const) {
    const run = sandbox(folder, ["--azure", file, "--", "true"]);
    expect(run.status).toBe(2);
    for (const each of words) expect(run.stderr).toContain(each);
  }
});

test("a plan is tried against what Azure lists, and other lists are refused with the reason", {
  ...TERRAFORM,
  timeout: 180_000,
}, async () => {
  const real = await sampleSandbox();
  expect((await real.keeper(["synth", "fabrikam"])).code).toBe(0);
  expect((await real.apply("fabrikam")).code).toBe(0);
  const folder = estate();
  change(
    folder,
    Object.fromEntries(
      Object.entries(await listsOf(real)).map(([file, list]) => [`azure/${file}.json`, JSON.stringify(list)]),
    ),
  );
  const seen = sandbox(folder, ["--from", "azure", "--", "sh", "-c", DEPLOY]);
  expect(seen.status).toBe(1);
  expect(`${seen.stdout}${seen.stderr}`).toContain("already exists");
  const kept = temporaryFolder();
  const words = ["--from", "azure", "--state", kept];
  const plan = 'terraform -chdir="$KEEPER_SANDBOX/cdktf.out/stacks/fabrikam" plan -no-color';
  const tried = sandbox(folder, [...words, "--", "sh", "-c", `sh cdktf diff fabrikam && ${plan}`], {
    KEEPER_IMPORT: "fabrikam",
  });
  expect(tried.stdout).toContain("Plan: 2 to import, 0 to add, 0 to change, 0 to destroy.");

  // cdktf diff leaves its plan beside the stack: no reason not to review the output
  const output = join(kept, "cdktf.out");
  expect(existsSync(join(output, "stacks/fabrikam/plan"))).toBe(true);
  const reviewed = spawnSync(NODE, [...MAIN, "review", output, output], {
    cwd: folder,
    encoding: "utf8",
    env: ENVIRONMENT,
  });
  expect([reviewed.status, reviewed.stderr]).toEqual([0, ""]);

  const again = sandbox(folder, [...words, "--", "true"]);
  expect(again.status).toBe(2);
  expect(again.stderr).toContain("the folder of --state already keeps an Azure");
  expect(sandbox(folder, ["--state", kept, "--", "true"]).status).toBe(0);
  change(folder, { "azure/assignments.json": "{}" });
  const broken = sandbox(folder, ["--from", "azure", "--", "true"]);
  expect(broken.status).toBe(2);
  expect(broken.stderr).toContain("azure is refused");
  const nowhere = sandbox(folder, ["--from", "nowhere", "--", "true"]);
  expect(nowhere.status).toBe(2);
  expect(nowhere.stderr).toContain("nowhere cannot be read");
});

test("lists that do not name the tenant of an unknown subscription are refused", () => {
  const folder = estate();
  const definition = {
    id: `/subscriptions/${guidOf("1")}/providers/Microsoft.ManagedServices/registrationDefinitions/${guidOf("2")}`,
    name: guidOf("2"),
    type: "Microsoft.ManagedServices/registrationDefinitions",
    properties: { managedByTenantId: guidOf("9"), authorizations: [], eligibleAuthorizations: [] },
  };
  change(folder, { "azure/definitions.json": JSON.stringify([definition]), "azure/assignments.json": "[]" });
  const run = sandbox(folder, ["--from", "azure", "--", "true"]);
  expect(run.status).toBe(2);
  expect(run.stderr).toContain(
    `names the subscription ${guidOf("1")}, which no customer lists, without its tenant`,
  );
});
