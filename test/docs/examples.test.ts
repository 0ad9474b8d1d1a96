import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentText, examplesOf } from "../support/documents.ts";
import { change, keeper, REPOSITORY, sampleCopy, temporaryFolder } from "../support/estates.ts";
import { readBackOf } from "../support/read-backs.ts";

const ONBOARD = "docs/how-to/onboard.md";
const onboard = examplesOf(ONBOARD);

test("the documents have the examples that are run here", () => {
  expect([...onboard.keys()]).toEqual(["customers/adventure-works.ts", "customers/adventure-works.yaml"]);
  expect([...examplesOf("docs/how-to/settings.md").keys()]).toEqual(["estate.ts"]);
  expect([...examplesOf("docs/how-to/constructs.md").keys()]).toEqual(["program.ts"]);
});

test("the documents' estate.ts compiles, and its state and sign-in stand in every stack", async () => {
  const estate = sampleCopy({ "estate.ts": examplesOf("docs/how-to/settings.md").get("estate.ts") });
  compile(join(estate, "estate.ts"));
  expect((await keeper(estate, ["synth", "fabrikam"])).code).toBe(0);
  const stack = JSON.parse(readFileSync(join(estate, "cdktf.out/stacks/fabrikam/cdk.tf.json"), "utf8"));
  expect(stack.terraform.backend.azurerm).toMatchObject({
    container_name: "customers",
    key: "fabrikam.tfstate",
  });
  expect(stack.provider.azurerm[0]).toMatchObject({ use_oidc: true });
  expect(stack.terraform.required_providers.azurerm.version).toBe("~> 5.2");
});

test("the documents' customer compiles, passes every rule, and is the same stack in TypeScript and in YAML", async () => {
  const stacks = await Promise.all(
    [...onboard].map(async ([path, text]) => {
      const estate = sampleCopy({ [path]: text });
      if (path.endsWith(".ts")) compile(join(estate, path));
      expect((await keeper(estate, ["check"])).code).toBe(0);
      expect((await keeper(estate, ["synth", "adventure-works"])).code).toBe(0);
      return readFileSync(join(estate, "cdktf.out/stacks/adventure-works/cdk.tf.json"), "utf8");
    }),
  );
  expect(stacks).toHaveLength(2);
  expect(stacks[1]).toBe(stacks[0]);
  expect(stacks[0]).toContain("Northwind Managed Operations");
});

test("the documents' test of a stack of one's own compiles and passes", () => {
  const folder = temporaryFolder();
  change(folder, {
    "program.ts": examplesOf("docs/how-to/constructs.md").get("program.ts"),
    "stack.test.ts": examplesOf("docs/testing.md").get("stack.test.ts"),
  });
  compile(join(folder, "stack.test.ts"));
  const vitest = join(REPOSITORY, "node_modules/vitest/vitest.mjs");
  change(folder, { "vitest.config.mjs": "export default {};\n" });
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, "run"], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH, HOME, NO_COLOR: "1" },
  });
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/Tests .*1 passed/);
});

test("the documents' cdktf program compiles and synthesizes", () => {
  const folder = temporaryFolder();
  change(folder, { "program.ts": examplesOf("docs/how-to/constructs.md").get("program.ts") });
  compile(join(folder, "program.ts"));
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--conditions=keeper-source", "--import", "tsx", "program.ts"],
    { cwd: folder, encoding: "utf8" },
  );
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const stack = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/fabrikam/cdk.tf.json"), "utf8"));
  expect(Object.keys(stack.resource)).toEqual([
    "azurerm_lighthouse_assignment",
    "azurerm_lighthouse_definition",
  ]);
});

test("the documents' listing of access is what keeper synth prints", () => {
  const printed = readFileSync(join(REPOSITORY, "test/golden/cli/synth.txt"), "utf8").split("\n");
  const lines = textBlock("docs/concepts.md", "fabrikam: ").filter((line) => line !== "");
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !printed.includes(line))).toEqual([]);
});

test("the documents' finding is what keeper check prints", async () => {
  const finding = textBlock(ONBOARD, "error LH001 ");
  expect(finding).toHaveLength(5);
  const sets = readFileSync(join(REPOSITORY, "offers/shared/authorization-sets.ts"), "utf8");
  const estate = sampleCopy({
    "offers/shared/authorization-sets.ts": sets.replace(
      "Support Request Contributor",
      "Log Analytics Contributor",
    ),
  });
  const { err } = await keeper(estate, ["check"]);
  expect(finding.filter((line) => !err.split("\n").includes(line))).toEqual([]);
});

/** The lines of a document's text block that begins so. */
function textBlock(file: string, start: string): string[] {
  const blocks = [...documentText(file).matchAll(/^```text\n([\s\S]*?)\n```$/gm)].map(
    ([, text = ""]) => text,
  );
  const block = blocks.find((text) => text.startsWith(start));
  if (block === undefined) throw new Error(`${file} has no text block that begins with ${start}`);
  return block.split("\n");
}

function compile(file: string): void {
  // not beside the file: in customers/ it would be a customer
  const folder = temporaryFolder();
  change(folder, {
    "tsconfig.json": JSON.stringify({
      extends: join(REPOSITORY, "tsconfig.json"),
      files: [file],
      include: [],
    }),
  });
  const tsc = join(REPOSITORY, "node_modules/typescript/bin/tsc");
  const words = [tsc, "-p", join(folder, "tsconfig.json")];
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: REPOSITORY, encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
}

/** The words of every `keeper` command in a document's `sh` blocks. */
function commandsOf(file: string): string[][] {
  return [...documentText(file).matchAll(/^npx --no keeper (.*)$/gm)].map(([, words = ""]) =>
    [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = ""]) => quoted ?? plain),
  );
}

test("the documents' record of an acceptance is what keeper accept writes", async () => {
  const file = "docs/how-to/accept.md";
  const [words = [], ...others] = commandsOf(file);
  expect(others).toEqual([]);
  const estate = sampleCopy();
  expect((await keeper(estate, [...words, "--on", "2026-11-20"])).code).toBe(0);
  const written = readFileSync(join(estate, "acceptances/contoso-retail.yaml"), "utf8").split("\n");
  const [, shown = ""] = /^```yaml\n([\s\S]*?)\n```$/m.exec(documentText(file)) ?? [];
  expect(shown.split("\n").length).toBeGreaterThan(10);
  expect(shown.split("\n").filter((line) => !written.includes(line))).toEqual([]);
});

test("the documents' commands for leaving do what they say, each in an estate of its own", async () => {
  const commands = commandsOf("docs/how-to/leave.md");
  expect(commands).toHaveLength(3);
  for (const words of commands) {
    const estate = sampleCopy();
    const isSecond = words.includes("--read-back");
    if (isSecond) {
      for (const first of [["leave", "contoso-retail", "--subscription", "shops"], ["synth"]])
        expect((await keeper(estate, first)).code).toBe(0);
      change(estate, { "removed.json": JSON.stringify(readBackOf(estate, "shops")) });
    }
    const { code, out } = await keeper(estate, words);
    const step = `contoso-retail: Step ${isSecond ? "2" : "1"} of 2`;
    expect([code, out]).toEqual([0, expect.stringContaining(step)]);
  }
});
