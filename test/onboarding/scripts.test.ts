// @module-tag bash
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { accessOf } from "../../lib/access/access-grant.ts";
import { parseReadBack } from "../../lib/onboarding/read-back.ts";
import { azOnPath, type SignedIn } from "../support/az.ts";
import {
  CONTRIBUTOR,
  CUSTOMER,
  GROUP,
  GUEST,
  MANAGING,
  OTHER,
  OWNER,
  PERSON,
  READER,
  ROLES,
  SmallAzure,
  SUBSCRIPTION,
} from "../support/azure.ts";
import { change, temporaryFolder } from "../support/estates.ts";
import { filesOf, onboarded } from "./package.ts";

/*
 * The scripts of a package as a customer runs them: in bash, with an az whose Azure is the emulator.
 */

const offer = {
  id: "operations",
  name: '[It\'s] "operations" $(id)',
  description: "",
  managingTenant: {
    tenantId: MANAGING,
    name: "Provider",
    cloud: "public",
    principals: {
      operators: { type: "Group", objectId: GROUP, displayName: "Operator's" },
      person: { type: "User", objectId: PERSON, displayName: "A Person" },
    },
  },
  plans: {
    full: {
      visibility: "public",
      versions: {
        "1.0.0": {
          authorizations: [
            { principal: "operators", role: "Reader" },
            {
              principal: "operators",
              role: "User Access Administrator",
              delegatedRoleDefinitions: ["Monitoring Contributor", "Contributor"],
            },
          ],
          eligibleAuthorizations: [
            {
              principal: "operators",
              role: "Contributor",
              justInTimeAccessPolicy: {
                multiFactorAuthProvider: "Azure",
                maximumActivationDuration: "PT4H",
                approvers: ["person"],
              },
            },
          ],
        },
      },
    },
  },
};

const customerWith = (scope: object) => ({
  id: "fabrikam",
  name: "Fabrikam",
  tenantId: CUSTOMER,
  deployedBy: "customer",
  subscriptions: { production: SUBSCRIPTION },
  delegations: [
    {
      offer: "operations",
      plan: "full",
      version: "1.0.0",
      scopes: [{ subscription: "production", ...scope }],
    },
  ],
});

/** A package in a folder, an Azure, and a way to run a script of it. */
async function packaged(scope: object = {}, signedIn: Partial<SignedIn> = {}) {
  const [each] = onboarded(customerWith(scope), [offer]);
  if (each === undefined) throw new Error("nothing is delegated");
  const folder = temporaryFolder();
  change(folder, filesOf(each));
  const small = new SmallAzure();
  const { environment, calls } = await azOnPath({
    azure: small.azure,
    tenantId: CUSTOMER,
    principalId: OWNER,
    pass: () => {
      small.now += 2_000;
    },
    ...signedIn,
  });
  const run = (script: string, ...words: readonly string[]) =>
    new Promise<{ code: number | null; out: string; err: string }>((done) => {
      const child = spawn("bash", [join(folder, script), ...words], {
        cwd: "/",
        env: { HOME: folder, ...environment },
        stdio: ["ignore", "pipe", "pipe"],
      });
      let [out, err] = ["", ""];
      child.stdout.on("data", (text) => (out += text));
      child.stderr.on("data", (text) => (err += text));
      child.on("close", (code) => done({ code, out, err }));
    });
  return { each, small, run, calls, folder };
}

test.each([
  ["the whole subscription", {}],
  ["two resource groups", { resourceGroups: ["Web", "data"] }],
])(
  "deployed on %s, checked, and removed, twice each",
  async (_, scope) => {
    const { each, small, run, calls } = await packaged(scope);
    const readBack = expect.stringContaining("ok: Azure has exactly what the template says");
    for (const _again of [1, 2]) {
      expect(await run("deploy.sh", "--yes")).toEqual({ code: 0, err: "", out: readBack });
      expect(small.azure.access()).toEqual(accessOf([each.subscription]));
    }
    expect(await run("deploy.sh", "--verify")).toEqual({ code: 0, err: "", out: readBack });
    const left = expect.stringContaining("ok: nothing of these delegations is left");
    for (const _again of [1, 2]) {
      expect(await run("remove.sh", "--yes")).toEqual({ code: 0, err: "", out: left });
      expect(small.azure.resources()).toEqual([]);
    }
    expect(calls.filter((call) => call.startsWith("account set") || call.startsWith("cloud set"))).toEqual(
      [],
    );
  },
  60_000,
);

test("a removal writes what it read back, before and after, and a second one that nothing was there", async () => {
  const { run, folder } = await packaged({ resourceGroups: ["Web", "data"] });
  expect((await run("deploy.sh", "--yes")).code).toBe(0);
  const file = join(folder, "removed.json");
  for (const before of [true, false]) {
    expect(await run("remove.sh", "--yes", "--read-back", file)).toMatchObject({ code: 0, err: "" });
    const read = parseReadBack(JSON.parse(readFileSync(file, "utf8")));
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    expect(read.value).toMatchObject({ tenant: CUSTOMER, subscription: SUBSCRIPTION });
    expect(read.value.resources).toHaveLength(3);
    expect(read.value.resources.every((each) => each.before === before && !each.after)).toBe(true);
  }
  expect(await run("remove.sh", "--yes", "--read-back")).toMatchObject({
    code: 1,
    err: expect.stringContaining("--read-back names no file"),
  });
  expect(await run("remove.sh", "--yes", "--read-back", join(folder, "no/such/folder"))).toMatchObject({
    code: 1,
    err: expect.stringContaining("cannot be written"),
  });
}, 60_000);

test("--check and --verify change nothing, and so does a run that nobody can be asked in", async () => {
  const { small, run } = await packaged();
  expect(await run("deploy.sh", "--check")).toMatchObject({ code: 0 });
  expect(await run("deploy.sh", "--verify")).toMatchObject({
    code: 1,
    err: expect.stringContaining("managing tenant and state\n  in Azure: nothing\n"),
  });
  expect(await run("deploy.sh")).toMatchObject({ code: 1, err: expect.stringContaining("with --yes") });
  expect(await run("remove.sh")).toMatchObject({ code: 1, err: expect.stringContaining("with --yes") });
  expect(await run("deploy.sh", "--force")).toMatchObject({
    code: 1,
    err: expect.stringContaining("no option --force"),
  });
  const writes = small.azure
    .requests()
    .filter(({ method, path }) => method !== "GET" && !path.includes("token"));
  expect(writes).toEqual([]);
}, 60_000);

test.each<[string, Partial<SignedIn>, RegExp]>([
  ["another tenant", { tenantId: OTHER }, /not signed in to the tenant .*\n {2}do: run: az login --tenant/],
  [
    "another cloud",
    { cloud: "AzureChinaCloud" },
    /set to AzureChinaCloud\n {2}do: run: az cloud set --name AzureCloud/,
  ],
  [
    "a reader",
    { principalId: READER },
    /do not allow microsoft\.authorization\/roleassignments\/write\n {2}do: ask an Owner/,
  ],
  // Contributor has everything but this by notActions
  [
    "a contributor",
    { principalId: CONTRIBUTOR },
    /do not allow microsoft\.authorization\/roleassignments\/write\n {2}do: ask an Owner/,
  ],
])(
  "%s is told what is wrong and whom to ask, before anything is changed",
  async (_, signedIn, said) => {
    const { small, run } = await packaged({}, signedIn);
    for (const script of ["deploy.sh", "remove.sh"]) {
      const { code, err } = await run(script, "--yes");
      expect(code).toBe(1);
      expect(err).toMatch(said);
    }
    expect(small.azure.resources()).toEqual([]);
  },
  60_000,
);

test("a guest is warned, and Azure decides", async () => {
  const { run } = await packaged(
    {},
    { principalId: GUEST, userPrincipalName: "g_x.example#EXT#@fabrikam.example" },
  );
  const { code, out, err } = await run("deploy.sh", "--yes");
  expect(out).toContain("note: you are a guest of this tenant");
  expect([code, err]).toEqual([1, expect.stringContaining("stopped: Azure refused the deployment")]);
}, 30_000);

test("what differs in Azure is shown, on both sides", async () => {
  const { each, small, run } = await packaged();
  await run("deploy.sh", "--yes");
  const [registration] = each.subscription.registrations;
  const path = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationDefinitions/${registration?.definition.id}`;
  const { body } = small.ask("GET", path);
  body.properties.eligibleAuthorizations[0].justInTimeAccessPolicy.managedByTenantApprovers = undefined;
  expect(small.ask("PUT", path, { body: { properties: body.properties } }).status).toBe(200);
  small.now += 2_000;
  const { code, err } = await run("deploy.sh", "--verify");
  expect(code).toBe(1);
  const terms = `${GROUP}\t${ROLES.contributor}\tazure\tpt4h`;
  expect(err).toContain(`access on request\n  in Azure: ${terms}\n  in the template: ${terms}\t${PERSON}\n`);
  expect(err).not.toContain("standing access");
}, 30_000);

test("a removal that Azure does not answer ends, and says nothing of success", async () => {
  const { small, run } = await packaged();
  await run("deploy.sh", "--yes");
  small.azure.inject({
    kind: "responseLost",
    action: "Microsoft.ManagedServices/registrationAssignments/read",
    times: 1,
  } as never);
  const { code, out, err } = await run("remove.sh", "--yes");
  expect([code, out.includes("nothing of these"), err]).toEqual([
    1,
    false,
    expect.stringContaining("Azure cannot be read"),
  ]);
}, 30_000);
