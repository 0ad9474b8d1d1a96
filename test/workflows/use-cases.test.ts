// @module-tag git

import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Outcome } from "../../lib/values/failure.ts";
import { queryAccess } from "../../lib/workflows/access.ts";
import { checkEstate } from "../../lib/workflows/check.ts";
import { decideChange } from "../../lib/workflows/gate.ts";
import { reviewSides } from "../../lib/workflows/review.ts";
import { type SynthesisRequest, synthesize } from "../../lib/workflows/synthesize.ts";
import type { World } from "../../lib/workflows/world.ts";
import { KEEPER, REPOSITORY, sampleCopy, temporaryFolder } from "../support/estates.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

/*
 * Use cases as a program calls them: a request and the world give a result. Nothing is printed.
 */

const FIXTURES = join(import.meta.dirname, "..", "formats", "fixtures");

function worldIn(folder: string, changes: Partial<World> = {}): World {
  return {
    folder,
    environment: {},
    keeper: KEEPER,
    continuousIntegration: false,
    today: "2026-11-23",
    progress: () => {},
    ...changes,
  };
}

function succeeded<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.problem);
  return outcome.value;
}

const ALL: SynthesisRequest = {
  selection: "complete",
  imports: new Set(),
  output: undefined,
  sandbox: undefined,
};
const SIDES = {
  names: undefined,
  customers: [],
  revisions: undefined,
  executeDefinitions: false,
} as const;

const folder = temporaryFolder(afterAll);
let synthesized: Promise<ScratchRepository> | undefined;

/** The sample estate in a repository, with its output. */
function estate(): Promise<ScratchRepository> {
  synthesized ??= (async () => {
    const repository = new ScratchRepository({}, folder);
    const { synthesis } = succeeded(await synthesize(ALL, worldIn(repository.root)));
    if (synthesis === undefined) throw new Error("the sample estate has errors");
    succeeded(synthesis);
    return repository;
  })();
  return synthesized;
}

test("synthesize gives what was written, by customer, and shows how far it is", async () => {
  const root = sampleCopy();
  const stages: string[] = [];
  const progress: World["progress"] = (stage, done, of) => stages.push(`${stage} ${done}/${of}`);
  const { result, synthesis } = succeeded(await synthesize(ALL, worldIn(root, { progress })));
  expect(result.skippedRules).toEqual([]);
  const written = synthesis && succeeded(synthesis);
  expect(written?.outputName).toBe("cdktf.out");
  expect(written?.marker.customers).toEqual(written?.customers.map(({ customer }) => customer.id));
  expect([...(written?.grants.keys() ?? [])]).toEqual(written?.marker.customers);
  expect(stages.at(-1)).toMatch(/^reading-customers (\d+)\/\1$/);
});

test("synthesize writes nothing where a rule finds an error, and says where with its line", async () => {
  const root = sampleCopy({ "customers/one.yaml": "id: one\n" });
  const { result, synthesis } = succeeded(await synthesize(ALL, worldIn(root)));
  expect(synthesis).toBeUndefined();
  expect(result.findings[0]).toMatchObject({ code: "LH069", at: { file: "customers/one.yaml", line: 1 } });
  expect(existsSync(join(root, "cdktf.out"))).toBe(false);
  expect(succeeded(await checkEstate({ sandbox: undefined }, worldIn(root))).findings).toEqual(
    result.findings,
  );
});

test("synthesize gives its findings even where the output cannot be written", async () => {
  const root = sampleCopy({ "cdktf.out": "no folder" });
  const { result, synthesis } = succeeded(await synthesize(ALL, worldIn(root)));
  expect(result.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(synthesis).toMatchObject({ ok: false, error: { kind: "output-not-writable" } });
});

test("reviewSides compares outputs and definitions, and names no path of this machine", async () => {
  const { root } = await estate();
  const request = { ...SIDES, before: join(root, "cdktf.out"), after: "." };
  const { review, called, plan, isJudgedByCheckout } = succeeded(await reviewSides(request, worldIn(root)));
  expect(review).toMatchObject({ grade: "none", flags: [], customers: [] });
  expect(called).toEqual({ before: "cdktf.out", after: "." });
  expect([plan, isJudgedByCheckout]).toEqual([undefined, false]);
});

test("reviewSides runs definitions in continuous integration only where the request says so", async () => {
  const { root } = await estate();
  const world = worldIn(root, { continuousIntegration: true });
  const request = { ...SIDES, before: "cdktf.out", after: "." };
  expect(await reviewSides(request, world)).toMatchObject({ ok: false, error: { kind: "bad-arguments" } });
  expect(await reviewSides({ ...request, executeDefinitions: true }, world)).toMatchObject({ ok: true });
});

test("reviewSides works out what changed outside Terraform, from the state to what Terraform found", async () => {
  const root = temporaryFolder();
  cpSync(join(FIXTURES, "drift.json"), join(root, "drift.json"));
  cpSync(join(FIXTURES, "change.json"), join(root, "change.json"));
  const reviewed = async (before: string) =>
    succeeded(await reviewSides({ ...SIDES, before, after: undefined }, worldIn(root)));
  const drifted = await reviewed("drift.json");
  expect(drifted.plan?.drifted.length).toBeGreaterThan(0);
  expect(drifted.plan?.drift.customers).toHaveLength(1);
  expect(drifted.called).toEqual({ before: "drift.json (found)", after: "drift.json (planned)" });
  const undrifted = await reviewed("change.json");
  expect(undrifted.plan?.drift).toMatchObject({ grade: "none", customers: [] });
});

test("reviewSides says where the checkout's own catalogue judges sides that belong to no commit", async () => {
  const repository = await estate();
  const root = sampleCopy();
  cpSync(join(repository.root, "cdktf.out"), join(root, "cdktf.out"), { recursive: true });
  cpSync(join(REPOSITORY, "data", "role-catalogue.json"), join(root, "role-catalogue.json"));
  const judged = async (before: string, after: string) =>
    succeeded(await reviewSides({ ...SIDES, before, after }, worldIn(root))).isJudgedByCheckout;
  expect(await judged("cdktf.out", "cdktf.out")).toBe(true);
  expect(await judged(".", "cdktf.out")).toBe(false);
});

test("decideChange passes a change of nothing by the shipped policy, and by base's own where base has one", async () => {
  const repository = await estate();
  const decided = async () => {
    const commit = repository.git("rev-parse", "HEAD");
    const request = {
      ...SIDES,
      before: "cdktf.out",
      after: "cdktf.out",
      revisions: { base: commit, head: commit },
      author: { name: "dev", id: undefined },
      platformApprovals: undefined,
      allowEmpty: false,
    };
    return succeeded(await decideChange(request, worldIn(repository.root)));
  };
  const { decision, source, file } = await decided();
  expect(decision).toMatchObject({ kind: "pass", reasons: [] });
  expect(source).toBe("shipped");
  expect(file.path).toMatch(/^approvals\/[0-9a-f]{12}-<approver>\.yaml$/);
  const policy = 'version: 1\nrules:\n  - when: { grade: none }\n    demand: "allow"\n';
  repository.commit({ "policy.yaml": policy });
  expect(await decided()).toMatchObject({ source: "base", decision: { kind: "pass" } });
});

test("decideChange fails outside an estate before it reads a side", async () => {
  const author = { name: undefined, id: undefined };
  const sides = { ...SIDES, before: "cdktf.out", after: undefined };
  const request = { ...sides, author, platformApprovals: undefined, allowEmpty: false };
  const decided = await decideChange({ ...request, revisions: { base: "a", head: "b" } }, worldIn("/"));
  expect(decided).toMatchObject({ ok: false, error: { kind: "no-estate" } });
});

test("queryAccess answers of the whole estate how far a principal reaches, of a part of it not", async () => {
  const { root } = await estate();
  const asked = { side: "cdktf.out", principal: undefined, customer: undefined, role: undefined };
  const query = async (changes: object) =>
    succeeded(await queryAccess({ ...asked, executeDefinitions: false, ...changes }, worldIn(root))).answer;
  const all = await query({});
  expect(all).toMatchObject({ selection: "complete", radius: undefined });
  const [first] = all.grants;
  if (first === undefined) throw new Error("the sample estate grants nothing");
  const principal = first.grant.principalId;
  const one = await query({ principal });
  expect(one.radius?.reaches.length).toBeGreaterThan(0);
  expect(one.grants).toEqual(all.grants.filter(({ grant }) => grant.principalId === principal));
  expect((await query({ principal, customer: first.customer })).radius).toBeUndefined();
});

test("queryAccess says which names mean nothing here", async () => {
  const { root } = await estate();
  const asked = { side: "cdktf.out", principal: undefined, customer: undefined, role: undefined };
  const query = (changes: object) =>
    queryAccess({ ...asked, executeDefinitions: false, ...changes }, worldIn(root));
  expect(await query({ principal: "nobody" })).toMatchObject({ error: { kind: "bad-arguments" } });
  expect(await query({ customer: "nobody" })).toMatchObject({ error: { kind: "unknown-customer" } });
  expect(await query({ role: "nothing" })).toMatchObject({ error: { kind: "bad-arguments" } });
  writeFileSync(join(root, "broken.json"), "{");
  expect(await query({ side: "broken.json" })).toMatchObject({ error: { kind: "refused-document" } });
});
