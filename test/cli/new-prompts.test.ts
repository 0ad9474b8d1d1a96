import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { Cancelled } from "../../lib/cli/prompter.ts";
import { attended } from "../support/attended.ts";
import { keeper, REPOSITORY, sampleCopy, snapshot } from "../support/estates.ts";

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000707";
const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000771";
const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

const NEW = ["new", "customer", "adventure-works", "--yaml"];

test("keeper new customer asks for what no flag says, and writes a customer that passes the check", async () => {
  const estate = sampleCopy();
  const answers = [
    "Adventure Works",
    TENANT,
    SUBSCRIPTION,
    "production",
    undefined,
    "provider",
    "cost-management/insight@1.0.0",
  ];
  const { code, asked, problems } = await attended(estate, NEW, answers);
  expect([code, asked.length]).toEqual([0, 7]);
  expect(problems.filter((each) => each !== undefined)).toEqual([]);
  expect(parse(read(estate, "customers/adventure-works.yaml"))).toMatchObject({
    name: "Adventure Works",
    tenantId: TENANT,
    subscriptions: { production: SUBSCRIPTION },
    delegations: [{ offer: "cost-management", plan: "insight", version: "1.0.0" }],
  });
  expect(await keeper(estate, ["check"])).toMatchObject({ code: 0 });
});

test("what a flag says is not asked, and everything may be left open", async () => {
  const given = ["--name", "A", "--tenant-id", TENANT, "--deployed-by", "customer"];
  const flagged = await attended(sampleCopy(), [...NEW, ...given], [undefined]);
  expect(flagged).toMatchObject({ code: 0, asked: ["Id of a subscription"] });
  const estate = sampleCopy();
  const open = await attended(estate, NEW, [undefined, undefined, undefined, "provider"]);
  expect(open.out).toContain("Replace everything in <angle brackets>");
});

test("an id that is not a GUID is refused at once, and so is a second subscription of one name", async () => {
  const answers = ["A", "b1d5", SUBSCRIPTION, "main", TENANT, "main", undefined, "provider", ""];
  const { problems } = await attended(sampleCopy(), NEW, answers);
  expect(problems.filter((each) => each !== undefined)).toEqual([
    expect.stringContaining("an id is a GUID"),
    "another subscription is called so",
  ]);
});

test("whoever gives up changes nothing; nothing is asked where the customer exists, and never in CI", async () => {
  const estate = sampleCopy();
  const before = snapshot(estate);
  expect(await attended(estate, NEW, ["Adventure Works", new Cancelled()])).toMatchObject({
    code: 2,
    err: expect.stringContaining("nothing was written"),
  });
  expect(snapshot(estate)).toEqual(before);
  expect(await attended(estate, ["new", "customer", "fabrikam"], [])).toMatchObject({ code: 2, asked: [] });
  expect(await attended(estate, NEW, [], { CI: "true" })).toMatchObject({ code: 0, asked: [] });
});

const OFFER = ["new", "offer", "night-watch", "--yaml"];

test("keeper new offer asks for what no flag says, and writes an offer that passes the check", async () => {
  const estate = sampleCopy();
  const answers = ["", "Night Watch", "We watch your resources.", TENANT, "Northwind", SUBSCRIPTION, "Watch"];
  const { code, out, asked, problems } = await attended(estate, OFFER, answers);
  expect([code, asked.length]).toEqual([0, 7]);
  expect(out).not.toContain("angle brackets");
  expect(problems.filter((each) => each !== undefined)).toEqual([]);
  expect(parse(read(estate, "offers/night-watch.yaml"))).toMatchObject({
    name: "Night Watch",
    description: "We watch your resources.",
    managingTenant: {
      tenantId: TENANT,
      name: "Northwind",
      principals: { operations: { objectId: SUBSCRIPTION, displayName: "Watch" } },
    },
  });
  expect(await keeper(estate, ["check"])).toMatchObject({ code: 0 });
});

test("of a new offer, what a flag says is not asked; a copy asks nothing else, and everything may be left open", async () => {
  const flags = ["--name", "A", "--description", "B", "--tenant-id", TENANT, "--tenant-name", "C"];
  const flagged = await attended(sampleCopy(), [...OFFER, ...flags], [SUBSCRIPTION, "D"]);
  expect([flagged.code, flagged.asked.length]).toEqual([0, 2]);
  const copied = sampleCopy();
  const copy = await attended(copied, ["new", "offer", "night-watch"], ["cost-management"]);
  expect([copy.code, copy.asked]).toEqual([0, ["Which offer is copied?"]]);
  expect(read(copied, "offers/night-watch.ts")).toContain('id: "night-watch"');
  const open = await attended(sampleCopy(), OFFER, [""]);
  expect(open.out).toContain("Replace everything in <angle brackets>");
  const inCopy = await attended(
    sampleCopy(),
    ["new", "offer", "night-watch", "--from", "cost-management"],
    [],
  );
  expect(inCopy).toMatchObject({ code: 0, asked: [] });
  expect(await attended(sampleCopy(), OFFER, [], { CI: "true" })).toMatchObject({ code: 0, asked: [] });
});

test("an offer with answers that no definition can have is not written, and neither is one that is given up", async () => {
  const estate = sampleCopy();
  const before = snapshot(estate);
  const bad = await keeper(estate, [...OFFER, "--tenant-id", "b1d5"]);
  expect([bad.code, bad.err]).toEqual([2, expect.stringContaining("managingTenant.tenantId")]);
  const both = await keeper(estate, ["new", "offer", "a1", "--from", "cost-management", "--name", "A"]);
  expect([both.code, both.err]).toEqual([2, expect.stringContaining("cannot be used with")]);
  const { problems, code } = await attended(estate, OFFER, ["", "A", "B", "b1d5", new Cancelled()]);
  expect([code, problems.at(-1)]).toEqual([2, expect.stringContaining("an id is a GUID")]);
  expect(snapshot(estate)).toEqual(before);
});

test("keeper new offer --from copies an offer under another id, with its versions and shared parts", async () => {
  const estate = sampleCopy();
  const { code, out } = await keeper(estate, ["new", "offer", "cost-insight", "--from", "cost-management"]);
  expect([code, out]).toEqual([
    0,
    "offers/cost-insight.ts written. Give it a name of its own, then run keeper check.\n",
  ]);
  const original = read(estate, "offers/cost-management.ts");
  expect(read(estate, "offers/cost-insight.ts")).toBe(
    original.replace('id: "cost-management"', 'id: "cost-insight"'),
  );
  expect(await keeper(estate, ["check"])).toMatchObject({ code: 0 });
});

test.each([
  ["cost-managemen", {}, "did you mean cost-management?"],
  ["two", { "offers/two.yaml": "id: two\nx:\n  id: two\n" }, "does not say id: two once"],
])("keeper new offer --from %s says why it copies nothing", async (from, files, words) => {
  const estate = sampleCopy(files);
  const before = snapshot(estate);
  expect(await keeper(estate, ["new", "offer", "other", "--from", from])).toMatchObject({
    code: 2,
    err: expect.stringContaining(words),
  });
  expect(snapshot(estate)).toEqual(before);
});

test("a copy of YAML and JSON has the new id too", async () => {
  const files = {
    "offers/yy.yaml": "id: yy # its id\nname: y\n",
    "offers/jj.json": '{\n  "id": "jj",\n  "name": "j"\n}\n',
  };
  const estate = sampleCopy(files);
  await keeper(estate, ["new", "offer", "zz", "--from", "yy"]);
  await keeper(estate, ["new", "offer", "kk", "--from", "jj"]);
  expect(read(estate, "offers/zz.yaml")).toBe("id: zz # its id\nname: y\n");
  expect(JSON.parse(read(estate, "offers/kk.json"))).toEqual({ id: "kk", name: "j" });
});

test("in a real terminal a person answers, corrects an id and gives up with Ctrl-C", async () => {
  const { spawn } = createRequire(import.meta.url)("@cdktf/node-pty-prebuilt-multiarch");
  const estate = sampleCopy();
  const source = ["--conditions=keeper-source", "--import", "tsx", join(REPOSITORY, "lib/cli/main.ts")];
  const { PATH, HOME } = process.env;
  const begin = () => {
    const child = spawn(process.execPath, [...source, ...NEW], {
      cwd: estate,
      cols: 80,
      rows: 30,
      env: { PATH, HOME, TERM: "xterm" },
    });
    let shown = "";
    child.onData((text: string) => {
      shown += text;
    });
    const ended = new Promise<number>((done) =>
      child.onExit(({ exitCode }: { exitCode: number }) => done(exitCode)),
    );
    const sees = async (words: string) => {
      while (!shown.includes(words)) await new Promise((next) => setTimeout(next, 20));
      shown = "";
    };
    return { child, ended, sees };
  };
  const givesUp = begin();
  await givesUp.sees("Name of the customer");
  givesUp.child.write("\u0003");
  expect(await givesUp.ended).toBe(2);
  expect(snapshot(join(estate, "customers"))["adventure-works.yaml"]).toBeUndefined();
  const { child, ended, sees } = begin();
  await sees("Name of the customer");
  child.write("Adventure Works\r");
  await sees("Id of its tenant");
  child.write("x\r");
  await sees("an id is a GUID");
  child.write(`\u007f${TENANT}\r`);
  await sees("Id of a subscription");
  child.write("\r");
  await sees("Who applies its stack?");
  child.write("\r");
  expect(await ended).toBe(0);
  const { name, tenantId } = parse(read(estate, "customers/adventure-works.yaml"));
  expect([name, tenantId]).toEqual(["Adventure Works", TENANT]);
});
