// @module-tag git

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keeper, sampleCopy, snapshot } from "../support/estates.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

const ENGINEERS = "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202";
const LEADS = "3d9c1c3b-8e4c-4c8a-9d84-9d5ea03f4404";
const FILE = "customers/contoso-retail.ts";
const MARK = { since: "2026-11-23", reason: "was hired by Contoso" };

const revoke = (estate: string, principal: string, ...customers: readonly string[]) =>
  keeper(estate, ["revoke", principal, "--reason", MARK.reason, "--customer", ...customers]);

const stackOf = (estate: string, customer: string) =>
  readFileSync(join(estate, "cdktf.out", "stacks", customer, "cdk.tf.json"), "utf8");

test("a group revoked at one customer holds nothing there, and everything elsewhere as before", async () => {
  const estate = sampleCopy();
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  const before = snapshot(join(estate, "cdktf.out", "stacks"));
  const defined = snapshot(estate)[FILE] ?? "";
  const { code, out, err } = await revoke(estate, ENGINEERS, "contoso-retail");
  expect([code, err]).toEqual([0, ""]);
  expect(readFileSync(join(estate, FILE), "utf8")).toBe(
    defined.replace(
      `202",`,
      `202",\n  revoked: [{ objectId: "${ENGINEERS}", since: "${MARK.since}", reason: "${MARK.reason}" }],`,
    ),
  );
  expect(out).toContain(`is marked as revoked in ${FILE}: 1 customer concerned`);
  expect(out).toContain("Until it is deployed, the access at contoso-retail lasts.");
  expect(out).toContain("other customers it stays: ");
  // in the managing tenant it would end for all customers
  expect(out).not.toContain("az ad group member");
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(stackOf(estate, "contoso-retail")).not.toContain(ENGINEERS);
  const after = snapshot(join(estate, "cdktf.out", "stacks"));
  const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
  expect(changed).toEqual(["contoso-retail/cdk.tf.json"]);
  expect(before["fabrikam/cdk.tf.json"]).toContain(ENGINEERS);
});

test("what it alone approved there goes whole, and a second run edits nothing", async () => {
  const estate = sampleCopy();
  const { code, out } = await revoke(estate, "securityLeads", "contoso-retail");
  expect(code).toBe(0);
  const [, after = ""] = out.split("Access on request that goes whole, because no other approver is left:");
  expect(after).toContain("Northwind Security Analysts: Security Admin, on request, on 2 scopes of contoso");
  const access = await keeper(estate, ["access", "--json"]);
  expect(access.out).not.toContain(LEADS);
  expect(access.out).not.toContain("Security Admin");
  const files = snapshot(estate);
  const again = await revoke(estate, LEADS, "contoso-retail", "contoso-retail");
  expect(again.code).toBe(0);
  expect(again.out).toContain("was marked as revoked before: nothing was edited");
  expect(snapshot(estate)).toEqual(files);
});

test("several customers are marked in their own forms, and JSON says at which", async () => {
  const estate = sampleCopy();
  const { code, out } = await keeper(estate, [
    ...["revoke", "costAnalysts", "--reason", MARK.reason, "--json"],
    ...["--customer", "wide-world-importers", "contoso-retail"],
  ]);
  const result = JSON.parse(out) as { readonly findings: readonly { readonly code: string }[] };
  expect(result).toMatchObject({
    at: ["contoso-retail", "wide-world-importers"],
    edited: [FILE, "customers/wide-world-importers.yaml"],
    unmarked: [],
    atOnce: [],
  });
  // both take a plan that grants this group alone anything that stands
  expect(code).toBe(result.findings.length > 0 ? 1 : 0);
  expect(result.findings.map((each) => each.code)).toEqual(["LH014", "LH014"]);
  expect(readFileSync(join(estate, "customers/wide-world-importers.yaml"), "utf8")).toContain(
    "\nrevoked:\n  - { objectId: ",
  );
});

test.each([
  [["nobody"], 'no file in customers/ defines the customer "nobody"'],
  [["contoso-retial"], "did you mean contoso-retail?"],
])("%j is refused, and nothing is edited", async (customers, problem) => {
  const estate = sampleCopy();
  const files = snapshot(estate);
  const { code, err } = await revoke(estate, ENGINEERS, ...customers);
  expect(code).toBe(2);
  expect(err).toContain(problem);
  expect(snapshot(estate)).toEqual(files);
});

test("a customer that is no literal is not marked: the exit code says so, and the text names the edit", async () => {
  const text = readFileSync(join(sampleCopy(), FILE), "utf8");
  const estate = sampleCopy({
    [FILE]: text
      .replace("export default defineCustomer({", "const customer = defineCustomer({")
      .concat("export default customer;\n"),
  });
  const files = snapshot(estate);
  const { code, out } = await revoke(estate, ENGINEERS, "contoso-retail");
  expect(code).toBe(1);
  expect(out).toContain(`is NOT revoked at contoso-retail: ${FILE} cannot be marked for you`);
  expect(out).toContain(`revoked: [{ objectId: "${ENGINEERS}", since: "${MARK.since}"`);
  expect(snapshot(estate)).toEqual(files);
});

test("a mark at a customer passes the gate as narrowing without an acceptance, and its end is refused", async () => {
  const repository = new ScratchRepository({
    "policy.yaml": `version: 1
rules:
  - when: { grade: [none, cosmetic, narrowing, broadening, mixed] }
    demand: allow
`,
  });
  repository.edit(FILE, 'name: "Contoso Retail",', 'name: "Contoso Retail",\n  acceptance: "required",');
  const { root } = repository;
  const kept = async (name: string) => {
    expect((await keeper(root, ["synth"])).code).toBe(0);
    repository.keepOutput(join("state", name));
    return repository.commit();
  };
  const gated = async (before: string, after: string, base: string, head: string) => {
    const words = ["gate", before, after, "--base", base, "--head", head, "--author", "mallory"];
    const { code, out } = await keeper(root, [...words, "--format", "json"]);
    const { reasons } = JSON.parse(out) as { readonly reasons: readonly { readonly kind: string }[] };
    return { code, kinds: reasons.map(({ kind }) => kind) };
  };
  const base = await kept("base.out");
  expect((await revoke(root, ENGINEERS, "contoso-retail")).code).toBe(0);
  const marked = await kept("marked.out");
  expect(await gated("state/base.out", "state/marked.out", base, marked)).toEqual({ code: 0, kinds: [] });
  repository.git("revert", "--no-edit", marked);
  const unmarked = repository.commit();
  expect(await gated("state/marked.out", "state/base.out", marked, unmarked)).toEqual({
    code: 1,
    kinds: ["acceptance-missing"],
  });
});
