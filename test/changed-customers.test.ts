import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keeper, REPOSITORY, sampleCopy } from "./support/estates.ts";

/*
 * What the shipped pipelines plan and apply after a merge: the customers that changed, but for those that deploy
 * themselves.
 */

const SCRIPT = join(REPOSITORY, "pipelines", "scripts", "changed-customers.mjs");
const OFFERS = ["offers/managed-operations.ts", "offers/cost-management.ts"];
const SELF = "customers/wide-world-importers.yaml";
const read = (file: string) => readFileSync(join(REPOSITORY, file), "utf8");

/** A synthesized estate in which every customer of two offers changes where `description` does. */
async function synthesized(description: string, deployedBy: "provider" | "customer"): Promise<string> {
  const estate = sampleCopy({
    ...Object.fromEntries(
      OFFERS.map((file) => [file, read(file).replace(/description:\s*"/, (text) => `${text}${description}`)]),
    ),
    [SELF]: `deployedBy: ${deployedBy}\n${read(SELF)}`,
  });
  const ran = await keeper(estate, ["synth"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return estate;
}

test.each(["provider", "customer"] as const)(
  "changed customers are listed with their stacks, and one that deploys itself is not: %s",
  async (deployedBy) => {
    const [base, changed] = [await synthesized("", deployedBy), await synthesized("New. ", deployedBy)];
    const report = join(changed, "changed.json");
    const sides = [join(base, "cdktf.out"), join(changed, "cdktf.out")];
    const ran = await keeper(changed, ["review", ...sides, "--format", "json", "--output", report]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    // it is reviewed like any other
    const reviewed: string[] = JSON.parse(readFileSync(report, "utf8")).customers.map(
      ({ customer }: { readonly customer: string }) => customer,
    );
    expect(reviewed).toContain("wide-world-importers");
    const stacks = join(changed, "stacks");
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, report, sides[1] ?? "", stacks], {
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([0, ""]);
    const listed = stdout.trim().split(" ");
    const expected = reviewed.filter((id) => deployedBy === "provider" || id !== "wide-world-importers");
    expect(listed).toEqual(expected);
    expect(readdirSync(stacks).sort()).toEqual([...expected].sort());
    expect(listed.length).toBeGreaterThan(1);
  },
);
