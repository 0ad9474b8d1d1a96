import { expect, test } from "vitest";
import { type Files, keeper } from "../support/estates.ts";
import { caseCopy } from "./cases.ts";

/*
 * Lists by hand, of a subscription alone: assignments of resource groups have lists of their own. A definition without an
 * assignment in them may be assigned to resource groups.
 */

const SUBSCRIPTION = "3f9b6c10-7a21-4d53-8e64-00000000b001";
const NONE = JSON.stringify({ value: [] });

const byHand = (files: Files = {}) =>
  caseCopy("08-first-look-before-synth", { "live/assignments.json": NONE, ...files });

const flat = (text: string) => text.replaceAll(/\s+/g, " ");

test.each([
  [["review", ".", "live"]],
  [["review", "live", "."]],
  [["review", ".", "live", "--customer", "munson"]],
  [["review", "live", ".", "--customer", "munson"]],
])("%j compares nothing that was not read", async (words) => {
  const ran = await keeper(byHand(), words);
  expect(ran).toMatchObject({ code: 2, out: "" });
  expect(flat(ran.err)).toContain("says nothing of munson");
  expect(ran.err).toContain("keeper fetch");
});

const CONTOSO = `id: contoso
name: Contoso
tenantId: 3f9b6c10-7a21-4d53-8e64-00000000c002
subscriptions: { main: 3f9b6c10-7a21-4d53-8e64-00000000b002 }
delegations: []
`;

test("a review of another customer names the one that was not read", async () => {
  const estate = byHand({ "customers/contoso.yaml": CONTOSO });
  const ran = await keeper(estate, ["review", ".", "live", "--customer", "contoso"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  const out = flat(ran.out);
  expect(out).toContain("without assignment: definition");
  expect(out).toContain("what it grants is not known");
  expect(out).not.toMatch(/grants nothing|offboarding/);
});

test("access says that it does not know", async () => {
  const ran = await keeper(byHand(), ["access", "live"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(flat(`${ran.out} ${ran.err}`)).toContain(
    "what it grants is not known: no assignment in these lists",
  );
  expect(flat(`${ran.out} ${ran.err}`)).not.toContain("grants nothing");
});

test("adopt names it as not read", async () => {
  const ran = await keeper(byHand(), ["adopt", "live", "--json"]);
  const [report] = [JSON.parse(ran.out)];
  expect(JSON.stringify(report)).toContain("have lists of their own and were not read");
  expect(JSON.stringify(report)).toContain('"not-read"');
  expect(JSON.stringify(report)).not.toContain("grants nothing");
  expect(ran.out).toContain(SUBSCRIPTION.slice(0, 8));
});
