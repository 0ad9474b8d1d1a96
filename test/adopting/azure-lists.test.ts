import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keeper } from "../support/estates.ts";
import { caseCopy } from "./cases.ts";

/*
 * Estates whose delegations exist in Azure already, compared with the lists that Azure answers.
 */

const SUBSCRIPTION = "3f9b6c10-7a21-4d53-8e64-00000000b001";
const RELECLOUD = "3f9b6c10-7a21-4d53-8e64-00000000a002";

test("01: lists of az managedservices are refused, because they hide eligible access", async () => {
  const estate = caseCopy("01-az-hides-eligible");
  expect(await keeper(estate, ["synth"])).toMatchObject({ code: 0 });
  for (const words of [
    ["review", "--exact", ".", "live-az", "--customer", "munson", "--exit-code"],
    ["review", "--exact", "live-az", "."],
    ["access", "live-az"],
  ]) {
    const ran = await keeper(estate, words);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("eligible-unknown");
    expect(ran.err).toContain("keeper fetch");
    expect(ran.err).toContain("api-version=2022-10-01");
  }
});

test("01: drift and status read no list without the record of its fetch", async () => {
  const estate = caseCopy("01-az-hides-eligible");
  for (const verb of ["drift", "status"]) {
    const ran = await keeper(estate, [verb, "--from", "live-az"]);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain("keeper fetch");
  }
});

test("01: the same delegation, read by a newer API, shows the eligible grant", async () => {
  const estate = caseCopy("01-az-hides-eligible");
  const ran = await keeper(estate, [
    "review",
    "--exact",
    ".",
    "live-rest",
    "--customer",
    "munson",
    "--exit-code",
  ]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("BROADENING");
  expect(ran.out).toContain("Bellows Service Desk");
});

test("02: nothing is destroyed where what is pinned exists under another description", async () => {
  const estate = caseCopy("02-adopted-not-destroyed");
  const ran = await keeper(estate, ["review", "--exact", "live", ".", "--customer", "munson"]);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out).not.toMatch(/destroy|INTERRUPTION/i);
  expect(ran.out).toContain("cosmetic");
});

test("03: another provider's delegation is not managed here, and nothing of it is lost", async () => {
  const estate = caseCopy("03-another-provider");
  const ran = await keeper(estate, ["review", "--exact", "live", ".", "--customer", "munson", "--exit-code"]);
  expect(ran, ran.out).toMatchObject({ code: 0 });
  expect(ran.out).not.toMatch(/offboarding|narrowing|loses/);
  expect(ran.out.replaceAll(/\s+/g, " ")).toContain(
    `not managed here: definition "Relecloud Watch" (3f9b6c10-7a21-4d53-8e64-00000000d002) of managing tenant "Relecloud" (${RELECLOUD}), unknown to this estate, on subscription`,
  );
});

test("03: the other way round, another provider's delegation is access that nobody defined", async () => {
  const estate = caseCopy("03-another-provider");
  const ran = await keeper(estate, ["review", "--exact", ".", "live", "--exit-code"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.out).toContain("BROADENING");
  expect(ran.out.replaceAll(/\s+/g, " ")).toContain(
    `managing tenant "Relecloud" (${RELECLOUD}), unknown to this estate`,
  );
});

test("03: access names both managing tenants, and which one the estate does not know", async () => {
  const estate = caseCopy("03-another-provider");
  await keeper(estate, ["synth"]);
  const ran = await keeper(estate, ["access", "live"]);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out).toContain(
    'managing tenant "Bellows Managed Services" (3f9b6c10-7a21-4d53-8e64-00000000a001)\n',
  );
  expect(ran.out).toContain(`managing tenant "Relecloud" (${RELECLOUD}), unknown to this estate\n`);
});

test("04: a state of another Terraform configuration is refused", async () => {
  const estate = caseCopy("04-state-of-other-terraform");
  const ran = await keeper(estate, ["review", "--exact", "munson.json", ".", "--customer", "munson"]);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(ran.err).toContain("address-foreign");
});

test("08: the first look at Azure needs neither a synthesis nor a customer's name", async () => {
  const estate = caseCopy("08-first-look-before-synth");
  const first = await keeper(estate, ["review", "--exact", "live", "."]);
  expect(first, first.err).toMatchObject({ code: 0 });
  expect(first.out).toContain("1 customer compared");
  expect(await keeper(estate, ["review", "--exact", "live", ".", "--customer", "munson"])).toMatchObject({
    code: 0,
  });
  await keeper(estate, ["synth"]);
  expect(await keeper(estate, ["review", "--exact", "live", "."])).toEqual(first);
});

const CONTOSO = `id: contoso
name: Contoso
tenantId: 3f9b6c10-7a21-4d53-8e64-00000000c002
subscriptions: { main: 3f9b6c10-7a21-4d53-8e64-00000000b002 }
delegations: []
`;

test("08: customers that are not listed are named, and not compared", async () => {
  const estate = caseCopy("08-first-look-before-synth", { "customers/contoso.yaml": CONTOSO });
  const ran = await keeper(estate, ["review", "--exact", "live", "."]);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.out).toContain("1 customer compared");
  expect(ran.out).toContain("not listed and not compared: 1 customer: contoso");
});

test("08: empty lists say nothing, but for a customer that is named", async () => {
  const none = JSON.stringify({ value: [] });
  const estate = caseCopy("08-first-look-before-synth", {
    "live/definitions.json": none,
    "live/assignments.json": none,
  });
  const silent = await keeper(estate, ["review", "--exact", "live", "."]);
  expect(silent).toMatchObject({ code: 2, out: "" });
  expect(silent.err).toContain("--customer");
  const named = await keeper(estate, [
    "review",
    "--exact",
    "live",
    ".",
    "--customer",
    "munson",
    "--exit-code",
  ]);
  expect(named).toMatchObject({ code: 1 });
  expect(named.out).toContain("onboarding");
  expect(named.out).toContain(`not listed, and counted as not delegated: subscription ${SUBSCRIPTION}`);
});

test.each(["live-utf8-bom", "live-utf16"])(
  "11: lists are read as PowerShell writes them: %s",
  async (lists) => {
    const estate = caseCopy("11-lists-from-powershell");
    const ran = await keeper(estate, ["access", lists]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(ran.out).toContain("2 grants");
  },
);

test("a delegation that keeper wrote is lost where it is no longer defined", async () => {
  const estate = caseCopy("08-first-look-before-synth");
  await keeper(estate, ["synth"]);
  cpSync(join(estate, "live"), join(estate, "marked"), { recursive: true });
  const { readFileSync, writeFileSync } = await import("node:fs");
  const place = join(estate, "marked", "definitions.json");
  const text = readFileSync(place, "utf8");
  writeFileSync(
    place,
    text.replace('"Bellows runs it."', '"Bellows runs it.\\n[keeper bellows/main@1.0.0]"'),
  );
  const customer = join(estate, "customers", "munson.yaml");
  writeFileSync(customer, readFileSync(customer, "utf8").replace(/delegations:[\s\S]*/, "delegations: []\n"));
  const ran = await keeper(estate, ["review", "--exact", "marked", "."]);
  expect(ran.out).toContain("offboarding");
  rmSync(join(estate, "marked"), { recursive: true });
});
