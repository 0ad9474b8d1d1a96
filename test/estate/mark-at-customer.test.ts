import { expect, test } from "vitest";
import { parse } from "yaml";
import { markedAtCustomer } from "../../lib/estate/mark-at-customer.ts";

const MARK = { objectId: "3d9c1c3b-8e4c-4c8a-9d84-9d5ea03f4404", since: "2026-11-30", reason: 'left "us"' };
const OTHER = { ...MARK, objectId: "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202" };
const CODE = `{ objectId: "${MARK.objectId}", since: "2026-11-30", reason: "left \\"us\\"" }`;
const OTHER_CODE = CODE.replace(MARK.objectId, OTHER.objectId);

const twice = (text: string, file: string) => {
  const once = markedAtCustomer(text, file, MARK);
  return once === undefined ? [undefined, undefined] : [once, markedAtCustomer(once, file, OTHER)];
};

test("a module gets the list behind the tenant, and a second mark goes into it; the rest stays", () => {
  const text = `import { defineCustomer } from "azure-lighthouse-keeper";

export default defineCustomer({
  id: "fabrikam", // ours
  tenantId: "b1d5c2f0-3a4e-4b6c-8d7e-000000000202", // theirs
  delegations: [],
});
`;
  const [once, both] = twice(text, "customers/fabrikam.ts");
  expect(once).toBe(text.replace(`202",`, `202",\n  revoked: [${CODE}],`));
  expect(both).toBe(text.replace(`202",`, `202",\n  revoked: [\n    ${CODE},\n    ${OTHER_CODE},\n  ],`));
});

test("YAML in lines keeps its comments and its line breaks", () => {
  const text = "# ours\nid: fabrikam\ntenantId: b1d5c2f0 # theirs\ndelegations: []\n";
  const [once, both] = twice(text, "customers/fabrikam.yaml");
  expect(once).toBe(text.replace("# theirs\n", `# theirs\nrevoked:\n  - ${CODE}\n`));
  expect(both).toBe(text.replace("# theirs\n", `# theirs\nrevoked:\n  - ${CODE}\n  - ${OTHER_CODE}\n`));
  const windows = text.replaceAll("\n", "\r\n");
  expect(twice(windows, "customers/fabrikam.yml")[1]).toBe(both?.replaceAll("\n", "\r\n"));
});

test.each([
  ["id: fabrikam\ntenantId: b1d5c2f0", "yaml"],
  ["tenantId: b1d5c2f0\nrevoked:\n- objectId: a\n  since: b\n  reason: c\n\n# next\nid: d\n", "yaml"],
  ["tenantId: b1d5c2f0\nrevoked: [{ objectId: a, since: b, reason: c }]\n", "yaml"],
  ['{ "id": "fabrikam", "tenantId": "b1d5c2f0" }', "json"],
  ['{\n  "tenantId": "b1d5c2f0",\n  "id": "fabrikam"\n}\n', "json"],
])("%j means the same afterwards, with two marks more", (text, ending) => {
  const before = parse(text) as { readonly revoked?: readonly object[] };
  const [, both] = twice(text, `customers/fabrikam.${ending}`);
  const read: unknown = ending === "json" ? JSON.parse(both ?? "") : parse(both ?? "");
  expect(read).toEqual({ ...before, revoked: [...(before.revoked ?? []), MARK, OTHER] });
});

test.each([
  ["export default fleet.map(toCustomer)[0];", "ts"],
  ["export default { id: 'a', tenantId, revoked: REVOKED };", "ts"],
  ["export default {", "ts"],
  ["id: fabrikam\n", "yaml"],
  ["tenantId: a\nrevoked: []\n", "yaml"],
  ["tenantId: a\nrevoked: none\n", "yaml"],
  ["- tenantId: a\n", "yaml"],
  ["{", "json"],
])("%j is left to a person", (text, ending) => {
  expect(markedAtCustomer(text, `customers/a.${ending}`, MARK)).toBeUndefined();
});
