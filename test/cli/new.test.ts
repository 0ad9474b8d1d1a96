import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { DEFAULT_POLICY, parsePolicy } from "../../lib/gate/policy.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { change, keeper, REPOSITORY, sampleCopy, snapshot } from "../support/estates.ts";

test("keeper new policy writes the shipped rules, which keeper check accepts", async () => {
  const estate = sampleCopy();
  expect(await keeper(estate, ["new", "policy"])).toMatchObject({ code: 0, err: "" });
  const text = readFileSync(join(estate, "policy.yaml"), "utf8");
  expect(parsePolicy(parse(text))).toEqual({ ok: true, value: DEFAULT_POLICY });
  for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(110);
  expect(text).not.toMatch(/[{}]/);
  expect((await keeper(estate, ["check"])).code).toBe(0);
});

test("the guardrails of a new policy apply once their number signs are gone, and name roles by their GUIDs", async () => {
  const estate = sampleCopy();
  await keeper(estate, ["new", "policy"]);
  const text = readFileSync(join(estate, "policy.yaml"), "utf8");
  const opened = text.replace(/^# ((?:guardrails|identities):.*| {2}.*)$/gm, "$1");
  const policy = parsePolicy(parse(opened));
  if (!policy.ok) throw new Error(JSON.stringify(policy.error));
  expect(policy.value.guardrails).toMatchObject({ groupsOnly: true, keepDeleteRole: true });
  const named = [...opened.matchAll(/- ([0-9a-f-]{36}) # (.+)/g)].map(([, id, name]) => [id, name]);
  expect(named.map(([id]) => id)).toEqual(policy.value.guardrails?.noStandingOnSubscription);
  const roles = new Map(sampleCatalogue().roles.map(({ id, name }) => [id as string, name]));
  for (const [id = "", name] of named) expect(roles.get(id)).toBe(name);
  change(estate, { "policy.yaml": opened });
  expect((await keeper(estate, ["check"])).code).toBe(0);
});

test("keeper new policy overwrites no policy, and passes over none with another name", async () => {
  const estate = sampleCopy({ "policy.yaml": "version: 1\n" });
  expect(await keeper(estate, ["new", "policy"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("exists"),
  });
  expect(readFileSync(join(estate, "policy.yaml"), "utf8")).toBe("version: 1\n");
  const other = sampleCopy({ "policy.yml": "version: 1\n" });
  expect(await keeper(other, ["new", "policy"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("git mv policy.yml policy.yaml"),
  });
  expect(existsSync(join(other, "policy.yaml"))).toBe(false);
});

test.each([
  ["--github", "github-actions", ".github/workflows"],
  ["--azure-devops", "azure-devops", "pipelines"],
])(
  "keeper new pipelines %s copies what is shipped, and says how the first record is set",
  async (flag, from, to) => {
    const estate = sampleCopy();
    mkdirSync(join(estate, ".git"));
    const { code, out, err } = await keeper(estate, ["new", "pipelines", flag]);
    expect([code, err]).toEqual([0, ""]);
    const shipped = snapshot(join(REPOSITORY, "pipelines", from));
    expect(Object.keys(shipped).length).toBeGreaterThan(1);
    expect(snapshot(join(estate, to))).toEqual(shipped);
    expect(out).toContain("pipelines/README.md");
    expect(await keeper(estate, ["new", "pipelines", flag])).toMatchObject({ code: 2 });
  },
);

test("keeper new pipelines writes all files or none, and needs one platform and an estate at the root", async () => {
  const [present = ""] = Object.keys(snapshot(join(REPOSITORY, "pipelines", "azure-devops"))).slice(-1);
  const estate = sampleCopy({ [`pipelines/${present}`]: "mine" });
  mkdirSync(join(estate, ".git"));
  expect(await keeper(estate, ["new", "pipelines", "--azure-devops"])).toMatchObject({ code: 2 });
  expect(snapshot(join(estate, "pipelines"))).toEqual({ [present]: "mine" });
  for (const flags of [[], ["--github", "--azure-devops"]])
    expect(await keeper(estate, ["new", "pipelines", ...flags])).toMatchObject({
      code: 2,
      err: expect.stringContaining("add --github or --azure-devops"),
    });
  // the repository of this project is above this estate
  expect(await keeper(sampleCopy(), ["new", "pipelines", "--github"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("at its repository's root"),
  });
});
