// @module-tag git

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper } from "../support/estates.ts";
import { git } from "../support/git.ts";
import {
  CONTRIBUTOR,
  commitAt,
  estateWithHistory,
  FABRIKAM,
  recordApplies,
} from "../support/recorded-estates.ts";
import { writeSnapshot } from "../support/snapshots.ts";

/*
 * `keeper access --on`: it answers as `keeper history` does, and no table looks like "no access" where nothing is known.
 */

/** The rows of a table, by column. No cell of these has a comma or line break in quotes but notes, the last column. */
function rowsOf(csv: string): Record<string, string>[] {
  const [head = "", ...lines] = csv.trim().split("\n");
  const columns = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
}

test("tables of a day keep customers of which nothing is known, in every format", async () => {
  const { root, january } = estateWithHistory();
  recordApplies(root, [["2026-01-11T01:00:00Z", january, "done"]]);
  const on = (...words: string[]) => keeper(root, ["access", "--on", "2026-02-01", ...words]);
  for (const format of ["terminal", "markdown", "csv", "json"]) {
    const { code, out, err } = await on("--format", format);
    expect([format, code, err]).toEqual([format, 1, ""]);
    expect(out.replaceAll(/\s+/g, " ")).toMatch(
      /not known of .{0,12}Contoso Retail.{0,40}: never applied: nothing is recorded/,
    );
  }
  const rows = rowsOf((await on("--format", "csv")).out);
  const unknown = rows.filter(({ kind }) => kind === "not-known");
  expect(unknown).toContainEqual(expect.objectContaining({ customer: "contoso-retail", principal: "" }));
  expect(unknown.map(({ customer }) => customer)).not.toContain("fabrikam");
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["grant", "not-known", "source"]));
  // of that customer alone there is no grant, and the answer is not "no access"
  const own = await on("--customer", "contoso-retail", "--format", "csv");
  expect([own.code, own.err]).toEqual([1, ""]);
  expect(rowsOf(own.out).map(({ kind }) => kind)).toContain("not-known");
  expect((await on("--customer", "fabrikam")).code).toBe(0);
}, 120_000);

test("a day says since when, by whom approved and accepted, and what snapshots show, as the history does", async () => {
  const { root } = estateWithHistory();
  const essential = readFileSync(join(root, FABRIKAM), "utf8");
  const complete = essential.replace('"essential"', '"complete"').replace('"1.0.0"', '"1.1.0"');
  change(root, { [FABRIKAM]: complete, "approvals/2.yaml": 'version: 1\napprover: "bob"\n' });
  commitAt(root, "2026-06-01T12:00:00Z");
  const words = ["--by", "Mona", "--reference", "ticket 7", "--on", "2026-11-21"];
  expect((await keeper(root, ["accept", "fabrikam", ...words])).code).toBe(0);
  await writeSnapshot(root, () => {}, { folder: "azure-november", day: "2026-11-20" });
  const asked = ["--customer", "fabrikam", "--from", "azure-november", "--format"];
  const on = async (day: string, format: string) => keeper(root, ["access", "--on", day, ...asked, format]);
  const history = JSON.parse((await keeper(root, ["history", ...asked, "json"])).out);
  const { recorded } = JSON.parse((await on("2026-11-23", "json")).out);
  const standing = history.periods.filter(({ until }: { until: unknown }) => until === null);
  expect(recorded.periods).toEqual(standing);
  expect(standing.length).toBeGreaterThan(0);
  for (const key of ["snapshots", "otherSnapshots", "acceptances", "unexplained"])
    expect([key, recorded[key]]).toEqual([key, history[key]]);

  const text = (await on("2026-11-23", "terminal")).out.replaceAll(/\s+/g, " ");
  expect(text).toContain("; from not later than 2026-01-10 08:00; seen in azure-november");
  expect(text).toContain("; from 2026-06-01 12:00; approved by bob; seen in azure-november");
  expect(text).toContain("acceptance of fabrikam, recorded by Mona, reference: ticket 7, on 2026-11-21");
  const markdown = (await on("2026-11-23", "markdown")).out;
  expect(markdown).toContain("## Who had access");
  expect(markdown).toContain("| from (UTC) | approved by | seen in | missing in |");
  expect(markdown).toContain("| 2026-06-01 12:00 | bob | azure-november |  |");
  expect(rowsOf((await on("2026-11-23", "csv")).out).filter(({ kind }) => kind === "grant")).toContainEqual(
    expect.objectContaining({ from_utc: "2026-06-01 12:00", approved_by: "bob", seen_in: "azure-november" }),
  );

  // of an earlier day: the snapshot is of another time, and the acceptance came later
  const february = (await on("2026-02-01", "terminal")).out.replaceAll(/\s+/g, " ");
  expect(february).toContain("not compared, because they are of other days: azure-november");
  expect(february).toContain("on 2026-11-21, after these days");
  expect(february).toContain(CONTRIBUTOR);
}, 120_000);

test("of more commits than are run, a day says what was in force, and that beginnings are not known", async () => {
  const { root } = estateWithHistory();
  const head = git(root, "rev-parse", "HEAD");
  const customer = readFileSync(join(root, FABRIKAM), "utf8");
  const commits = Array.from({ length: 501 }, (_, index) => {
    const text = `${customer}// edit ${index}\n`;
    const at = Date.parse("2026-03-15T00:00:00Z") / 1_000 + index * 60;
    const parent = index === 0 ? `from ${head}\n` : "";
    return `commit refs/heads/main\ncommitter Test <test@example.com> ${at} +0000\ndata 7\nan edit\n${parent}M 100644 inline ${FABRIKAM}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  });
  execFileSync("git", ["fast-import", "--quiet", "--force"], { cwd: root, input: commits.join("") });
  git(root, "reset", "-q", "--hard");

  expect(await keeper(root, ["history"])).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      "commits changed the definitions, and at most 500 are run\n  fix: name a later day",
    ),
  });
  const words = ["access", "--on", "2026-03-20", "--customer", "fabrikam"];
  const { code, out } = await keeper(root, words);
  expect([code, out.replaceAll(/\s+/g, " ")]).toEqual([
    0,
    expect.stringContaining("Support Request Contributor: standing; from not later than 2026-03-15 08:20"),
  ]);
  const { recorded } = JSON.parse((await keeper(root, [...words, "--format", "json"])).out);
  expect(recorded).toMatchObject({ isWhole: false, commits: [{ at: "2026-03-15T08:20:00.000Z" }] });
  expect(recorded.periods.length).toBeGreaterThan(0);
  for (const { from, approvers } of recorded.periods) expect([from.isKnown, approvers]).toEqual([false, []]);
}, 120_000);

test("snapshots are compared with a day alone", async () => {
  const { root } = estateWithHistory();
  const { code, out, err } = await keeper(root, ["access", "--from", "azure-november"]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("add --on <day>");
}, 120_000);
