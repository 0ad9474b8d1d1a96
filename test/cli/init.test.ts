import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, REPOSITORY, snapshot, temporaryFolder } from "../support/estates.ts";

const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

/** A folder in which this project is installed, with the compiler. */
function installedFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(REPOSITORY, join(folder, "node_modules", "azure-lighthouse-keeper"));
  return folder;
}

test.each([[[]], [["--yaml"]]])(
  "keeper init %j begins an estate that check, tsc and synth accept",
  async (flags) => {
    const folder = installedFolder();
    const begun = await keeper(folder, ["init", ...flags]);
    expect(begun).toMatchObject({ code: 0, err: "" });
    expect(begun.out).toContain(
      "npx --no keeper sandbox -- npx cdktf deploy example-customer --auto-approve",
    );
    for (const line of begun.out.split("\n")) expect(line.length).toBeLessThanOrEqual(110);
    const printed = [...begun.out.matchAll(/^ {2}npx --no keeper (synth|check)$/gm)].map(
      ([, verb = ""]) => verb,
    );
    expect(printed).toHaveLength(2);
    for (const verb of printed) {
      const { code, err } = await keeper(folder, [verb]);
      expect({ verb, code, err }).toEqual({
        verb,
        code: 0,
        err: verb === "check" ? "0 errors, 0 warnings\n" : "",
      });
    }
    const compiled = spawnSync(
      process.execPath,
      [join(REPOSITORY, "node_modules/typescript/bin/tsc"), "-p", folder, "--listFilesOnly", "false"],
      { encoding: "utf8" },
    );
    expect(`${compiled.stdout}${compiled.stderr}`).toBe("");
    const ending = flags.length === 0 ? "ts" : "yaml";
    expect(existsSync(join(folder, `customers/example-customer.${ending}`))).toBe(true);
  },
);

test("a second keeper init changes nothing", async () => {
  const folder = temporaryFolder();
  await keeper(folder, ["init"]);
  const before = snapshot(folder);
  const { code, out } = await keeper(folder, ["init"]);
  expect(code).toBe(0);
  expect(out).not.toMatch(/^(?:written|extended)/m);
  expect(snapshot(folder)).toEqual(before);
});

test("keeper init keeps what is there, and adds what is missing", async () => {
  const folder = temporaryFolder();
  change(folder, {
    "package.json":
      '{\n    "name": "mine",\n    "scripts": { "check": "my check" },\n    "type": "module"\n}\n',
    ".gitignore": "*.log\nstate/",
    "estate.ts": "// mine\n",
    "customers/own.yaml": "id: own\n",
  });
  const { out } = await keeper(folder, ["init"]);
  expect(read(folder, "estate.ts")).toBe("// mine\n");
  expect(read(folder, "package.json")).toBe(`{
    "name": "mine",
    "scripts": {
        "check": "my check",
        "synth": "keeper synth",
        "review": "keeper review",
        "types": "tsc"
    },
    "type": "module"
}
`);
  expect(read(folder, ".gitignore")).toBe(
    "*.log\nstate/\nnode_modules/\ncdktf.out/\nbase.out/\n*.tfstate*\n.terraform/\n/azure/\n",
  );
  expect(out).toMatch(/^kept {6}estate\.ts$/m);
  expect(out).toMatch(/^extended {2}package\.json$/m);
  // an estate with definitions of its own gets no example
  expect(existsSync(join(folder, "offers"))).toBe(false);
  expect(out).not.toContain("example");
});

test("keeper init writes nothing where a package.json cannot be extended, or pipelines have no place", async () => {
  const folder = temporaryFolder();
  change(folder, { "package.json": '{ "name": "a", "name": "b" }' });
  expect(await keeper(folder, ["init"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("package.json cannot be read"),
  });
  expect(Object.keys(snapshot(folder))).toEqual(["package.json"]);
  const repository = temporaryFolder();
  mkdirSync(join(repository, ".git"));
  expect(await keeper(repository, ["init", "estate", "--github"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("at its repository's root"),
  });
  expect(snapshot(repository)).toEqual({});
  expect((await keeper(repository, ["init", "--github", "--azure-devops"])).code).toBe(2);
});

test("keeper init --github adds the pipelines, and the first cdktf command leaves cdktf.json as it is", async () => {
  const folder = installedFolder();
  mkdirSync(join(folder, ".git"));
  const { code, out } = await keeper(folder, ["init", "--github"]);
  expect([code, out]).toEqual([0, expect.stringContaining(".github/workflows/lighthouse-gate.yml")]);
  const before = read(folder, "cdktf.json");
  const listed = spawnSync(
    process.execPath,
    [join(REPOSITORY, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), "list"],
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, CHECKPOINT_DISABLE: "1", CI: "" },
    },
  );
  expect(listed.stdout).toContain("example-customer");
  expect(read(folder, "cdktf.json")).toBe(before);
});

test("the example deploys in the sandbox", { tags: ["terraform"] }, async () => {
  const folder = installedFolder();
  await keeper(folder, ["init"]);
  const cdktf = [process.execPath, join(REPOSITORY, "node_modules/cdktf-cli/bundle/bin/cdktf.js")];
  const words = ["sandbox", "--", ...cdktf, "deploy", "example-customer", "--auto-approve"];
  const { PATH = "", HOME = "" } = process.env;
  expect(await keeper(folder, words, { PATH, HOME })).toMatchObject({ code: 0 });
});

test("an estate without definitions says how to begin, and so does a folder without estate", async () => {
  expect((await keeper("/", ["check"])).err).toContain("keeper init begins one");
  const folder = temporaryFolder();
  change(folder, { "cdktf.json": "{}" });
  expect(await keeper(folder, ["check"])).toMatchObject({
    code: 0,
    err: "There is no offer and no customer yet: keeper init writes an example of each.\n",
  });
});
