import { expect, test } from "vitest";
import { decodeText } from "../../lib/documents/decode-text.ts";
import { parseJson } from "../../lib/documents/json.ts";
import { parseYaml } from "../../lib/documents/yaml.ts";
import { readFacts } from "../../lib/formats/stack/facts.ts";
import { readApproval } from "../../lib/gate/approval.ts";
import { readPlatformApprovals } from "../../lib/gate/platform-approvals.ts";
import { parsePolicy } from "../../lib/gate/policy.ts";
import { readCompactCatalogue } from "../../lib/roles/compact-form.ts";
import { guidOf } from "../support/builders.ts";

/* Row 12 of the threat model: half a surrogate pair in the change's facts stops SARIF. */

const HALF = "\ud800";

const facts = (change: object, version = 1) => ({
  version,
  managingTenants: {},
  customers: { fabrikam: { name: "x", tags: {}, file: "customers/x.ts", subscriptions: {}, ...change } },
  plans: {},
});

test.each<[string, object]>([
  ["a customer's file", { file: `customers/${HALF}.ts` }],
  ["a customer's name", { name: HALF }],
  ["a tag's value", { tags: { a: HALF } }],
  ["a tag's name", { tags: { [HALF]: "a" } }],
  ["a subscription's name", { subscriptions: { [guidOf("1")]: HALF } }],
])("row 12: facts with half a surrogate pair are refused: in %s", (_, change) => {
  expect(readFacts(facts({})).ok).toBe(true);
  for (const version of [1, 2]) expect(readFacts(facts(change, version)).ok).toBe(false);
  expect(parseJson(JSON.stringify(facts(change))).ok).toBe(false);
});

test("row 12: no other reader of what a change brings takes half a surrogate pair", () => {
  expect(parseYaml(`a: "${"\\"}ud800"`).ok).toBe(false);
  expect(decodeText(Buffer.from([0xed, 0xa0, 0x80]), "facts").ok).toBe(false);
  const policy = { version: 1, rules: [{ when: { grade: "none" }, demand: "allow", why: HALF }] };
  expect(parsePolicy(policy).ok).toBe(false);
  const review = { id: 1, user: { login: HALF, id: 1 }, state: "APPROVED", commit_id: "a" };
  expect(readPlatformApprovals([review], "a").ok).toBe(false);
  const document = { ok: true as const, value: { version: 1, reason: HALF } };
  const presented = { path: "x", document, onBase: false, signature: { kind: "none" as const } };
  expect(readApproval(presented).fault).toBe("malformed");
  const role = { name: `A${HALF}`, id: guidOf("1"), permissions: [{ actions: { "": "*" } }] };
  const catalogue = { form: "lighthouse-keeper role catalogue 1", date: "2026-11-01" };
  expect(readCompactCatalogue({ ...catalogue, roles: [role] })).toHaveProperty("problem");
  const block = { actions: { "": `a${HALF}` } };
  expect(
    readCompactCatalogue({ ...catalogue, roles: [{ ...role, name: "A", permissions: [block] }] }),
  ).toHaveProperty("problem");
  const condition = { actions: { "": "*" }, condition: HALF };
  expect(
    readCompactCatalogue({ ...catalogue, roles: [{ ...role, name: "A", permissions: [condition] }] }),
  ).toHaveProperty("problem");
});
