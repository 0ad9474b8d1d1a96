import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { cliEntries } from "../roles/sample-roles.ts";
import { guidOf } from "../support/builders.ts";
import { change, keeper, type Ran, sampleCopy, snapshot, temporaryFolder } from "../support/estates.ts";

/** Encodings in which shells write what a command prints: Windows PowerShell has the ones with a mark. */
const PRINTED: readonly [string, (text: string) => Buffer][] = [
  ["UTF-8", (text) => Buffer.from(text)],
  ["UTF-8 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`)],
  ["UTF-16LE", (text) => Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n")}`, "utf16le")],
  ["UTF-16BE", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
];

const SUBSCRIPTION = `/subscriptions/${guidOf("5")}/providers/Microsoft.ManagedServices`;

const DEFINITIONS = {
  value: [
    {
      id: `${SUBSCRIPTION}/registrationDefinitions/${guidOf("d")}`,
      name: guidOf("d"),
      type: "Microsoft.ManagedServices/registrationDefinitions",
      properties: {
        registrationDefinitionName: "Müller Betrieb 🚒",
        managedByTenantId: guidOf("a"),
        provisioningState: "Succeeded",
        authorizations: [
          {
            principalId: guidOf("b"),
            principalIdDisplayName: "Müller & Söhne",
            roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
          },
        ],
        eligibleAuthorizations: [],
        manageeTenantId: guidOf("c"),
      },
    },
  ],
};

const ASSIGNMENTS = {
  value: [
    {
      id: `${SUBSCRIPTION}/registrationAssignments/${guidOf("e")}`,
      name: guidOf("e"),
      type: "Microsoft.ManagedServices/registrationAssignments",
      properties: {
        registrationDefinitionId: `${SUBSCRIPTION}/registrationDefinitions/${guidOf("d")}`,
        provisioningState: "Succeeded",
      },
    },
  ],
};

/** A folder with Azure's two lists, each text written so. */
function lists(write: (text: string) => string | Buffer): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "definitions.json"), write(JSON.stringify(DEFINITIONS, undefined, 2)));
  writeFileSync(join(folder, "assignments.json"), write(JSON.stringify(ASSIGNMENTS, undefined, 2)));
  return folder;
}

test.each(PRINTED)("keeper access reads Azure's lists in %s", async (_, write) => {
  const ran = await keeper(temporaryFolder(), ["access", lists(write)]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(ran.out).toContain("Müller & Söhne");
  expect(ran.out).toContain("1 grant");
});

test.each<[string, (text: string) => string | Buffer, string]>([
  ["Latin-1", (text) => Buffer.from(text, "latin1"), "is not well-formed UTF-8 in line 8"],
  ["half a surrogate pair", (text) => text.replace("Söhne", "\\ud83d"), "half a surrogate pair"],
  ["a key twice", (text) => text.replace('"name":', '"name": "x", "name":'), "is written twice"],
  ["a __proto__", (text) => text.replace('"name":', '"__proto__": {}, "name":'), "is not allowed as a name"],
])("keeper access refuses Azure's lists in %s", async (_, write, problem) => {
  const ran = await keeper(temporaryFolder(), ["access", lists(write)]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain(problem);
});

test.each(PRINTED)("keeper review reads a plan in %s", async (_, write) => {
  const estate = sampleCopy();
  const plan = readFileSync(join(import.meta.dirname, "../formats/fixtures/change.json"), "utf8");
  change(estate, { "fabrikam.json": plan });
  const plain = await keeper(estate, ["review", "fabrikam.json"]);
  writeFileSync(join(estate, "fabrikam.json"), write(plan));
  expect(await keeper(estate, ["review", "fabrikam.json"])).toEqual(plain);
  expect(plain.out).toContain("1 customer");
});

test.each(PRINTED)("keeper roles update reads a list of roles in %s", async (_, write) => {
  const estate = sampleCopy();
  writeFileSync(join(estate, "roles.json"), write(JSON.stringify(cliEntries())));
  const ran = await keeper(estate, ["roles", "update", "--from", "roles.json", "--date", "2026-12-01"]);
  expect(ran.out).toContain("changes from 2026-08-22 to 2026-12-01");
});

const base = sampleCopy({}, temporaryFolder(afterAll));
let synthesized: Promise<Ran> | undefined;

/** An output folder to spoil, and how keeper ends that reads it. */
async function reading(spoil: (output: string) => void): Promise<Ran> {
  synthesized ??= keeper(base, ["synth"]);
  expect(await synthesized).toMatchObject({ code: 0 });
  const folder = temporaryFolder();
  const output = join(folder, "cdktf.out");
  cpSync(join(base, "cdktf.out"), output, { recursive: true });
  spoil(output);
  return keeper(folder, ["access", "cdktf.out"]);
}

const STACK = "stacks/fabrikam/cdk.tf.json";
const SECRET = "the contents of a file that only this job can read";

/** Replaces a file or folder of an output by a link to one that holds a secret. */
function linkedTo(place: string, held: string): (output: string) => void {
  return (output) => {
    const outside = temporaryFolder();
    change(outside, { [held]: SECRET });
    rmSync(join(output, place), { recursive: true });
    symlinkSync(
      held.includes("/") ? join(outside, held.split("/")[0] ?? "") : join(outside, held),
      join(output, place),
    );
  };
}

function spoiled(place: string, spoil: (text: string) => string | Buffer): (output: string) => void {
  return (output) => writeFileSync(join(output, place), spoil(readFileSync(join(output, place), "utf8")));
}

const marked = (text: string) => `\ufeff${text}`;

test.each<[string, (output: string) => void, string]>([
  [
    "a stack with a byte that is no UTF-8",
    spoiled(STACK, (text) => Buffer.from(text.replace("Reader", "R\xe9ader"), "latin1")),
    "UTF-8",
  ],
  ["a stack with a byte order mark", spoiled(STACK, marked), "byte order mark"],
  ["a stack in UTF-16", spoiled(STACK, (text) => Buffer.from(marked(text), "utf16le")), "UTF-16"],
  ["a manifest with a byte order mark", spoiled("manifest.json", marked), "byte order mark"],
  ["a marker with a byte order mark", spoiled("keeper.json", marked), "byte order mark"],
  ["facts with a byte order mark", spoiled("facts.json", marked), "byte order mark"],
  [
    "facts with a key twice",
    spoiled("facts.json", (text) => text.replace("{", '{"version":1,')),
    "written twice",
  ],
  [
    "a marker with a __proto__",
    spoiled("keeper.json", (text) => text.replace("{", '{"__proto__":1,')),
    "__proto__",
  ],
  [
    "a stack of three gigabytes",
    (output) => truncateSync(join(output, STACK), 3 * 2 ** 30),
    "is larger than 64 MiB",
  ],
  [
    "a folder in the place of the facts",
    (output) => {
      rmSync(join(output, "facts.json"));
      change(output, { "facts.json/x": "" });
    },
    "is a folder",
  ],
  ["no facts", (output) => rmSync(join(output, "facts.json")), "facts.json cannot be read: ENOENT"],
])("keeper does not read an output with %s", async (_, spoil, problem) => {
  const ran = await reading(spoil);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain(problem);
});

test.skipIf(process.platform === "win32").each<[string, (output: string) => void, string]>([
  [
    "a link for the manifest",
    linkedTo("manifest.json", "secret"),
    "manifest.json cannot be read: it is a symbolic link",
  ],
  ["a link for the marker", linkedTo("keeper.json", "secret"), "symbolic link"],
  ["a link for the facts", linkedTo("facts.json", "secret"), "symbolic link"],
  ["a link for a stack", linkedTo(STACK, "secret"), "symbolic link"],
  ["a link for a stack's folder", linkedTo("stacks/fabrikam", "outside/cdk.tf.json"), "different stacks"],
  ["a link for all stacks", linkedTo("stacks", "outside/fabrikam/cdk.tf.json"), "symbolic link"],
  [
    "a named pipe for the facts",
    (output) => {
      rmSync(join(output, "facts.json"));
      execFileSync("mkfifo", [join(output, "facts.json")]);
    },
    "is a named pipe",
  ],
  [
    "a device for a stack",
    (output) => {
      rmSync(join(output, STACK));
      symlinkSync("/dev/zero", join(output, STACK));
    },
    "symbolic link",
  ],
])("keeper follows nothing out of an output with %s", async (_, spoil, problem) => {
  const ran = await reading(spoil);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain(problem);
  expect(ran.err).not.toContain(SECRET);
});

test.skipIf(process.platform === "win32")("keeper follows no link among Azure's lists", async () => {
  const folder = lists((text) => text);
  linkedTo("assignments.json", "secret")(folder);
  const ran = await keeper(temporaryFolder(), ["access", folder]);
  expect(ran).toMatchObject({ code: 2, out: "", err: expect.stringContaining("symbolic link") });
  expect(ran.err).not.toContain(SECRET);
});

test.each<[string, string, string | Buffer, string]>([
  [
    "a lock with a byte order mark",
    "estate.lock.json",
    marked('{"version":1,"customers":{}}'),
    "byte order mark",
  ],
  ["a lock in UTF-16", "estate.lock.json", Buffer.from(marked("{}"), "utf16le"), "UTF-16"],
  ["a cdktf.json with a key twice", "cdktf.json", '{"output":"a","output":"b"}', "output is written twice"],
  ["a cdktf.json with a byte order mark", "cdktf.json", marked("{}"), "byte order mark"],
  ["a provider lock that is not text", ".terraform.lock.hcl", Buffer.from([0x61, 0xff]), "UTF-8 in line 1"],
])("keeper synth does not go by %s", async (_, file, content, problem) => {
  const estate = sampleCopy();
  writeFileSync(join(estate, file), content);
  const before = snapshot(estate);
  const ran = await keeper(estate, ["synth"]);
  expect(ran).toMatchObject({ code: 2 });
  expect(ran.err).toContain(problem);
  expect(snapshot(estate)).toEqual(before);
});

const CUSTOMER = "customers/blue-yonder.yaml";
const AUTHORED = `id: blue-yonder
name: Blue Yonder
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000707
tags: { segment: a }
subscriptions:
  main: c2e6d3a1-4b5f-4c7d-9e8f-000000000771
delegations: []
`;

test.each<[string, string | Buffer, string]>([
  [
    "a key twice",
    AUTHORED.replace("{ segment: a }", "{ segment: a, segment: b }"),
    "blue-yonder.yaml:4 tags.segment\n  segment is written twice",
  ],
  [
    "a __proto__",
    AUTHORED.replace("{ segment: a }", "{ __proto__: a }"),
    "blue-yonder.yaml:4 tags.__proto__\n  __proto__ is not allowed as a name",
  ],
  [
    "Latin-1",
    Buffer.from(AUTHORED.replace("Blue", "Bl\xfce"), "latin1"),
    "is not well-formed UTF-8 in line 2",
  ],
  ["UTF-16", Buffer.from(marked(AUTHORED), "utf16le"), "is UTF-16: save it as UTF-8"],
])("keeper check reports a definition with %s", async (_, content, problem) => {
  const estate = sampleCopy();
  writeFileSync(join(estate, CUSTOMER), content);
  const ran = await keeper(estate, ["check"]);
  expect(ran.code).toBe(1);
  expect(ran.out + ran.err).toContain("LH069");
  expect(ran.out + ran.err).toContain(problem);
});

test("keeper check reads a definition with a byte order mark", async () => {
  const ran = await keeper(sampleCopy({ [CUSTOMER]: marked(AUTHORED) }), ["check"]);
  expect(ran.out).not.toContain("LH069");
});
