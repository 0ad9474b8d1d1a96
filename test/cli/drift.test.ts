import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { notRead } from "../../lib/formats/snapshot/not-read.ts";
import { change, keeper, sampleCopy } from "../support/estates.ts";
import { type AzureResources, type MutableResource, writeSnapshot } from "../support/snapshots.ts";

const PRODUCTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const SHOPS = "c2e6d3a1-4b5f-4c7d-9e8f-000000000221";
const WAREHOUSE = "c2e6d3a1-4b5f-4c7d-9e8f-000000000222";
const ADATUM = "c2e6d3a1-4b5f-4c7d-9e8f-000000000551";
const FINANCE = "c2e6d3a1-4b5f-4c7d-9e8f-000000000441";
/** The managing tenants of the sample estate. */
const NORTHWIND = ["6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01", "7a1d2e7f-3d2e-4a1c-8e6b-1d8b4a3c2f02"];
const FOREIGN_TENANT = "ffffffff-0000-4000-8000-00000000000f";
const ENGINEERS = "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202";
const OWNER_LIKE = "b24988ac-6180-42a0-ab88-20f7382dd24c";

function definitionOn(azure: AzureResources, subscription: string): MutableResource {
  const found = azure.definitions.find(({ id }) => id.includes(subscription));
  if (found === undefined) throw new Error(`nothing is delegated on ${subscription}`);
  return found;
}

function without(azure: AzureResources, subscription: string): void {
  for (const list of ["definitions", "assignments"] as const)
    azure[list] = azure[list].filter(({ id }) => !id.includes(subscription));
}

/** Adds a copy of a subscription's first delegation under another id. */
function copyOn(azure: AzureResources, subscription: string, name: string, managedByTenantId?: string): void {
  const definition = definitionOn(azure, subscription);
  const assignment = azure.assignments.find(
    ({ properties }) => properties.registrationDefinitionId === definition.id,
  );
  if (assignment === undefined) throw new Error("it is not assigned");
  const id = definition.id.replace(definition.name, name);
  azure.definitions.push({
    ...definition,
    id,
    name,
    properties: {
      ...definition.properties,
      ...(managedByTenantId === undefined ? {} : { managedByTenantId }),
    },
  });
  azure.assignments.push({
    ...assignment,
    id: assignment.id.replace(assignment.name, name),
    name,
    properties: { ...assignment.properties, registrationDefinitionId: id },
  });
}

interface Finding {
  readonly kind: string;
  readonly ownership?: string;
  readonly weight: string;
  readonly customer: string | null;
  readonly grade?: string;
  readonly isNew?: boolean | null;
  readonly waysOut: readonly {
    readonly way: string;
    readonly text: string;
    readonly isPossible: boolean;
    readonly commands: readonly string[];
  }[];
}

/** The drift of the sample estate after changes by hand, as JSON. */
async function driftAfter(
  byHand: (azure: AzureResources) => void,
  options: Parameters<typeof writeSnapshot>[2] = {},
  words: readonly string[] = [],
) {
  const estate = sampleCopy();
  await writeSnapshot(estate, byHand, options);
  const { code, out, err } = await keeper(estate, ["drift", "--from", "azure", "--format", "json", ...words]);
  expect(err).toBe("");
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  return { code, findings, estate };
}

const commandsOf = ({ waysOut }: Finding) => waysOut.flatMap(({ commands }) => commands);

test("an estate whose definitions were deployed has no drift", async () => {
  const { code, findings, estate } = await driftAfter(() => {});
  expect([code, findings]).toEqual([0, []]);
  const { out } = await keeper(estate, ["drift", "--from", "azure"]);
  expect(out).toBe("definitions -> Azure as of 2026-11-29T21:00:09.000Z (azure): no drift\n");
});

test("a role that was added by hand is wider, and the definitions are restored by a deployment", async () => {
  const { code, findings } = await driftAfter((azure) => {
    definitionOn(azure, WAREHOUSE).properties.authorizations.push({
      principalId: ENGINEERS,
      roleDefinitionId: OWNER_LIKE,
    });
  });
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { kind: "wider", ownership: "ours", weight: "drift", customer: "contoso-retail", grade: "broadening" },
  ]);
  expect(findings[0]?.waysOut.map(({ way }) => way)).toEqual(["restore", "adopt", "remove", "allow"]);
  expect(findings[0]?.waysOut.every(({ isPossible }) => isPossible)).toBe(true);
  expect(commandsOf(findings[0] as Finding)).toContain("npx cdktf deploy contoso-retail");
});

test("a role that was taken away is narrower; the right to leave is a lock-out", async () => {
  const { code, findings, estate } = await driftAfter((azure) => {
    const { properties } = definitionOn(azure, PRODUCTION);
    properties.authorizations = properties.authorizations.filter(
      ({ roleDefinitionId }: { readonly roleDefinitionId: string }) =>
        roleDefinitionId !== "91c1777a-f3dc-4fae-b103-61d183457e46",
    );
  });
  expect(code).toBe(1);
  expect(findings).toMatchObject([{ kind: "narrower", customer: "fabrikam" }]);
  const { out } = await keeper(estate, ["drift", "--from", "azure"]);
  expect(out).toContain("narrower; ours; LOCK-OUT");
});

test("what is gone is missing; texts alone are a note", async () => {
  const { code, findings } = await driftAfter((azure) => {
    without(azure, WAREHOUSE);
    definitionOn(azure, PRODUCTION).properties.description = "changed in the portal";
  });
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { kind: "missing", ownership: "ours", weight: "drift", customer: "contoso-retail" },
    { kind: "restated", weight: "note", customer: "fabrikam" },
  ]);
});

test("a delegation to our tenant that nobody defines is never one to delete", async () => {
  const name = "dddddddd-0000-4000-8000-000000000001";
  const { code, findings } = await driftAfter((azure) => copyOn(azure, SHOPS, name));
  expect(code).toBe(1);
  expect(findings).toMatchObject([{ kind: "outside-definitions", ownership: "unknown", weight: "drift" }]);
  expect(commandsOf(findings[0] as Finding)).toEqual([
    "keeper fetch --with-people --output azure-people",
    "keeper adopt azure",
  ]);
  // what cannot be is said in the same place, and why
  expect(findings[0]?.waysOut).toContainEqual({
    way: "remove",
    isPossible: false,
    commands: [],
    text: "not possible: its owner is not known, and what others own is not deleted; find out who made it first",
  });
});

test("another provider's delegation is a note, until an earlier snapshot shows that it is new", async () => {
  const name = "eeeeeeee-0000-4000-8000-000000000001";
  const arrive = (azure: AzureResources) => copyOn(azure, SHOPS, name, FOREIGN_TENANT);
  const { code, findings, estate } = await driftAfter(arrive);
  expect(code).toBe(0);
  expect(findings).toMatchObject([
    { kind: "another-managing-tenant", ownership: "another-tenant", weight: "note", isNew: null },
  ]);
  expect(commandsOf(findings[0] as Finding)).toEqual([]);

  await writeSnapshot(estate, () => {}, { folder: "before" });
  const compared = await keeper(estate, [
    "drift",
    "--from",
    "azure",
    "--earlier",
    "before",
    "--format",
    "json",
  ]);
  expect(compared.code).toBe(1);
  expect(JSON.parse(compared.out).findings).toMatchObject([{ weight: "drift", isNew: true }]);
  await writeSnapshot(estate, arrive, { folder: "before" });
  const known = await keeper(estate, ["drift", "--from", "azure", "--earlier", "before", "--format", "json"]);
  expect(known.code).toBe(0);
  // it leaves again
  await writeSnapshot(estate);
  expect((await keeper(estate, ["drift", "--from", "azure", "--earlier", "before"])).code).toBe(0);
});

test("a delegation of ours that another managing tenant took over is drift", async () => {
  const { code, findings } = await driftAfter((azure) => {
    definitionOn(azure, PRODUCTION).properties.managedByTenantId = FOREIGN_TENANT;
  });
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { kind: "another-managing-tenant", ownership: "another-tenant", weight: "drift", customer: "fabrikam" },
  ]);
});

test("a delegation that the estate no longer defines is extra and ours by its id; its marker says nothing", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate);
  const text = "customers/contoso-retail.ts";
  const before = readFileSync(`${estate}/${text}`, "utf8");
  change(estate, { [text]: before.replace(', { subscription: "warehouse" }', "") });
  const { code, out } = await keeper(estate, ["drift", "--from", "azure", "--format", "json"]);
  expect(code).toBe(1);
  const [finding, ...others] = JSON.parse(out).findings as Finding[];
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ kind: "extra", ownership: "ours", customer: "contoso-retail" });
  expect(commandsOf(finding as Finding).filter((each) => / delete /.test(each))).toHaveLength(2);
});

test("a definition that failed is failed, and not missing", async () => {
  const { code, findings } = await driftAfter((azure) => {
    definitionOn(azure, PRODUCTION).properties.provisioningState = "Failed";
  });
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { kind: "failed", ownership: "ours", weight: "drift", customer: "fabrikam" },
  ]);
});

test("a definition without assignment is an orphan where it is not defined, and missing where it is", async () => {
  const name = "dddddddd-0000-4000-8000-000000000001";
  const { code, findings, estate } = await driftAfter((azure) => {
    copyOn(azure, SHOPS, name);
    azure.assignments = azure.assignments.filter((each) => each.name !== name);
    azure.assignments = azure.assignments.filter(({ id }) => !id.includes(PRODUCTION));
  });
  expect(code).toBe(1);
  expect(findings).toMatchObject([
    { kind: "orphan", ownership: "unknown", weight: "note" },
    { kind: "missing", ownership: "ours", weight: "drift" },
  ]);
  // the status says the same of it, and not that it differs
  const status = await keeper(estate, ["status", "--from", "azure", "--format", "json"]);
  const { customers } = JSON.parse(status.out);
  const [fabrikam] = customers.filter(({ id }: { readonly id: string }) => id === "fabrikam");
  expect(fabrikam.delegations).toMatchObject([{ state: "not-deployed" }]);
});

test("a customer that revoked everything is not visible, which is never `no drift`", async () => {
  const unread = { [FINANCE]: notRead("registration-definitions", "not-delegated") };
  const { code, findings, estate } = await driftAfter(() => {}, { unread });
  expect(code).toBe(2);
  expect(findings).toMatchObject([{ kind: "not-visible", weight: "not-read", wasRead: null }]);
  expect(commandsOf(findings[0] as Finding)).toContain(
    `keeper fetch --subscription ${FINANCE} --tenant b1d5c2f0-3a4e-4b6c-8d7e-000000000404 --output azure-customer`,
  );
  // where an earlier snapshot had it, it was deployed: deploying is no way out
  await writeSnapshot(estate, () => {}, { folder: "before" });
  const { out } = await keeper(estate, ["drift", "--from", "azure", "--earlier", "before"]);
  expect(out).toContain("an earlier snapshot read it");
  expect(out).not.toContain("npx cdktf deploy");
  // the answer of the customer's tenant says which it was
  await writeSnapshot(estate, (azure) => without(azure, FINANCE), { folder: "azure-customer" });
  const answered = await keeper(estate, ["drift", "wide-world-importers", "--from", "azure-customer"]);
  expect(answered.code).toBe(1);
  expect(answered.out).toContain("missing; ours");
});

test("where the customer deploys itself, no way out is a deployment of ours: its package is", async () => {
  const estate = sampleCopy();
  const file = "customers/wide-world-importers.yaml";
  const text = readFileSync(`${estate}/${file}`, "utf8");
  change(estate, { [file]: `${text}deployedBy: customer\n` });
  const hidden = notRead("registration-definitions", "not-delegated");
  const changes: readonly Parameters<typeof writeSnapshot>[] = [
    [estate, (azure) => without(azure, FINANCE)],
    [estate, (azure) => definitionOn(azure, FINANCE).properties.authorizations.pop()],
    [
      estate,
      (azure) =>
        Object.assign(definitionOn(azure, FINANCE).properties, { managedByTenantId: FOREIGN_TENANT }),
    ],
    [
      estate,
      (azure) => Object.assign(definitionOn(azure, FINANCE).properties, { provisioningState: "Failed" }),
    ],
    [estate, () => {}, { unread: { [FINANCE]: hidden } }],
  ];
  const kinds = new Set<string>();
  for (const each of changes) {
    await writeSnapshot(...each);
    const { out } = await keeper(estate, ["drift", "--from", "azure", "--format", "json"]);
    const [finding] = JSON.parse(out).findings as Finding[];
    kinds.add(finding?.kind ?? "none");
    expect(out).not.toContain("cdktf deploy");
    expect(commandsOf(finding as Finding)).toContain("keeper export wide-world-importers");
    expect(out).toContain(`runs deploy.sh of its package, packages/wide-world-importers/${FINANCE}`);
  }
  expect([...kinds].sort()).toEqual([
    "another-managing-tenant",
    "failed",
    "missing",
    "narrower",
    "not-visible",
  ]);
  // what the definitions no longer have is the customer's to delete
  await writeSnapshot(estate);
  change(estate, {
    [file]: `${text.replace(/delegations:[\s\S]*/, "delegations: []\n")}deployedBy: customer\n`,
  });
  const { out } = await keeper(estate, ["drift", "--from", "azure", "--format", "json"]);
  const [extra] = JSON.parse(out).findings as Finding[];
  expect(extra).toMatchObject({ kind: "extra" });
  expect(commandsOf(extra as Finding).filter((each) => / delete /.test(each)).length).toBeGreaterThan(0);
  expect(out).not.toContain("cdktf deploy");
});

test("a customer that delegates nothing is no finding of a fetch that listed everything without being told of it", async () => {
  const estate = sampleCopy();
  const idle = "c2e6d3a1-4b5f-4c7d-9e8f-000000000661";
  await writeSnapshot(estate, () => {}, { unasked: [idle], managingTenants: NORTHWIND });
  const whole = await keeper(estate, ["drift", "--from", "azure"]);
  expect([whole.code, whole.out]).toEqual([0, expect.stringContaining("no drift")]);
  // a managing tenant that was not listed, or not whole, may see it
  await writeSnapshot(estate, () => {}, { unasked: [idle], managingTenants: NORTHWIND.slice(1) });
  expect((await keeper(estate, ["drift", "--from", "azure"])).out).toContain("not read: customer Proseware");
  const tenantUnread = [notRead("subscriptions", "service-failed")];
  await writeSnapshot(estate, () => {}, { unasked: [idle], managingTenants: NORTHWIND, tenantUnread });
  expect((await keeper(estate, ["drift", "--from", "azure"])).out).toContain("not read: customer Proseware");
  // where something is delegated, what no list has is not visible
  await writeSnapshot(estate, () => {}, { unasked: [idle, FINANCE], managingTenants: NORTHWIND });
  const hidden = await keeper(estate, ["drift", "--from", "azure"]);
  expect([hidden.code, hidden.out]).toEqual([2, expect.stringContaining("not visible: customer Wide World")]);
});

test("a subscription that is throttled is not read; only customers that were named are asked for", async () => {
  const unread = { [FINANCE]: notRead("registration-assignments", "throttled") };
  const { code, findings, estate } = await driftAfter(() => {}, { unread });
  expect(code).toBe(2);
  expect(findings).toMatchObject([{ kind: "not-read", customer: "wide-world-importers" }]);
  expect((await keeper(estate, ["drift", "fabrikam", "--from", "azure"])).code).toBe(0);
});

test("a subscription without anything delegated that Azure does not show is no finding", async () => {
  const idle = "c2e6d3a1-4b5f-4c7d-9e8f-000000000661";
  const { findings: all } = await driftAfter(() => {});
  expect(all).toEqual([]);
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, {
    unread: { [idle]: notRead("registration-definitions", "not-delegated") },
  });
  expect((await keeper(estate, ["drift", "--from", "azure"])).code).toBe(0);
});

test("a subscription that moved to another tenant keeps its delegations: drift, and how to end them", async () => {
  const moved = "aaaaaaaa-0000-4000-8000-00000000000a";
  const { code, findings } = await driftAfter(() => {}, { tenants: { [PRODUCTION]: moved } });
  expect(code).toBe(1);
  expect(findings).toMatchObject([{ kind: "moved", customer: "fabrikam", tenantId: moved }]);
  expect(commandsOf(findings[0] as Finding)).toEqual([
    expect.stringMatching(
      `^az rest --method delete --url '/subscriptions/${PRODUCTION}/providers/Microsoft.ManagedServices/registrationAssignments/[0-9a-f-]{36}\\?api-version=2022-10-01'$`,
    ),
  ]);
});

test("a snapshot of named customers says nothing of the others", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, { only: [PRODUCTION] });
  expect((await keeper(estate, ["drift", "fabrikam", "--from", "azure"])).code).toBe(0);
  const { code, out } = await keeper(estate, ["drift", "--from", "azure"]);
  expect(code).toBe(2);
  expect(out).toContain("the snapshot does not have it");
  expect(out).toContain("keeper fetch contoso-retail");
});

test("a managing tenant whose subscriptions could not be listed hides delegations outside the estate", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, () => {}, { tenantUnread: [notRead("subscriptions", "service-failed")] });
  const { code, out } = await keeper(estate, ["drift", "--from", "azure"]);
  expect(code).toBe(2);
  const text = out.replace(/\s+/g, " ");
  expect(text).toContain("no drift in what was read; it is incomplete");
  expect(text).toContain("delegations outside this estate may be missing here");
  expect((await keeper(estate, ["drift", "fabrikam", "--from", "azure"])).code).toBe(0);
});

test("arguments that cannot be compared end with 2", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate);
  const unknown = await keeper(estate, ["drift", "nobody", "--from", "azure"]);
  expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('no customer "nobody"')]);
  const lists = await keeper(estate, ["drift", "--from", "azure", "--defined", "azure"]);
  expect([lists.code, lists.err]).toEqual([2, expect.stringContaining("is not what an estate defines")]);
  const integrated = await keeper(estate, ["drift", "--from", "azure"], { CI: "true" });
  expect([integrated.code, integrated.err]).toEqual([2, expect.stringContaining("--execute-definitions")]);
});

test("synthesized output is compared without running definitions, in every format", async () => {
  const estate = sampleCopy();
  await writeSnapshot(estate, (azure) => without(azure, WAREHOUSE));
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  const words = ["drift", "--from", "azure", "--defined", "cdktf.out"];
  for (const [format, text] of [
    ["terminal", "missing; ours; narrowing: customer Contoso Retail"],
    ["markdown", "<!-- lighthouse-keeper drift -->\n## Drift: "],
    ["html", "missing; ours; narrowing"],
    ["json", '"kind": "missing"'],
    ["sarif", '"ruleId": "drift-missing"'],
    ["junit", '<testsuites name="lighthouse-keeper" tests="1" failures="1"'],
  ] as const) {
    const { code, out } = await keeper(estate, [...words, "--format", format], { CI: "true" });
    expect([format, code]).toEqual([format, 1]);
    expect(out).toContain(text);
  }
  const { out } = await keeper(estate, [...words], { CI: "true" });
  const long = out.split("\n").filter((line) => line.length > 100 && !/^ {6}(?:npx|keeper|az) /.test(line));
  expect(long).toEqual([]);
});

test("on a moved subscription, only what is ours is to be deleted: of another delegation the owner is not known", async () => {
  const unknown = "dddddddd-0000-4000-8000-000000000001";
  const estate = sampleCopy();
  await keeper(estate, ["synth"]);
  const tenants = { [PRODUCTION]: "b1d5c2f0-3a4e-4b6c-8d7e-000000000303" };
  await writeSnapshot(estate, (azure) => copyOn(azure, PRODUCTION, unknown), { tenants });
  const { out } = await keeper(estate, ["drift", "fabrikam", "--from", "azure", "--format", "json"]);
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  const moved = findings.find(({ kind }) => kind === "moved");
  const commands = moved?.waysOut.flatMap((each) => each.commands) ?? [];
  expect(commands).toHaveLength(1);
  expect(commands.join()).not.toContain(unknown);
});

test("an estate over two clouds: customers of another run are left out by name, told, and never the others", async () => {
  const [, government = ""] = NORTHWIND;
  const options = { unasked: [ADATUM], managingTenants: NORTHWIND.slice(0, 1) };
  const whole = await driftAfter(() => {}, options);
  expect([whole.code, whole.findings.map(({ customer }) => customer)]).toEqual([2, ["city-of-adatum"]]);
  const { code, findings, estate } = await driftAfter(() => {}, options, ["--without-tenant", government]);
  expect([code, findings]).toEqual([0, []]);
  const told = await keeper(estate, ["drift", "--from", "azure", "--without-tenant", government]);
  expect(told.out).toContain("1 customer delegates to tenants of another run alone (--without-tenant)");
  // a tenant whose cloud is not known is never said to be in public Azure
  const elsewhere = { unread: { [ADATUM]: notRead("sign-in", "other-cloud") } };
  const [unread] = (await driftAfter(() => {}, elsewhere)).findings;
  expect(JSON.stringify(unread?.waysOut)).toContain("az cloud set --name <the tenant's cloud>");
  // what the snapshot has of such a customer is looked at all the same
  const seen = await driftAfter((azure) => without(azure, ADATUM), {}, ["--without-tenant", government]);
  expect([seen.code, seen.findings.map(({ kind }) => kind)]).toEqual([1, ["missing"]]);
  await writeSnapshot(estate, () => {}, { only: ["nothing"] });
  for (const words of [
    ["fabrikam", "--without-tenant", government],
    ["--without-tenant", ...NORTHWIND],
    ["--without-tenant", "x"],
  ]) {
    const refused = await keeper(estate, ["drift", "--from", "azure", ...words]);
    expect([refused.code, refused.out], words.join(" ")).toEqual([2, ""]);
  }
});

test("an unknown customer is named before a snapshot that is missing", async () => {
  const { code, err } = await keeper(sampleCopy(), ["drift", "fabrikan", "--from", "azure"]);
  expect(code).toBe(2);
  expect(err).toContain('the estate has no customer "fabrikan"');
  expect(err).toContain("fabrikam");
  expect(err).not.toContain("snapshot.json");
});
