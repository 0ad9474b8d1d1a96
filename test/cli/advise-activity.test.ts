import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { adviceJsonSchema } from "../../lib/report/advice/json-schema.ts";
import { keeper, sampleCopy } from "../support/estates.ts";

interface ShownJson {
  readonly failure?: object;
  readonly activity: {
    readonly used: readonly object[];
    readonly groupNotKnown: readonly { readonly mayBe: readonly string[] }[];
    readonly leftOut: { readonly illFormed: number };
    readonly cut: readonly string[];
    readonly counts: Readonly<Record<string, number>>;
    readonly [field: string]: unknown;
  };
  readonly advice: readonly {
    readonly kind: string;
    readonly role: { readonly name: string };
    readonly review: { readonly grade: string };
    readonly facts: {
      readonly used: readonly string[];
      readonly narrower: readonly { readonly name: string }[];
      readonly beside: readonly { readonly name: string }[];
    };
    readonly edit: { readonly hunks: readonly { readonly added: readonly string[] }[] };
  }[];
}

const isAdvice = new Ajv2020({ strict: false, validateFormats: false }).compile(adviceJsonSchema());

const FABRIKAM = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const NORTHWIND = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";
const OPERATIONS = "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202";
const ANN = "aaaaaaaa-0000-4000-8000-000000000001";
const RESTART = "Microsoft.Compute/virtualMachines/restart/action";

/** An entry as `az monitor activity-log list` prints it: Ann restarts a machine of Fabrikam. */
function entry(changes: object = {}): object {
  return {
    authorization: { action: RESTART, role: null, scope: `/subscriptions/${FABRIKAM}/resourceGroups/rg` },
    caller: "ann@northwind.example",
    category: { localizedValue: "Administrative", value: "Administrative" },
    claims: {
      "http://schemas.microsoft.com/identity/claims/objectidentifier": ANN,
      "http://schemas.microsoft.com/identity/claims/tenantid": NORTHWIND,
      "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn": "ann@northwind.example",
    },
    eventTimestamp: "2026-11-02T03:04:05.678Z",
    operationName: { localizedValue: "Restart Virtual Machine", value: RESTART },
    resourceId: `/subscriptions/${FABRIKAM}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm`,
    subscriptionId: FABRIKAM,
    ...changes,
  };
}

const evidence = (principalId: string) => ({
  authorization: {
    action: RESTART,
    evidence: { role: "Contributor", principalId: principalId.replaceAll("-", ""), principalType: "Group" },
  },
});

async function adviseBy(
  log: unknown,
  members?: object,
): Promise<{ code: number; out: string; json: ShownJson }> {
  const estate = sampleCopy();
  writeFileSync(join(estate, "log.json"), typeof log === "string" ? log : JSON.stringify(log));
  if (members !== undefined) writeFileSync(join(estate, "members.json"), JSON.stringify(members));
  const words = [
    "advise",
    "fabrikam",
    "--activity",
    "log.json",
    ...(members ? ["--members", "members.json"] : []),
  ];
  const { code, out } = await keeper(estate, [...words, "--format", "json"]);
  const json: ShownJson = JSON.parse(out);
  if (json.failure === undefined) expect(isAdvice(json), JSON.stringify(isAdvice.errors)).toBe(true);
  return { code, json, out: (await keeper(estate, words)).out };
}

const narrowings = (json: ShownJson) => json.advice.filter(({ kind }) => kind === "wider-than-used");

test("an entry's own evidence shows a group's use: the narrowest role that covers it is proposed, with a narrowing review", async () => {
  const { code, json, out } = await adviseBy([entry(evidence(OPERATIONS))]);
  expect(code).toBe(0);
  expect(json.activity.used).toMatchObject([
    {
      customer: "fabrikam",
      principalId: OPERATIONS,
      operations: [RESTART.toLowerCase()],
      exercised: ["stop.compute"],
    },
  ]);
  const [advice] = narrowings(json);
  expect(advice?.role.name).toBe("Contributor");
  expect(advice?.review.grade).toBe("narrowing");
  expect(advice?.facts.used).toEqual([RESTART.toLowerCase()]);
  expect(advice?.edit.hunks[0]?.added[0]).toContain(advice?.facts.narrower[0]?.name);
  expect(out).toContain("not seen is not unused");
});

test("without evidence and without lists of members, the group is not known and not narrowed", async () => {
  const { json, out } = await adviseBy([entry()]);
  expect(json.activity.used).toEqual([]);
  expect(json.activity.groupNotKnown[0]).toMatchObject({ actor: "ann@northwind.example" });
  expect(json.activity.groupNotKnown[0]?.mayBe).toContain(OPERATIONS);
  expect(narrowings(json)).toEqual([]);
  expect(out.replace(/\s+/g, " ")).toContain("used, group not known; no narrowing of 1 principal");
});

test("one entry of a person whose groups are not known keeps the group as it is, whatever evidence others have", async () => {
  const { json } = await adviseBy([entry(evidence(OPERATIONS)), entry()]);
  expect(narrowings(json)).toEqual([]);
});

test("a dated list of members says whose use it is, by object id and by name; a list with another page is not whole", async () => {
  const list = {
    value: [{ "@odata.type": "#microsoft.graph.user", id: ANN, userPrincipalName: "Ann@northwind.example" }],
  };
  const members = { date: "2026-11-20", groups: { [OPERATIONS]: list } };
  const byId = await adviseBy([entry()], members);
  expect(byId.json.activity).toMatchObject({ membersOn: "2026-11-20", groupNotKnown: [] });
  expect(narrowings(byId.json)).toHaveLength(1);
  const byName = await adviseBy([entry({ claims: {} })], members);
  expect(narrowings(byName.json)).toHaveLength(1);
  const other = entry({ claims: {}, caller: "bbbbbbbb-0000-4000-8000-000000000002" });
  expect(narrowings((await adviseBy([entry(), other], members)).json)).toHaveLength(1);
  const cut = {
    date: "2026-11-20",
    groups: { [OPERATIONS]: { ...list, "@odata.nextLink": "https://graph" } },
  };
  expect(narrowings((await adviseBy([entry(), other], cut)).json)).toEqual([]);
});

test("what is of nobody here is counted by its reason, and narrows nothing", async () => {
  const otherTenant = { claims: { oid: ANN, tid: "cccccccc-0000-4000-8000-00000000000c" } };
  const { code, json } = await adviseBy([
    entry(otherTenant),
    entry({ subscriptionId: "dddddddd-0000-4000-8000-00000000000d" }),
    entry(evidence("eeeeeeee-0000-4000-8000-00000000000e")),
    entry({ claims: null, caller: null }),
    entry({ operationName: { value: "Restart Virtual Machine" } }),
    entry({ category: { value: "ServiceHealth" } }),
    entry({ operationName: { value: "Microsoft.Authorization/roleAssignments/write" }, authorization: null }),
  ]);
  expect(code).toBe(0);
  expect(json.activity.counts).toMatchObject({
    known: 0,
    unknown: 0,
    otherTenant: 1,
    otherSubscription: 1,
    otherAssignment: 1,
    noActor: 1,
    beyondGrants: 1,
  });
  expect(json.activity.leftOut).toEqual({ illFormed: 0, unknownOperation: 1, notAdministrative: 1 });
  expect(narrowings(json)).toEqual([]);
});

test("ill-formed entries and missing pages are told, and end with 2", async () => {
  const ill = await adviseBy([entry(evidence(OPERATIONS)), null, "x", { eventTimestamp: "yesterday" }]);
  expect([ill.code, ill.json.activity.leftOut.illFormed]).toEqual([2, 3]);
  const cut = await adviseBy({
    value: [entry(evidence(OPERATIONS))],
    nextLink: "https://management.azure.com/next",
  });
  expect([cut.code, cut.json.activity.cut]).toEqual([2, ["log.json"]]);
});

test.each([
  ["no JSON", "{"],
  ["no list", "{}"],
  ["a key twice", '[{"caller":"a","caller":"b"}]'],
])("a log with %s is refused with 2", async (_, text) => {
  expect((await adviseBy(text)).code).toBe(2);
});

test("where one of the version's subscriptions has no entry, and where nothing was used, nothing is narrowed", async () => {
  expect(narrowings((await adviseBy([])).json)).toEqual([]);
  const write = { operationName: { value: "Microsoft.Resources/tags/read" }, authorization: null };
  expect(
    narrowings(
      (await adviseBy([entry({ ...write, ...{ claims: { oid: OPERATIONS, tid: NORTHWIND } } })])).json,
    ),
  ).toEqual([]);
});

test("where no single narrow role covers the use, roles that do so together are proposed, each as an authorization", async () => {
  const write = "Microsoft.Cdn/profiles/write";
  const cdn = entry({
    operationName: { value: write },
    authorization: { action: write, evidence: { principalId: OPERATIONS } },
  });
  const { json, out } = await adviseBy([entry(evidence(OPERATIONS)), cdn]);
  const [advice] = narrowings(json);
  expect(advice?.facts.used).toEqual([write.toLowerCase(), RESTART.toLowerCase()]);
  const roles = [...(advice?.facts.narrower ?? []), ...(advice?.facts.beside ?? [])].map(({ name }) => name);
  expect(roles).toContain("CDN Profile Contributor");
  expect(roles.at(-1)).toBe("Reader");
  expect(advice?.review.grade).toBe("narrowing");
  const added = advice?.edit.hunks.flatMap((hunk) => hunk.added).join("\n");
  for (const role of roles) expect(added).toContain(role);
  expect(out.replace(/\s+/g, " ")).toContain("and Reader covers them");
});

test("names in a log are shown, and reach neither the terminal nor the comment as anything but text", async () => {
  const caller = "\u001b[2Jann@evil.example|<img src=x>\n## approved";
  const { json, out } = await adviseBy([entry({ caller, claims: null })]);
  expect(json.activity.groupNotKnown[0]).toMatchObject({ actor: caller });
  expect(out).not.toContain("\u001b[2J");
  expect(out).not.toMatch(/^## approved/m);
  const estate = sampleCopy();
  writeFileSync(join(estate, "log.json"), JSON.stringify([entry({ caller, claims: null })]));
  const markdown = await keeper(estate, [
    "advise",
    "fabrikam",
    "--activity",
    "log.json",
    "--format",
    "markdown",
  ]);
  expect(markdown.out).toContain("evil.example");
  expect(markdown.out).not.toContain("<img");
  expect(markdown.out).not.toMatch(/^## approved/m);
});
