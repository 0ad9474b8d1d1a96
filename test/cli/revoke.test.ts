import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, type Files, keeper, sampleCopy, snapshot } from "../support/estates.ts";

const LEADS = "3d9c1c3b-8e4c-4c8a-9d84-9d5ea03f4404";
const TENANT_FILE = "offers/shared/northwind.ts";

const revoke = (estate: string, principal: string, ...words: readonly string[]) =>
  keeper(estate, ["revoke", principal, "--reason", "left the company", ...words]);

test("a revoked group loses what it holds, and what it alone approved goes whole", async () => {
  const estate = sampleCopy();
  const before = readFileSync(join(estate, TENANT_FILE), "utf8");
  const { code, out, err } = await revoke(estate, "securityLeads");
  expect([code, err]).toEqual([0, ""]);
  expect(readFileSync(join(estate, TENANT_FILE), "utf8")).toBe(
    before.replace(
      `objectId: "${LEADS}",`,
      `objectId: "${LEADS}",\n      revoked: { since: "2026-11-23", reason: "left the company" },`,
    ),
  );
  const [now = "", rest = ""] = out.split("The next deployment takes away:");
  // what acts at once comes first
  expect(now).toContain(`az ad group member list --group ${LEADS}`);
  expect(now).toContain("live on for about an hour");
  // members may be users, groups and service principals, and the first list may leave out the last ones
  expect(now).toContain("az ad user update --id <each user> --account-enabled false");
  expect(now).toContain("/v1.0/users/<each user>/revokeSignInSessions");
  expect(now).toContain(`'https://graph.microsoft.com/beta/groups/${LEADS}/members?$select=id,displayName'`);
  expect(now).toContain("# nested groups: the same for their members; service principals: az ad sp update");
  const [held = "", after = ""] = rest.split(
    "Access on request that goes whole, because no other approver is left:",
  );
  expect(held).toContain("Northwind Security Leads: Reader, standing, on 2 scopes of contoso-retail");
  expect(held).toContain("Virtual Machine Contributor, on request");
  expect(after).toContain(
    "Northwind Security Analysts: Security Admin, on request, on 2 scopes of contoso-retail",
  );
  expect(after).toContain("Delegations that only the customer can end: contoso-retail");
  expect(after).toContain("warning LH025");
  const access = await keeper(estate, ["access", "--json"]);
  expect(access.code).toBe(0);
  expect(access.out).not.toContain(LEADS);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
});

test("a second revocation edits nothing, and says so", async () => {
  const estate = sampleCopy();
  await revoke(estate, LEADS.toUpperCase());
  const files = snapshot(estate);
  const { code, out } = await revoke(estate, "Northwind Security Leads");
  expect(code).toBe(0);
  expect(out).toContain("was marked as revoked before: nothing was edited");
  expect(snapshot(estate)).toEqual(files);
});

test("where nothing is left of a version that customers have, the mark stays, and the error names the way out", async () => {
  const estate = sampleCopy();
  expect((await revoke(estate, "Northwind Operations Engineers")).code).toBe(0);
  const { code, out } = await revoke(estate, "serviceDesk");
  expect(code).toBe(1);
  expect(out).toContain("error LH014 offers/managed-operations.ts");
  expect(out).toContain("no authorizations left without the revoked principals");
  const [, synth = ""] = /^ {4}keeper synth (.+)$/m.exec(out) ?? [];
  const leaving = [...out.matchAll(/^ {4}keeper leave (.+)$/gm)].map(([, customer]) => customer);
  expect(leaving).not.toEqual([]);
  for (const customer of leaving) expect(synth.split(" ")).not.toContain(customer);
  expect((await keeper(estate, ["synth"])).code).toBe(1);
  if (synth !== "") expect((await keeper(estate, ["synth", ...synth.split(" ")])).code).toBe(0);
});

test("a principal that no literal writes is not revoked: the exit code says so, and the text names the edit", async () => {
  const text = readFileSync(join(sampleCopy(), TENANT_FILE), "utf8");
  const estate = sampleCopy({
    [TENANT_FILE]: `const LEADS = ["${LEADS}"] as const;\n${text.replace(`"${LEADS}"`, "LEADS[0]")}`,
  });
  const files = snapshot(estate);
  const { code, out } = await revoke(estate, "securityLeads");
  expect(code).toBe(1);
  expect(out).toContain("is NOT revoked everywhere: offers/cost-management.ts, ");
  expect(out).toContain('revoked: { since: "2026-11-23", reason: "left the company" }');
  expect(snapshot(estate)).toEqual(files);
});

test("a mark in one offer and not in another stops synthesis by LH085", async () => {
  const estate = sampleCopy();
  change(estate, {
    "offers/alone.json": JSON.stringify({
      id: "alone",
      name: "Alone",
      description: "",
      managingTenant: {
        tenantId: "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01",
        name: "Northwind",
        cloud: "public",
        principals: {
          leads: {
            type: "Group",
            objectId: LEADS,
            displayName: "Leads",
            revoked: { since: "2026-11-01", reason: "gone" },
          },
        },
      },
      plans: {},
    }),
  });
  const checked = await keeper(estate, ["check"]);
  expect(checked.code).toBe(1);
  expect(checked.err).toContain("error LH085 offers/security-operations.ts");
  // the fix that it prints is what ends it
  expect((await revoke(estate, LEADS)).code).toBe(0);
  expect((await keeper(estate, ["check"])).code).toBe(0);
});

test.each([
  ["nobody", "is not a principal of this estate"],
  ["", "is not a principal of this estate"],
  // both tenants have one of that name
  ["operations", "is the name of 2 principals"],
])("%j is refused, and nothing is edited", async (principal, problem) => {
  const estate = sampleCopy();
  const files = snapshot(estate);
  const { code, err } = await revoke(estate, principal);
  expect(code).toBe(2);
  expect(err).toContain(problem);
  expect(snapshot(estate)).toEqual(files);
});

test("a reason of several lines is refused before anything is edited", async () => {
  const estate = sampleCopy();
  const files = snapshot(estate);
  for (const reason of ["a\nb", " ", "<why>"]) {
    const { code, err } = await keeper(estate, ["revoke", "securityLeads", "--reason", reason]);
    expect(code).toBe(2);
    expect(err).toContain("is no reason");
  }
  expect(snapshot(estate)).toEqual(files);
});

test("errors that stood before do not hold up a revocation, and the text names what can be synthesized", async () => {
  const estate = sampleCopy({
    "customers/broken.yaml": "id: 7",
    "customers/lost.yaml": `id: lost
name: Lost
tenantId: 4b0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e0a
subscriptions: { production: 5c0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e0b }
delegations:
  - { offer: nowhere, plan: standard, version: 1.0.0, scopes: [{ subscription: production }] }
`,
  });
  const { code, out, err } = await revoke(estate, "securityLeads");
  expect([code, err]).toEqual([0, ""]);
  expect(readFileSync(join(estate, TENANT_FILE), "utf8")).toContain("revoked: { since:");
  expect(out).toContain("is NOT known: customers/broken.yaml, customers/lost.yaml");
  expect(out).toContain("    keeper synth contoso-retail\n");
  expect((await keeper(estate, ["synth"])).code).toBe(1);
  expect((await keeper(estate, ["synth", "contoso-retail"])).code).toBe(0);
});

test("with an offer that cannot be read, a name is refused, and an object id marks every other file", async () => {
  const broken = `id: 7\nprincipals: { leads: { objectId: "${LEADS}" } }\n`;
  const estate = sampleCopy({ "offers/broken.yaml": broken });
  const files = snapshot(estate);
  const named = await revoke(estate, "securityLeads");
  expect([named.code, named.out]).toEqual([2, ""]);
  expect(named.err).toContain("may be the name of another principal too");
  expect(named.err).toContain(`by its object id, such as ${LEADS}`);
  expect(snapshot(estate)).toEqual(files);
  const { code, out } = await revoke(estate, LEADS);
  expect(code).toBe(1);
  expect(out).toContain("NOT edited, because they cannot be read: offers/broken.yaml");
  const changed = Object.entries(snapshot(estate)).filter(([path, text]) => files[path] !== text);
  expect(changed.map(([path]) => path)).toEqual([TENANT_FILE]);
});

test("what acts at once is printed although the mark is refused", async () => {
  const estate = sampleCopy();
  const refused = await keeper(estate, ["revoke", "securityLeads", "--reason", "a\nb"]);
  expect(refused.code).toBe(2);
  expect(refused.out).toContain(`az ad group member list --group ${LEADS}`);
  const json = await keeper(estate, ["revoke", "securityLeads", "--reason", "a\nb", "--json"]);
  expect(json.code).toBe(2);
  expect(JSON.parse(json.out)).toMatchObject({
    failure: { kind: "bad-arguments" },
    atOnce: expect.arrayContaining([expect.stringContaining(LEADS)]),
  });
});

test.each<[string, Files, string]>([
  ["an unreadable lock", { "estate.lock.json": "{" }, "estate.lock.json"],
  ["an unreadable role catalogue", { "role-catalogue.json": "{" }, "the role catalogue"],
])("what acts at once is printed in spite of %s", async (_, files, problem) => {
  const estate = sampleCopy(files);
  const { code, out, err } = await revoke(estate, "securityLeads");
  expect(code).toBe(2);
  expect(err).toContain(problem);
  expect(out).toContain(`az ad group member list --group ${LEADS}`);
  const json = await revoke(estate, LEADS, "--json");
  expect(JSON.parse(json.out)).toMatchObject({
    failure: { problem: expect.stringContaining(problem) },
    principal: { objectId: LEADS },
    atOnce: expect.arrayContaining([expect.stringContaining(LEADS)]),
  });
});

test("what acts at once is printed for an object id of which no offer can be read", async () => {
  const estate = sampleCopy({ [TENANT_FILE]: "broken" });
  const { code, out, err } = await revoke(estate, LEADS);
  expect(code).toBe(2);
  expect(err).toContain("not read: offers/");
  expect(out).toContain(`graph.microsoft.com/v1.0/directoryObjects/${LEADS}`);
});

test.each([
  [true, "Version cost-management/insight@1.0.0 grants something else than recorded"],
  [false, "offer cost-management would grant something else than before"],
])(
  "a definition that answers another way once it is edited gets its text back (recorded: %s)",
  async (isRecorded, why) => {
    const text = readFileSync(join(sampleCopy(), "offers/cost-management.ts"), "utf8");
    // grants something else as soon as the file of the tenant has a mark
    const sneaky = text.replace(
      'role: "Cost Management Reader"',
      'role: process.getBuiltinModule("node:fs").readFileSync(new URL("./shared/northwind.ts", import.meta.url), "utf8").includes("revoked") ? "Contributor" : "Cost Management Reader"',
    );
    const estate = sampleCopy({
      "offers/cost-management.ts": sneaky
        .replace("role: process", "role: (process")
        .replace('"Cost Management Reader" }', '"Cost Management Reader") as "Reader" }'),
    });
    if (!isRecorded) rmSync(join(estate, "published"), { recursive: true });
    const files = snapshot(estate);
    const { code, out, err } = await revoke(estate, "securityLeads");
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
    expect(out).toContain("az ad group member list");
    expect(snapshot(estate)).toEqual(files);
  },
);

test("JSON has everything that the text says, and no text of a terminal", async () => {
  const { code, out } = await revoke(sampleCopy(), "securityLeads", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    principal: { objectId: LEADS },
    mark: { since: "2026-11-23", reason: "left the company" },
    edited: [TENANT_FILE],
    unmarked: [],
    customers: [{ customer: "contoso-retail", deployedBy: "provider", removable: [] }],
    findings: [{ code: "LH025" }],
    atOnce: expect.arrayContaining([expect.stringContaining("az ad group member list")]),
  });
});

const USERS_FILE = "offers/on-call.yaml";
const [ANN, BOB] = ["a1a1a1a1-0000-4000-8000-000000000001", "b0b0b0b0-0000-4000-8000-000000000002"];

/** An offer with Ann, who activates with the approval of herself or Bob, and a customer of it. */
const ON_CALL = {
  [USERS_FILE]: `id: on-call
name: On call
description: Two users
managingTenant:
  tenantId: 6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01
  name: Northwind
  cloud: public
  principals:
    ann: &ann { type: User, objectId: "${ANN}", displayName: Ann }
    bob: &bob { type: User, objectId: "${BOB}", displayName: Bob }
    desk: &desk { type: Group, objectId: "c2c2c2c2-0000-4000-8000-000000000003", displayName: Desk }
plans:
  standard:
    visibility: public
    versions:
      1.0.0:
        authorizations:
          - { principal: *desk, role: Reader }
          - { principal: *desk, role: Managed Services Registration assignment Delete Role }
        eligibleAuthorizations:
          - { principal: *ann, role: Contributor, justInTimeAccessPolicy: { approvers: [*ann, *bob] } }
accepts:
  - { rule: LH004, reason: users on call }
`,
  "customers/lucerne.yaml": `id: lucerne
name: Lucerne
tenantId: 4b0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e0a
subscriptions: { production: 5c0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e0b }
delegations:
  - { offer: on-call, plan: standard, version: 1.0.0, scopes: [{ subscription: production }] }
`,
};

test.each([[[]], [["--customer", "lucerne"]]])(
  "the last approver who could act is revoked, and the request that is left goes whole (%j)",
  async (words) => {
    const estate = sampleCopy(ON_CALL);
    expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
    const { code, out, err } = await revoke(estate, "Bob", ...words);
    expect([code, err]).toEqual([0, ""]);
    const [, gone = ""] = out.split("Access on request that goes whole, because no other approver is left:");
    expect(gone).toContain("Ann: Contributor, on request, on 1 scope of lucerne");
    expect((await keeper(estate, ["synth"])).code).toBe(0);
    const stack = readFileSync(join(estate, "cdktf.out/stacks/lucerne/cdk.tf.json"), "utf8");
    expect(stack).not.toContain(ANN);
    expect(stack).not.toContain(BOB);
  },
);

test("a version that a revocation emptied stops no synthesis once its customer has left", async () => {
  const estate = sampleCopy(ON_CALL);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  const { code, out } = await revoke(estate, "Desk");
  expect(code).toBe(1);
  // no customer beside this one loses anything
  expect(out).toContain("none of the customers concerned can be synthesized");
  expect(out).toContain("    keeper leave lucerne\n");
  expect((await keeper(estate, ["synth"])).code).toBe(1);
  expect((await keeper(estate, ["leave", "lucerne"])).code).not.toBe(2);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
});
