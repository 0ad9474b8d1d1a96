// @module-tag terraform

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { spaceliftStacks, tfeWorkspaces } from "../../lib/formats/fleet/engine-terraform.ts";
import { keeper, sampleCopy } from "../support/estates.ts";
import { terraformBinary } from "../support/tools.ts";

/*
 * Terraform for HCP Terraform and for Spacelift. The providers of both cannot be had here: real Terraform parses the files, and
 * nothing validates them against the providers' schemas.
 */

const ALL = [
  "city-of-adatum",
  "contoso-retail",
  "fabrikam",
  "proseware",
  "tailwind-traders",
  "wide-world-importers",
];

async function estate(): Promise<string> {
  const root = sampleCopy();
  const ran = await keeper(root, ["synth", "--engine", "json"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return root;
}

/** What Terraform says of a folder's configuration. It reads it whole, and needs no provider for that. */
const parsed = (folder: string) =>
  spawnSync(terraformBinary(process.env), ["providers"], { cwd: folder, encoding: "utf8" });

test.each([
  ["tfe", "hashicorp/tfe", "tfe_workspace", "working_directory", "auto_apply"],
  ["spacelift", "spacelift-io/spacelift", "spacelift_stack", "project_root", "autodeploy"],
] as const)(
  "%s: Terraform parses it, all customers are in it, and each finds its stack",
  async (format, source, type, place, automatic) => {
    const root = await estate();
    const ran = await keeper(root, ["fleet", "--format", format, "--output", "fleet"]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    const folder = join(root, "fleet", format);
    const { status, stdout, stderr } = parsed(folder);
    expect(status, stderr).toBe(0);
    expect(stdout).toContain(`[registry.terraform.io/${source}]`);
    const file = join(folder, "main.tf.json");
    const document = JSON.parse(readFileSync(file, "utf8"));
    const resources: Record<string, Record<string, unknown>> = document.resource[type];
    expect(Object.keys(resources).sort()).toEqual(ALL);
    for (const [customer, each] of Object.entries(resources)) {
      expect(each["name"]).toBe(`lighthouse-${customer}`);
      expect(each[automatic]).toBe(false);
      expect(readFileSync(join(root, String(each[place]), "cdk.tf.json"), "utf8")).toContain("azurerm");
    }
    // every reference has its variable, and each variable is needed
    const references = new Set(JSON.stringify(resources).match(/(?<=\$\{var\.)\w+/g));
    expect([...references].sort()).toEqual(Object.keys(document.variable).sort());
    // what parses nothing would pass nothing either
    writeFileSync(file, JSON.stringify({ ...document, resource: [{ [type]: 1 }] }));
    expect(parsed(folder).status).toBe(1);
  },
);

test.each(["tfe", "spacelift"])(
  "%s: a part of a fleet is refused, since Terraform would delete the rest",
  async (format) => {
    const root = await estate();
    const refused = async (...words: readonly string[]) => {
      const ran = await keeper(root, ["fleet", "--format", format, "--output", "fleet", ...words]);
      expect(ran.code).toBe(2);
      return ran.err;
    };
    for (const part of [
      ["--base", "cdktf.out"],
      ["--since", "HEAD"],
      ["--tag", "ring=canary"],
    ])
      expect(await refused(...part)).toContain("needs all customers");
    writeFileSync(join(root, "waves.yaml"), "version: 1\nsteps:\n  - name: all\n    percentage: 100\n");
    for (const words of [[], ["--emergency"], ["--wave", "next", "--head", "HEAD"]])
      expect(await refused(...words)).toContain("would run all customers at once");
  },
);

test("a tag is a label and no expression, and two tags have an order of their own", () => {
  const run = { customer: "fabrikam", action: "apply", reason: "all", parts: [] } as const;
  const tags = { ring: "canary", area: "${var.x} %{ if true }" };
  const { resource } = JSON.parse(spaceliftStacks([{ ...run, tags }], "fleet"));
  expect(resource.spacelift_stack.fabrikam.labels).toEqual([
    "lighthouse",
    "area:$${var.x} %%{ if true }",
    "ring:canary",
  ]);
  expect(tfeWorkspaces([{ ...run, tags }], "fleet")).not.toContain("var.x");
});
