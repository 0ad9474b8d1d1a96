import { spawn } from "node:child_process";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchEstate } from "../../lib/estate/watch-estate.ts";
import { change, keeper, REPOSITORY, sampleCopy, temporaryFolder } from "../support/estates.ts";

const SOURCE = [
  process.execPath,
  "--conditions=keeper-source",
  "--import",
  "tsx",
  join(REPOSITORY, "lib/cli/main.ts"),
];

/** Starts `keeper check --watch`; `until` resolves with what was printed since its last call. */
function watching(estate: string) {
  const [program = "", ...words] = SOURCE;
  const { PATH, HOME } = process.env;
  const child = spawn(program, [...words, "check", "--watch"], { cwd: estate, env: { PATH, HOME } });
  const ended = new Promise<number | null>((done) => child.on("exit", done));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  let printed = "";
  child.stderr.on("data", (text) => (printed += text));
  const until = async (words: string) => {
    while (!printed.includes(words)) {
      if (child.exitCode !== null) throw new Error(printed);
      await new Promise((next) => setTimeout(next, 20));
    }
    const text = printed;
    printed = "";
    return text;
  };
  return { child, ended, until };
}

test("keeper check --watch checks again after each change, and ends with the last check's code", async () => {
  const estate = sampleCopy();
  const { child, ended, until } = watching(estate);
  expect(await until("Watching for changes.")).toContain("0 errors");
  change(estate, { "customers/one.yaml": "id: one\n" });
  const changed = await until("Watching for changes.");
  expect(changed).toContain("customers/one.yaml changed");
  expect(changed).toContain("LH069 customers/one.yaml");
  child.kill("SIGINT");
  expect(await ended).toBe(1);
});

test("an estate's watch sees new folders and files that are replaced, and nothing that commands write", async () => {
  const root = temporaryFolder();
  change(root, { "offers/a.ts": "1", "cdktf.out/b": "1", "node_modules/c/d.ts": "1" });
  const report = join(root, "report.json");
  const watched = watchEstate(root, [join(root, "out"), report]);
  if (!watched.ok) throw new Error(watched.error.problem);
  onTestFinished(() => watched.value.close());
  const { next } = watched.value;
  change(root, { "cdktf.out/b": "2", "node_modules/c/d.ts": "2", ".keeper.staged/e": "2", "out/f": "2" });
  change(root, { "report.json": "2", "terraform.fabrikam.tfstate": "2" });
  change(root, { "policy.yaml": "2" });
  expect(await next()).toBe("policy.yaml");
  await settled();
  // as editors save
  writeFileSync(join(root, "offers/a.ts~"), "2");
  renameSync(join(root, "offers/a.ts~"), join(root, "offers/a.ts"));
  expect(await next()).toMatch(/^offers\/a\.ts~?$/);
  await settled();
  change(root, { "customers/g.ts": "2" });
  expect(await next()).toMatch(/^customers/);
  await settled();
  change(root, { "customers/h/i.ts": "2" });
  expect(await next()).toMatch(/^customers\/h/);

  /** Waits until nothing more is reported of the changes so far. */
  async function settled(): Promise<void> {
    await new Promise((done) => setTimeout(done, 200));
    change(root, { "zz.yaml": String(Math.random()) });
    while ((await Promise.race([next(), quiet()])) !== undefined);
  }
  function quiet(): Promise<undefined> {
    return new Promise((done) => setTimeout(() => done(undefined), 300));
  }
});

test("keeper check --watch is refused in continuous integration, where nobody ends it", async () => {
  expect(await keeper(sampleCopy(), ["check", "--watch"], { CI: "true" })).toMatchObject({
    code: 2,
    err: expect.stringContaining("--watch never ends in continuous integration"),
  });
});
