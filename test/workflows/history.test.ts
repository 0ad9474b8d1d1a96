// @module-tag git

import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper } from "../support/estates.ts";
import { gitAt } from "../support/git.ts";
import {
  CONTRIBUTOR,
  commitAt,
  estateWithHistory,
  FABRIKAM,
  recordApplies,
} from "../support/recorded-estates.ts";
import { installedRepository } from "../support/scratch-repository.ts";
import { writeSnapshot } from "../support/snapshots.ts";

/*
 * `keeper history` and `keeper access --on`, in repositories whose commits have chosen times.
 */

interface Period {
  readonly customer: string;
  readonly role: string;
  readonly from: { readonly at: string; readonly isKnown: boolean };
  readonly until: { readonly at: string; readonly isKnown: boolean } | null;
  readonly commit: string;
  readonly approvers: readonly string[];
}

async function history(root: string, ...words: readonly string[]) {
  const { code, out, err } = await keeper(root, ["history", "--format", "json", ...words]);
  if (out === "") throw new Error(err);
  return { code, ...JSON.parse(out) } as {
    code: number;
    source: string;
    periods: Period[];
    unrecorded: object[];
  };
}

test("a history lists what is recorded as accepted, of the customers that were asked for", async () => {
  const { root } = estateWithHistory();
  const without = (await keeper(root, ["history", "--customer", "fabrikam"])).out;
  expect(without.replaceAll(/\s+/g, " ")).toContain("what the customer accepted");
  const words = ["--by", "Mona", "--reference", "ticket 7", "--on", "2026-03-01"];
  expect((await keeper(root, ["accept", "fabrikam", ...words])).code).toBe(0);
  const { out } = await keeper(root, ["history", "--customer", "fabrikam"]);
  expect(out.replaceAll(/\s+/g, " ")).toContain(
    "acceptance of fabrikam, recorded by Mona, reference: ticket 7, on 2026-03-01: managed-operations/",
  );
  expect(out.replaceAll(/\s+/g, " ")).not.toContain("what the customer accepted");
  const json = JSON.parse((await keeper(root, ["history", "--format", "json"])).out);
  expect(json.acceptances).toMatchObject([{ customer: "fabrikam", recordedOn: "2026-03-01" }]);
  const other = (await keeper(root, ["history", "--customer", "contoso-retail"])).out;
  expect(other).not.toContain("recorded by Mona");
});

test("a record of an acceptance that was replaced or removed is still listed", async () => {
  const { root } = estateWithHistory();
  const accept = async (reference: string, day: string) => {
    const words = ["--by", "Mona", "--reference", reference, "--on", day];
    expect((await keeper(root, ["accept", "fabrikam", ...words])).code).toBe(0);
    commitAt(root, `${day}T12:00:00Z`);
  };
  await accept("ticket 7", "2026-04-01");
  await accept("ticket 8", "2026-06-01");
  const listed = async () => {
    const { acceptances } = JSON.parse((await keeper(root, ["history", "--format", "json"])).out);
    return acceptances.map((each: Record<string, unknown>) => [each["reference"], each["isCurrent"]]);
  };
  expect(await listed()).toEqual([
    ["ticket 7", false],
    ["ticket 8", true],
  ]);
  const may = (await keeper(root, ["access", "--on", "2026-05-01", "--customer", "fabrikam"])).out;
  const text = may.replaceAll(/\s+/g, " ");
  expect(text).toContain(
    "reference: ticket 7, on 2026-04-01, replaced or removed since: managed-operations/",
  );
  expect(text).toContain("reference: ticket 8, on 2026-06-01, after these days: managed-operations/");
  rmSync(join(root, "acceptances/fabrikam.yaml"));
  commitAt(root, "2026-07-01T12:00:00Z");
  expect(await listed()).toEqual([
    ["ticket 7", false],
    ["ticket 8", false],
  ]);
}, 120_000);

test("a grant's days are those of the default branch's commits, and the report says that it is that", async () => {
  const { root, january, march } = estateWithHistory();
  const { code, source, periods } = await history(root, "--customer", "fabrikam");
  expect([code, source]).toEqual([0, "default-branch"]);
  const contributor = periods.filter(({ role }) => role === CONTRIBUTOR);
  expect(contributor).toEqual([
    expect.objectContaining({
      from: { at: "2026-01-10T08:00:00.000Z", isKnown: false },
      until: { at: "2026-03-14T12:00:00.000Z", isKnown: true },
      commit: january,
    }),
  ]);
  expect(periods.filter(({ until }) => until === null).length).toBeGreaterThan(0);
  const later = await history(root, "--customer", "fabrikam", "--since", "2026-04-01");
  expect(later.periods.some(({ role }) => role === CONTRIBUTOR)).toBe(false);
  expect(later.periods[0]?.commit).toBe(march);
  expect(later.periods[0]?.approvers).toEqual(["anna"]);
  const text = (await keeper(root, ["history", "--customer", "fabrikam"])).out;
  expect(text).toContain("by what the default branch defined");
  expect(text).toContain("not recorded here: members of groups, activations");
}, 120_000);

test("a commit whose definitions cannot be run is a stretch of which nothing is known", async () => {
  const { root } = estateWithHistory();
  const whole = readFileSync(join(root, FABRIKAM), "utf8");
  change(root, { [FABRIKAM]: "export default 1;\n" });
  commitAt(root, "2026-04-01T00:00:00Z");
  change(root, { [FABRIKAM]: whole });
  commitAt(root, "2026-05-01T00:00:00Z");
  const { code, unrecorded, periods } = await history(root, "--customer", "fabrikam");
  expect(code).toBe(1);
  expect(unrecorded).toContainEqual({
    customer: null,
    from: "2026-04-01T00:00:00.000Z",
    until: "2026-05-01T00:00:00.000Z",
    why: expect.stringContaining("cannot be compared"),
  });
  const ended = periods.filter(({ until }) => until?.at.startsWith("2026-04-01") === true);
  expect(ended.length).toBeGreaterThan(0);
  expect(ended.every(({ until }) => until?.isKnown === false)).toBe(true);
  const on = await keeper(root, ["access", "--on", "2026-04-15", "--customer", "fabrikam"]);
  expect([on.code, on.out]).toEqual([2, ""]);
  expect(on.err).toContain("what was in force on 2026-04-15 is not known");
}, 120_000);

test("where no commit can be run, a customer is not known, and not unheard of", async () => {
  const { root } = installedRepository();
  change(root, { "offers/broken.ts": "export default 1;\n" });
  gitAt(root, "2026-01-10T08:00:00Z", "add", "-A");
  gitAt(root, "2026-01-10T08:00:00Z", "commit", "-q", "--amend", "--no-edit", "--reset-author");
  const { code, out } = await keeper(root, ["history", "--customer", "fabrikam"]);
  expect(code).toBe(1);
  expect(out.replaceAll(/\s+/g, " ")).toMatch(
    /not known: all customers: not known from .* cannot be compared/,
  );
}, 120_000);

test("access on a day is that of its end; before the record it is not known, and no day to come is answered", async () => {
  const { root } = estateWithHistory();
  const on = async (day: string) => keeper(root, ["access", "--on", day, "--customer", "fabrikam"]);
  const before = await on("2026-03-13");
  expect([before.code, before.out.includes(CONTRIBUTOR)]).toEqual([0, true]);
  expect(before.out).toContain("note: at the end of 2026-03-13 (UTC), by what the default branch defined");
  const after = await on("2026-03-14");
  expect(after.out).not.toMatch(/: Contributor on/);
  for (const [day, said] of [
    ["2026-01-09", "nothing is recorded of 2026-01-09"],
    ["2027-01-01", "is a day to come"],
    ["2026-02-30", "is not a day"],
  ] as const) {
    const refused = await on(day);
    expect([refused.code, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain(said);
  }
}, 120_000);

test("with records of the apply pipeline these count: what was defined and not applied is not in force", async () => {
  const { root, january, march } = estateWithHistory();
  recordApplies(root, [
    ["2026-01-11T00:00:00Z", january, "started"],
    ["2026-01-11T01:00:00Z", january, "done"],
    ["2026-06-01T00:00:00Z", march, "started"],
    ["2026-06-01T02:00:00Z", march, "done"],
  ]);
  const { source, periods, unrecorded } = await history(root, "--customer", "fabrikam");
  expect(source).toBe("applied");
  const [contributor] = periods.filter(({ role }) => role === CONTRIBUTOR);
  expect(contributor?.from.at).toBe("2026-01-11T01:00:00.000Z");
  expect(contributor?.until).toEqual({ at: "2026-06-01T00:00:00.000Z", isKnown: false });
  expect(unrecorded).toContainEqual({
    customer: "fabrikam",
    from: "2026-06-01T00:00:00.000Z",
    until: "2026-06-01T02:00:00.000Z",
    why: "an apply was under way",
  });
  // defined in March, applied in June
  const may = await keeper(root, ["access", "--on", "2026-05-01", "--customer", "fabrikam"]);
  expect(may.out).toContain("recorded as applied");
  expect(may.out).toContain(CONTRIBUTOR);
  expect(may.code).toBe(0);
}, 120_000);

test("a customer of the estate that was never applied is not known, in every format, and no customer without access", async () => {
  const { root, january } = estateWithHistory();
  recordApplies(root, [["2026-01-11T01:00:00Z", january, "done"]]);
  const all = await history(root);
  expect(all.code).toBe(1);
  expect(all.unrecorded).toContainEqual({
    customer: "contoso-retail",
    from: null,
    until: null,
    why: "never applied: nothing is recorded",
  });
  for (const format of ["terminal", "markdown", "csv"]) {
    const { code, out } = await keeper(root, ["history", "--format", format]);
    expect([format, code]).toEqual([format, 1]);
    expect(out.replaceAll(/\s+/g, " ")).toMatch(/Contoso Retail.{0,40}: never applied: nothing is recorded/);
  }
  // of the customer itself it is an answer, and no unknown customer
  const own = await keeper(root, ["history", "--customer", "contoso-retail"]);
  expect([own.code, own.err]).toEqual([1, ""]);
  expect(own.out).toContain("never applied");
  expect((await keeper(root, ["history", "--customer", "fabrikam"])).code).toBe(0);
}, 120_000);

test("an approval is of the commit that it came with, and of the customers of its parts", async () => {
  const { root } = estateWithHistory();
  const approval = (approver: string, ...customers: readonly string[]) =>
    `version: 1\nparts:\n${customers.map((id) => `  "customer/${id}": sha256:0\n`).join("")}approver: ${approver}\n`;
  // on its own: an approval that the gate knows already counts for no later change
  change(root, { "approvals/late.yaml": approval("carol", "fabrikam") });
  commitAt(root, "2026-04-01T00:00:00Z");
  const essential = readFileSync(join(root, FABRIKAM), "utf8");
  change(root, {
    [FABRIKAM]: essential.replace('"essential"', '"complete"').replace('"1.0.0"', '"1.1.0"'),
    "approvals/own.yaml": approval("bob", "contoso-retail", "fabrikam"),
    "approvals/other.yaml": approval("dora", "contoso-retail"),
  });
  const june = commitAt(root, "2026-06-01T00:00:00Z");
  const { periods } = await history(root, "--customer", "fabrikam");
  const contributor = periods.find(({ role, until }) => role === CONTRIBUTOR && until === null);
  expect(contributor).toMatchObject({ commit: june, approvers: ["bob"] });
}, 120_000);

test("a commit to docs or pipelines alone can change what definitions import", async () => {
  const { root } = estateWithHistory();
  const essential = readFileSync(join(root, FABRIKAM), "utf8");
  const imported = `import plan from "../docs/plan.json" with { type: "json" };\n${essential
    .replace('"essential"', "plan.plan")
    .replace('"1.0.0"', "plan.version")}`;
  const plan = (name: string, version: string) => JSON.stringify({ plan: name, version });
  change(root, { [FABRIKAM]: imported, "docs/plan.json": plan("essential", "1.0.0") });
  commitAt(root, "2026-05-01T00:00:00Z");
  change(root, { "docs/plan.json": plan("complete", "1.1.0") });
  const june = commitAt(root, "2026-06-01T00:00:00Z");
  // no definition is made of these
  change(root, { "README.md": "Words.\n", "docs/page.md": "Words.\n" });
  commitAt(root, "2026-07-01T00:00:00Z");
  const { periods, unrecorded } = await history(root, "--customer", "fabrikam");
  expect(unrecorded.map((each) => Object(each).why)).toEqual(["nothing was recorded before"]);
  expect(periods.find(({ role, until }) => role === CONTRIBUTOR && until === null)?.commit).toBe(june);
}, 120_000);

test("before the record begins, nothing is known of anyone", async () => {
  const { root } = estateWithHistory();
  const { code, unrecorded } = await history(root, "--until", "2025-12-31");
  expect(code).toBe(1);
  expect(unrecorded).toEqual([
    { customer: null, from: null, until: null, why: "nothing was recorded until then" },
  ]);
}, 120_000);

test("a snapshot of another day than was asked for is not compared, and explains nothing away", async () => {
  const { root } = estateWithHistory();
  await writeSnapshot(root, () => {}, { folder: "azure-november", day: "2026-11-20" });
  const words = ["history", "--customer", "fabrikam", "--from", "azure-november"];
  const until = await keeper(root, [...words, "--until", "2026-02-01"]);
  expect([until.code, until.err]).toEqual([0, ""]);
  expect(until.out).not.toContain("NOT EXPLAINED");
  expect(until.out.replaceAll(/\s+/g, " ")).toContain(
    "not compared, because they are of other days: azure-november (2026-11-20 21:00)",
  );
  const json = JSON.parse((await keeper(root, [...words, "--until", "2026-02-01", "--format", "json"])).out);
  expect(json).toMatchObject({ snapshots: [], otherSnapshots: [{ name: "azure-november" }] });
  const whole = await keeper(root, words);
  expect(whole.out).toContain("seen in azure-november");
}, 120_000);

test("a snapshot still shows the access of a customer that left after it", async () => {
  const { root } = estateWithHistory();
  await writeSnapshot(root, () => {}, { folder: "azure-november", day: "2026-11-20" });
  const lock = JSON.parse(readFileSync(join(root, "estate.lock.json"), "utf8"));
  delete lock.customers.fabrikam;
  change(root, { "estate.lock.json": `${JSON.stringify(lock, null, 2)}\n` });
  rmSync(join(root, FABRIKAM));
  commitAt(root, "2026-11-21T12:00:00Z");
  const { out } = await keeper(root, ["history", "--customer", "fabrikam", "--from", "azure-november"]);
  expect(out).toContain("seen in azure-november");
  expect(out).not.toContain("MISSING in azure-november");
  const all = await keeper(root, ["history", "--from", "azure-november"]);
  expect(all.out).not.toContain("NOT EXPLAINED");
}, 120_000);

test("tables keep what is not known: CSV and Markdown name the source and every stretch", async () => {
  const { root } = estateWithHistory();
  const csv = await keeper(root, ["history", "--customer", "fabrikam", "--format", "csv"]);
  const lines = csv.out.trim().split("\n");
  expect(lines[0]).toBe(
    "customer,principal,principal_id,role,role_id,scope,terms,from_utc,until_utc,commit,approved_by,seen_in,missing_in,kind,note",
  );
  const isOf = (kind: string) => (line: string) => line.includes(`,${kind},`);
  expect(lines.filter(isOf("source")).join("\n")).toContain("default branch");
  expect(lines.filter(isOf("period")).every((line) => line.startsWith("fabrikam,"))).toBe(true);
  expect(
    lines.slice(1).filter((line) => !["period", "source", "not-known"].some((kind) => isOf(kind)(line))),
  ).toEqual([]);
  expect(csv.out).toContain("not later than 2026-01-10 08:00");
  const markdown = await keeper(root, ["history", "--customer", "fabrikam", "--format", "markdown"]);
  expect(markdown.out).toContain("### Not known, or not explained");
}, 120_000);

test.each([
  [["--customer", "nobody"], "nothing is recorded of a customer"],
  [["--principal", "nobody"], "is not a principal"],
  [["--since", "2026-12-01"], "is a day to come"],
])(
  "%j is refused by name",
  async (words, said) => {
    const { root } = estateWithHistory();
    const refused = await keeper(root, ["history", ...words]);
    expect([refused.code, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain(said);
  },
  120_000,
);
