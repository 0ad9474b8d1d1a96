import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, sampleCopy, snapshot } from "../support/estates.ts";

const RECORD = "acceptances/wide-world-importers.yaml";
const CUSTOMER = "customers/wide-world-importers.yaml";
const WORDS = ["accept", "wide-world-importers", "--by", "Mona", "--reference", "ticket 4711"];

const withDemand = (text: string) => `${text.trimEnd()}\nacceptance: required\n`;
const customerText = () => readFileSync(join(sampleCopy(), CUSTOMER), "utf8");
const findings = async (estate: string) => {
  const { out } = await keeper(estate, ["check", "--format", "json"]);
  const all: { code: string; problem: string; received: string; severity: string; file: string }[] =
    JSON.parse(out).findings;
  return all.filter(({ code }) => ["LH083", "LH084"].includes(code));
};

test("keeper accept writes the same record on every run, and says what it is worth", async () => {
  const estate = sampleCopy();
  const before = snapshot(estate);
  const { code, out, err } = await keeper(estate, WORDS);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain(`${RECORD}: recorded by Mona, reference: ticket 4711, on 2026-11-23`);
  expect(out).toContain("It documents what you were told.");
  expect(out).not.toMatch(/proof|proves|agreed by/i);
  const { [RECORD]: text = "", ...rest } = snapshot(estate);
  expect(rest).toEqual(before);
  expect(text).toContain('recordedBy: "Mona"\nreference: "ticket 4711"\n');
  expect(text).toContain("  - plan: cost-management/insight@1.0.0\n");
  expect((await keeper(estate, WORDS)).out).toContain("It replaces the record of 2026-11-23.");
  expect(readFileSync(join(estate, RECORD), "utf8")).toBe(text);
  expect((await keeper(estate, [...WORDS, "--on", "2026-11-20"])).code).toBe(0);
  expect(readFileSync(join(estate, RECORD), "utf8")).toBe(text.replace("2026-11-23", "2026-11-20"));
});

test("a document is named by its bytes, and nothing of it is kept", async () => {
  const estate = sampleCopy();
  const pdf = Buffer.from([0, 255, 37, 80, 68, 70]);
  writeFileSync(join(estate, "Signed consent.pdf"), pdf);
  const { code, out } = await keeper(estate, [...WORDS, "--document", "Signed consent.pdf", "--json"]);
  expect(code).toBe(0);
  const sha256 = createHash("sha256").update(pdf).digest("hex");
  expect(JSON.parse(out)).toMatchObject({
    record: { customer: "wide-world-importers", document: { name: "Signed consent.pdf", sha256 } },
    replaced: null,
  });
  expect(readFileSync(join(estate, RECORD), "utf8")).toContain(`documentSha256: ${sha256}\n`);
});

test.each<[string, readonly string[], string]>([
  ["a day that does not exist", ["--on", "2026-02-30"], '"2026-02-30" is not a day'],
  ["a day that is still to come", ["--on", "2099-12-31"], "2099-12-31 is still to come"],
  ["words over two lines", ["--by", "Mona\nrecordedOn: 2020-01-01"], "--by cannot be recorded"],
  ["a placeholder", ["--reference", "<ticket>"], "--reference cannot be recorded"],
  ["too many words", ["--reference", "x".repeat(501)], "--reference cannot be recorded"],
  ["a document that is missing", ["--document", "no-such.pdf"], "the document cannot be read"],
  ["a document that is a folder", ["--document", "offers"], "the document cannot be read"],
])("keeper accept refuses %s and writes nothing", async (_, more, problem) => {
  const estate = sampleCopy();
  const { code, err } = await keeper(estate, [...WORDS, ...more]);
  expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  expect(snapshot(join(estate, "acceptances"))).toEqual({});
});

test("keeper accept refuses a customer that is unknown, or to whom nothing is delegated", async () => {
  const estate = sampleCopy();
  for (const [id, problem] of [
    ["wide-world", "no file in customers/ defines the customer"],
    ["../estate", "no file in customers/ defines the customer"],
    ["proseware", "nothing is delegated by proseware"],
  ] as const)
    expect(await keeper(estate, ["accept", id, "--by", "M", "--reference", "r"])).toMatchObject({
      code: 2,
      err: expect.stringContaining(problem),
    });
  expect(snapshot(join(estate, "acceptances"))).toEqual({});
});

test("keeper accept ends with 1 where definitions break rules", async () => {
  const estate = sampleCopy({ [CUSTOMER]: customerText().replace("1.0.0", "9.9.9") });
  expect(await keeper(estate, WORDS)).toMatchObject({ code: 1, err: expect.stringContaining("LH041") });
  expect(snapshot(join(estate, "acceptances"))).toEqual({});
});

test("what is no record is never replaced", async () => {
  const estate = sampleCopy({ [RECORD]: "minutes of a meeting\n" });
  expect(await keeper(estate, WORDS)).toMatchObject({ code: 2, err: expect.stringContaining("line 1") });
  expect(readFileSync(join(estate, RECORD), "utf8")).toBe("minutes of a meeting\n");
  const folder = sampleCopy();
  mkdirSync(join(folder, RECORD), { recursive: true });
  expect((await keeper(folder, WORDS)).code).toBe(2);
  const linked = sampleCopy({ [CUSTOMER]: withDemand(customerText()) });
  mkdirSync(join(linked, "acceptances"));
  symlinkSync("nowhere", join(linked, RECORD));
  expect((await keeper(linked, WORDS)).code).toBe(2);
});

test("an estate without records and demands has no finding, and status says that nothing is recorded", async () => {
  const estate = sampleCopy();
  expect(await findings(estate)).toEqual([]);
  const { out } = await keeper(estate, ["status"]);
  expect(out).toContain("acceptance not recorded: 5 customers\n");
  for (const format of ["markdown", "html"])
    expect((await keeper(estate, ["status", "--format", format])).out).toContain(
      "acceptance not recorded: 5 customers",
    );
  const csv = (await keeper(estate, ["status", "--format", "csv"])).out;
  expect(csv.split("\n")[0]).toMatch(
    /,acceptance,acceptance_recorded_on,acceptance_signature,accepted_version,waiting_since,/,
  );
  expect(csv).toContain(",not-recorded,");
});

test("status shows what is recorded, and where definitions go beyond it", async () => {
  const estate = sampleCopy();
  await keeper(estate, WORDS);
  await keeper(estate, ["accept", "contoso-retail", "--by", "Mona", "--reference", "r"]);
  // another subscription is a difference
  const text = readFileSync(join(estate, CUSTOMER), "utf8");
  const more = "c2e6d3a1-4b5f-4c7d-9e8f-000000000999";
  change(estate, {
    [CUSTOMER]: text
      .replace(/subscriptions:\n/, `subscriptions:\n  more: ${more}\n`)
      .replace(/scopes:\n/, "scopes:\n      - subscription: more\n"),
  });
  const { out } = await keeper(estate, ["status", "--format", "json"]);
  const states = Object.fromEntries(
    JSON.parse(out).customers.map((each: { id: string; acceptance: object }) => [each.id, each.acceptance]),
  );
  expect(states["contoso-retail"]).toMatchObject({
    state: "recorded",
    recordedOn: "2026-11-23",
    recordedBy: "Mona",
    isRequired: false,
  });
  expect(states["wide-world-importers"]).toMatchObject({
    state: "exceeded",
    plans: ["cost-management/insight@1.0.0"],
  });
  expect(states["proseware"]).toMatchObject({ state: "nothing-delegated", recordedOn: null });
  const shown = (await keeper(estate, ["status"])).out;
  expect(shown).toContain("more access than the recorded acceptance: 1 customer\n");
  expect(shown).toMatch(/contoso-retail .* recorded .*\n.* 2026-11-23 /);
  expect(shown).toContain("exceeded");
});

test("where an acceptance is required, keeper check warns of what goes beyond the record, and synthesis is the same", async () => {
  const estate = sampleCopy({ [CUSTOMER]: withDemand(customerText()) });
  expect(await findings(estate)).toMatchObject([
    { code: "LH083", severity: "warning", received: "no acceptances/<customer>.yaml", file: CUSTOMER },
  ]);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  const stacks = snapshot(join(estate, "cdktf.out"));
  await keeper(estate, WORDS);
  expect(await findings(estate)).toEqual([]);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(snapshot(join(estate, "cdktf.out"))).toEqual(stacks);
});

test("an estate can require acceptances of all, and a customer can be left out", async () => {
  const settings = (demand: string) =>
    `import { defineEstate } from "azure-lighthouse-keeper";\n\nexport default defineEstate({ acceptance: "${demand}" });\n`;
  const all = sampleCopy({ "estate.ts": settings("required") });
  expect(await findings(all)).toHaveLength(5);
  // in the terminal one finding with the places of all
  const { err } = await keeper(all, ["check"]);
  expect(err.match(/^warning LH083/gm)).toHaveLength(1);
  expect(err).toContain("0 errors, 5 warnings");
  change(all, { [CUSTOMER]: `${customerText().trimEnd()}\nacceptance: optional\n` });
  expect(await findings(all)).toHaveLength(4);
  expect((await keeper(all, ["status"])).out).toContain("acceptance required by the gate: 5 customers\n");
});

test("keeper check names the line of a record that cannot be read, and a file that is none", async () => {
  const estate = sampleCopy({ [CUSTOMER]: withDemand(customerText()) });
  await keeper(estate, WORDS);
  const text = readFileSync(join(estate, RECORD), "utf8");
  change(estate, {
    [RECORD]: text.replace("recordedBy", "acceptedBy"),
    "acceptances/contoso-retail.yaml": text,
    "acceptances/Fabrikam.yml": text,
    "acceptances/README.md": "not a record",
  });
  expect(await findings(estate)).toMatchObject([
    { code: "LH084", file: "acceptances/Fabrikam.yml", line: 1 },
    { code: "LH084", file: "acceptances/contoso-retail.yaml", line: 3 },
    { code: "LH084", severity: "error", file: RECORD, line: 5 },
    { code: "LH083", received: "a record with errors", file: CUSTOMER },
  ]);
});

test("keeper consent --since accepted shows what changes since the record, and refuses a customer without one", async () => {
  const estate = sampleCopy();
  const words = ["consent", "contoso-retail", "--since", "accepted", "--format", "json"];
  expect(await keeper(estate, words)).toMatchObject({
    code: 2,
    out: expect.stringContaining("no acceptance of contoso-retail is recorded"),
  });
  await keeper(estate, ["accept", "contoso-retail", "--by", "Mona", "--reference", "r"]);
  const customer = "customers/contoso-retail.ts";
  const text = readFileSync(join(estate, customer), "utf8");
  const newer = sampleCopy({
    [customer]: text.replace(
      'version: "1.0.0",\n      scopes: [{ subscription: "shops" }]',
      'version: "1.1.0",\n      scopes: [{ subscription: "shops" }]',
    ),
    "acceptances/contoso-retail.yaml": readFileSync(join(estate, "acceptances/contoso-retail.yaml"), "utf8"),
  });
  const { code, out } = await keeper(newer, words);
  expect(code).toBe(0);
  const bySince = await keeper(newer, ["consent", "contoso-retail", "--since", "1.0.0", "--format", "json"]);
  const changesOf = (text: string, offer: string) =>
    JSON.parse(text)
      .sheets.flatMap(({ offers }: { offers: { offer: string; changes: unknown }[] }) => offers)
      .find((each: { offer: string }) => each.offer === offer).changes;
  expect(changesOf(out, "managed-operations")).toEqual(changesOf(bySince.out, "managed-operations"));
  expect(changesOf(out, "security-operations")).toEqual({ since: "2.0.0" });
});
