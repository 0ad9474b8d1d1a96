import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listDefinitionFiles } from "../../lib/estate/definition-files.ts";
import { readLocalState } from "../../lib/estate/local-state.ts";
import { locator } from "../../lib/estate/locate.ts";
import { formatLock, readLock } from "../../lib/estate/lock-file.ts";
import { writeOutput } from "../../lib/estate/output-folder.ts";
import { holdOutputFolder } from "../../lib/estate/output-hold.ts";
import { StagedFiles } from "../../lib/estate/staged-files.ts";
import { guidOf } from "../support/builders.ts";
import { change, snapshot, temporaryFolder } from "../support/estates.ts";

test("listDefinitionFiles finds the files directly in a folder, by name, and passes over what is not a definition", () => {
  const estate = temporaryFolder();
  const files = ["b.ts", "a.yaml", "c.json", "d.mjs", "e.d.ts", ".hidden.ts", "README.md", "shared/x.ts"];
  change(estate, Object.fromEntries(files.map((file) => [`offers/${file}`, ""])));
  mkdirSync(join(estate, "offers/folder.ts"));
  expect(listDefinitionFiles(estate, "offers").map(({ file }) => file)).toEqual([
    "offers/a.yaml",
    "offers/b.ts",
    "offers/c.json",
    "offers/d.mjs",
  ]);
  expect(listDefinitionFiles(estate, "customers")).toEqual([]);
});

describe("locator", () => {
  const estate = () => {
    const folder = temporaryFolder();
    change(folder, {
      "a.yaml": "id: a\ndelegations:\n  - offer: x\n    scopes:\n      - subscription: y\n",
      "b.json": '{\n  "id": "b",\n  "tags": {\n    "k": 1\n  }\n}\n',
      "c.ts": `import { defineCustomer, defineDelegation } from "azure-lighthouse-keeper";
const more = [1];
export default defineCustomer({
  id: "c",
  delegations: [
    defineDelegation(offer, {
      plan: "p",
      "odd key": { "1.0.0": 1 },
    }),
    ...more,
    { plan: "q" },
  ],
} as const);
`,
      "d.ts": "const broken = {",
    });
    return folder;
  };

  test.each<[string, (string | number)[], number | undefined]>([
    ["a.yaml", ["delegations", 0, "scopes", 0, "subscription"], 5],
    ["a.yaml", ["delegations", 0, "plan"], 3],
    ["a.yaml", ["nothing"], 1],
    ["b.json", ["tags", "k"], 4],
    ["c.ts", ["delegations", 0, "plan"], 7],
    ["c.ts", ["delegations", 0, "odd key", "1.0.0"], 8],
    ["c.ts", ["delegations", 0, "offer"], 6],
    // behind a spread nobody can count
    ["c.ts", ["delegations", 2, "plan"], 5],
    ["c.ts", ["absent"], 3],
    ["d.ts", ["id"], undefined],
    ["absent.ts", ["id"], undefined],
  ])("finds %s %j in line %s", (file, path, line) => {
    expect(locator(estate())({ file, path })).toBe(line);
  });
});

describe("the lock file", () => {
  const locks = fc.dictionary(
    fc.stringMatching(/^[a-z][a-z0-9-]{1,8}$/),
    fc.record({
      tenantId: fc.uuid(),
      subscriptions: fc.dictionary(
        fc.uuid(),
        fc.array(fc.stringMatching(/^[a-z][a-z0-9-]{1,8}$/), { maxLength: 3 }),
      ),
    }),
    { maxKeys: 5 },
  );

  test("is read as it was written", () => {
    const estate = temporaryFolder();
    fc.assert(
      fc.property(locks, (lock) => {
        change(estate, { "estate.lock.json": formatLock(lock) });
        expect(readLock(estate)).toEqual({ ok: true, value: JSON.parse(JSON.stringify(lock)) });
      }),
    );
  });

  test("has one customer a line, in order, so that two people's changes merge", () => {
    const customer = { tenantId: guidOf("1"), subscriptions: { [guidOf("3")]: [], [guidOf("2")]: ["soc"] } };
    expect(formatLock({ zeta: customer, alpha: customer }).split("\n").slice(4, 7)).toEqual([
      `    "alpha": {"tenantId":"${guidOf("1")}","subscriptions":{"${guidOf("2")}":["soc"],"${guidOf("3")}":[]}},`,
      `    "zeta": {"tenantId":"${guidOf("1")}","subscriptions":{"${guidOf("2")}":["soc"],"${guidOf("3")}":[]}}`,
      "  }",
    ]);
  });

  test.each([
    "",
    "[]",
    '{"version": 2, "customers": {}}',
    '{"version": 1}',
    '{"version": 1, "customers": {"../x": {"tenantId": "y", "subscriptions": {}}}}',
    `{"version": 1, "customers": {"ab": {"tenantId": "${guidOf("1")}"}}}`,
    `{"version": 1, "customers": {"ab": {"tenantId": "${guidOf("1")}", "subscriptions": {"${guidOf("2")}": "soc"}}}}`,
  ])("is a failure where it says %j", (text) => {
    const estate = temporaryFolder();
    change(estate, { "estate.lock.json": text });
    expect(readLock(estate)).toMatchObject({ ok: false, error: { kind: "unreadable-lock" } });
  });

  test("is empty where there is none", () => {
    expect(readLock(temporaryFolder())).toEqual({ ok: true, value: {} });
  });
});

describe("writeOutput", () => {
  const files = (complete: boolean, ...names: string[]) => ({
    stacks: names.map((name) => ({ name, text: `{"made": "${name}"}\n` })),
    complete,
    providerLock: undefined,
    facts: { managingTenants: {}, customers: {}, plans: {} },
  });
  const listed = (output: string) =>
    Object.keys(JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")).stacks);

  test("keeps the others of a selected run in place and listed, and removes what a complete run has no more", () => {
    const output = temporaryFolder();
    writeOutput(output, files(true, "aa", "bb", "cc"), () => {});
    const lock = { path: join(temporaryFolder(), "estate.lock.json"), text: "locked" };
    const written = writeOutput(output, files(false, "bb"), () => lock);
    expect(readFileSync(lock.path, "utf8")).toBe("locked");
    expect(written).toMatchObject({
      ok: true,
      value: { lockChanged: true, marker: { selection: "selected", customers: ["bb"], kept: ["aa", "cc"] } },
    });
    expect(listed(output)).toEqual(["aa", "bb", "cc"]);
    writeOutput(output, files(true, "aa"), () => {});
    expect(listed(output)).toEqual(["aa"]);
    expect(existsSync(join(output, "stacks/bb"))).toBe(false);
  });

  test("keeps every stack that is there where the manifest cannot be read", () => {
    const output = temporaryFolder();
    writeOutput(output, files(true, "aa", "bb"), () => {});
    writeFileSync(join(output, "manifest.json"), "{");
    writeOutput(output, files(false, "bb"), () => {});
    expect(listed(output)).toEqual(["aa", "bb"]);
  });

  test("changes nothing where one file cannot be written", () => {
    const output = temporaryFolder();
    writeOutput(output, files(true, "aa", "bb"), () => {});
    change(output, { "stacks/cc": "a file where a folder has to be" });
    const before = snapshot(output);
    expect(writeOutput(output, files(true, "aa", "bb", "cc"), () => {})).toMatchObject({
      ok: false,
      error: { kind: "output-not-writable" },
    });
    expect(snapshot(output)).toEqual(before);
  });
});

test("StagedFiles shows nothing before commit, everything after, and nothing of what was discarded", () => {
  const folder = temporaryFolder();
  const staged = new StagedFiles(folder);
  staged.stage("a/b.txt", "one");
  expect(existsSync(join(folder, "a/b.txt"))).toBe(false);
  staged.commit();
  staged.stage("a/b.txt", "two");
  staged.discard();
  expect(snapshot(folder)).toEqual({ "a/b.txt": "one" });
});

test("holdOutputFolder takes over the hold of a process that is gone, and lets go", () => {
  const folder = temporaryFolder();
  change(folder, { ".keeper.hold": "4194304" });
  const hold = holdOutputFolder(folder);
  if (!hold.ok) throw new Error(hold.error.problem);
  expect(existsSync(join(folder, ".keeper.hold"))).toBe(true);
  hold.value();
  expect(existsSync(join(folder, ".keeper.hold"))).toBe(false);
});

test("readLocalState gives the subscriptions with delegations, of local state alone", () => {
  const estate = temporaryFolder();
  const resource = (type: string, scope: string) => ({ type, instances: [{ attributes: { scope } }] });
  const subscription = `/subscriptions/${guidOf("1")}`;
  change(estate, {
    "state/alpha.tfstate": JSON.stringify({
      resources: [
        resource("azurerm_lighthouse_definition", subscription),
        resource("azurerm_lighthouse_assignment", `${subscription}/resourceGroups/rg`),
        resource("azurerm_resource_group", `/subscriptions/${guidOf("2")}`),
      ],
    }),
    "state/beta.tfstate": JSON.stringify({ resources: [] }),
    "state/gamma.tfstate": "not a state",
    "state/alpha.tfstate.backup": "{}",
  });
  const local = { backend: "local", folder: "state", allowInContinuousIntegration: false } as const;
  expect(readLocalState(estate, local, undefined)).toEqual(new Map([["alpha", [guidOf("1")]]]));
  expect(readLocalState(estate, local, ["beta"])).toEqual(new Map());
  expect(readLocalState(temporaryFolder(), local, undefined)).toEqual(new Map());
  const cloud = { backend: "cloud", organization: "x", hostname: "app.terraform.io" } as const;
  expect(readLocalState(estate, cloud, undefined)).toEqual(new Map());
});
