// @module-tag git

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keeper } from "../support/estates.ts";
import { installedRepository, type ScratchRepository } from "../support/scratch-repository.ts";

const CUSTOMER = "customers/wide-world-importers.yaml";
const OFFER = "offers/managed-operations.ts";

/** The fleet since a revision, with the output of each engine. */
async function fleetSince({ root }: ScratchRepository, revision: string, ...words: readonly string[]) {
  const ran = await keeper(root, ["fleet", "--since", revision, "--output", "fleet", ...words]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  return JSON.parse(readFileSync(join(root, "fleet/fleet.json"), "utf8"));
}

const changes = (document: { readonly customers: readonly { customer: string; reason: string }[] }) =>
  document.customers.map(({ customer, reason }) => `${customer}: ${reason}`);

test.each(["cdktf", "json"])(
  "--since names what the definitions of a revision give: a comment is no reason, other access is (%s)",
  async (engine) => {
    const repository = installedRepository();
    const { root, base } = repository;
    const synth = ["synth", "--engine", engine];
    repository.edit(OFFER, "import { defineOffer }", "// a comment\nimport { defineOffer }");
    const commented = repository.commit();
    expect(await keeper(root, synth)).toMatchObject({ code: 0 });
    expect(changes(await fleetSince(repository, base))).toEqual([]);
    repository.edit(CUSTOMER, "    scopes:\n      - subscription: finance", "    scopes: []");
    expect(await keeper(root, synth)).toMatchObject({ code: 0 });
    expect(changes(await fleetSince(repository, commented))).toEqual(["wide-world-importers: changed"]);
  },
);

test("a customer that vanished since a revision is destroyed with the stack that its definitions gave", async () => {
  const repository = installedRepository();
  const { root } = repository;
  repository.edit(CUSTOMER, "    scopes:\n      - subscription: finance", "    scopes: []");
  expect(await keeper(root, ["synth"])).toMatchObject({ code: 0 });
  const left = repository.commit();
  repository.git("rm", "-q", CUSTOMER);
  const synthesized = await keeper(root, ["synth"]);
  expect(synthesized, synthesized.err).toMatchObject({ code: 0 });
  expect(changes(await fleetSince(repository, left))).toEqual([]);
  const document = await fleetSince(repository, left, "--include-destroys");
  expect(changes(document)).toEqual(["wide-world-importers: vanished"]);
  const stack = readFileSync(join(root, "fleet/destroys/wide-world-importers/cdk.tf.json"), "utf8");
  expect(JSON.parse(stack).provider.azurerm).toHaveLength(1);
});

test.each([
  [["--since", "no-such-revision"], "no-such-revision"],
  [["--since", "HEAD", "--base", "base.out"], "--base and --since both name what is deployed"],
  [["--since", ""], "a side has an empty name"],
])("a base that cannot be meant ends with 2: %j", async (words, why) => {
  const { root } = installedRepository();
  expect(await keeper(root, ["synth"])).toMatchObject({ code: 0 });
  const ran = await keeper(root, ["fleet", ...words]);
  expect([ran.code, ran.out]).toEqual([2, ""]);
  expect(ran.err).toContain(why);
});

test("a revision whose definitions break rules is not compared, and under CI none are run unasked", async () => {
  const repository = installedRepository();
  const { root } = repository;
  expect(await keeper(root, ["synth"])).toMatchObject({ code: 0 });
  repository.edit(CUSTOMER, "plan: insight", "plan: nothing");
  const broken = repository.commit();
  const ran = await keeper(root, ["fleet", "--since", broken]);
  expect([ran.code, ran.out]).toEqual([2, ""]);
  expect(ran.err).toContain("cannot be compared: the definitions break rules");
  const inCi = await keeper(root, ["fleet", "--since", broken], { CI: "true" });
  expect([inCi.code, inCi.out]).toEqual([2, ""]);
  expect(inCi.err).toContain("would run definitions, which are programs");
});
