import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, REPOSITORY, sampleCopy, temporaryFolder } from "./support/estates.ts";

const readme = readFileSync(join(REPOSITORY, "README.md"), "utf8");

/** The examples of the README by their paths: a comment names the file, the fence below it holds the text. */
const examples = new Map(
  [...readme.matchAll(/<!-- example: (\S+) -->\n( *)```\w+\n([\s\S]*?)\n\2```/g)].map(
    ([, path, indent, text]) => [
      path as string,
      `${(text as string).replaceAll(new RegExp(`^${indent}`, "gm"), "")}\n`,
    ],
  ),
);

test("the README has the examples that are run here", () => {
  expect([...examples.keys()]).toEqual([
    "customers/adventure-works.ts",
    "customers/adventure-works.yaml",
    "estate.ts",
    "program.ts",
  ]);
});

test("the README's estate.ts compiles, and its state and sign-in stand in every stack", async () => {
  const estate = sampleCopy({ "estate.ts": examples.get("estate.ts") });
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

test("the README's customer compiles, passes every rule, and is the same stack in TypeScript and in YAML", async () => {
  const stacks = await Promise.all(
    ["customers/adventure-works.ts", "customers/adventure-works.yaml"].map(async (path) => {
      const estate = sampleCopy({ [path]: examples.get(path) });
      if (path.endsWith(".ts")) compile(join(estate, path));
      expect((await keeper(estate, ["check"])).code).toBe(0);
      expect((await keeper(estate, ["synth", "adventure-works"])).code).toBe(0);
      return readFileSync(join(estate, "cdktf.out/stacks/adventure-works/cdk.tf.json"), "utf8");
    }),
  );
  expect(stacks[1]).toBe(stacks[0]);
  expect(stacks[0]).toContain("Northwind Managed Operations");
});

test("the README's cdktf program compiles and synthesizes", () => {
  const folder = temporaryFolder();
  change(folder, { "program.ts": examples.get("program.ts") });
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

test("the README's pictures are what keeper prints", async () => {
  const printed = readFileSync(join(REPOSITORY, "test/golden/cli/synth.txt"), "utf8");
  const picture = /## What a reviewer sees\n\n```text\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? "";
  const lines = picture.split("\n").filter((line) => line !== "");
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) expect(printed.split("\n")).toContain(line);
  const finding = /likely fix:\n\n```text\n([\s\S]*?)\n```/.exec(readme)?.[1] ?? "";
  const sets = readFileSync(join(REPOSITORY, "offers/shared/authorization-sets.ts"), "utf8");
  const estate = sampleCopy({
    "offers/shared/authorization-sets.ts": sets.replace(
      "Support Request Contributor",
      "Log Analytics Contributor",
    ),
  });
  const { err } = await keeper(estate, ["check"]);
  for (const line of finding.split("\n")) expect(err.split("\n")).toContain(line);
});

test("every npm script that a document names exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8"));
  const named = documents().flatMap((file) =>
    [...readFileSync(join(REPOSITORY, file), "utf8").matchAll(/npm run (?:-s )?([a-z:]+)/g)].map(
      ([, name]) => name,
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !Object.hasOwn(scripts, name as string))).toEqual([]);
});

test("every relative link in a document leads to a file", () => {
  const links = documents().flatMap((file) =>
    [...readFileSync(join(REPOSITORY, file), "utf8").matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      ([, link]) => join(dirname(file), link as string),
    ),
  );
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter((link) => !existsSync(join(REPOSITORY, link)))).toEqual([]);
});

function documents(): string[] {
  const folders = ["docs", "docs/rules", "docs/decisions"];
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder)).map((name) => `${folder}/${name}`),
  );
  return [...readdirSync(REPOSITORY), ...inFolders].filter((file) => file.endsWith(".md"));
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
