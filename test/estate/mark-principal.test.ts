import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { markPrincipal } from "../../lib/estate/mark-principal.ts";
import { hostileLine } from "../support/hostile-text.ts";

const ID = "8f1e2d3c-0000-4000-8000-0123456789ab";
const MARK = { since: "2026-11-30", reason: 'left "us"' };
const marked = (text: string, file: string) => markPrincipal(text, file, ID, MARK);

test("a principal on lines of its own gets the mark on one, and the rest of the module stays", () => {
  const text = `// who we are
export const tenant = {
  principals: {
    analysts: {
      type: "Group",
      objectId: "8F1E2D3C-0000-4000-8000-0123456789AB", // the same in Entra
      displayName: "Analysts",
    },
    leads: { type: "Group", objectId: "${ID.replace("8f", "9f")}" },
  },
} as const;
`;
  const { text: edited, added } = marked(text, "tenant.ts");
  expect(added).toBe(1);
  expect(edited).toBe(
    text.replace('AB",', 'AB",\n      revoked: { since: "2026-11-30", reason: "left \\"us\\"" },'),
  );
});

test("a principal on one line gets the mark there, wherever it is written", () => {
  const text = `use({ "type": "Group", 'objectId': "${ID}" }, [{ objectId: "${ID}", displayName: "A" }]);`;
  const mark = 'revoked: { since: "2026-11-30", reason: "left \\"us\\"" }';
  expect(marked(text, "a.mts")).toEqual({
    text: `use({ "type": "Group", 'objectId': "${ID}", ${mark} }, [{ objectId: "${ID}", ${mark}, displayName: "A" }]);`,
    added: 2,
  });
});

test("a mark is not added twice, and an id that is no literal is left alone", () => {
  const once = marked(`x = { objectId: "${ID}" }`, "a.ts").text;
  expect(marked(once, "a.ts")).toEqual({ text: once, added: 0 });
  for (const text of [
    `x = { objectId: ID }`,
    `x = { ["objectId"]: "${ID}" }`,
    `x = { objectId: "${ID}`,
    "const =",
  ])
    expect(marked(text, "a.ts")).toEqual({ text, added: 0 });
});

test("YAML in blocks, in lists and in braces gets the mark with its comments kept", () => {
  const block = `# ours
principals:
  analysts:
    objectId: ${ID} # in Entra
    type: Group
authorizations:
  - objectId: ${ID}
    type: Group
  - { type: Group, objectId: "${ID}" }
last:
  objectId: ${ID}`;
  const { text, added } = marked(block, "offer.yaml");
  expect(added).toBe(4);
  expect(text).toContain("# in Entra\n    revoked: {");
  const revoked = MARK;
  expect(parse(text)).toEqual({
    principals: { analysts: { objectId: ID, type: "Group", revoked } },
    authorizations: [
      { objectId: ID, type: "Group", revoked },
      { type: "Group", objectId: ID, revoked },
    ],
    last: { objectId: ID, revoked },
  });
  expect(marked(text, "offer.yaml").added).toBe(0);
});

test("JSON stays JSON, for every reason", () => {
  const value = { principals: { a: { type: "Group", objectId: ID, displayName: "A" }, b: { objectId: ID } } };
  fc.assert(
    fc.property(hostileLine(), fc.constantFrom(undefined, 2), (reason, indent) => {
      const mark = { since: "2026-11-30", reason };
      for (const file of ["offer.json", "offer.yaml"]) {
        const { text } = markPrincipal(JSON.stringify(value, undefined, indent), file, ID, mark);
        expect(JSON.parse(text)).toEqual({
          principals: {
            a: { ...value.principals.a, revoked: mark },
            b: { ...value.principals.b, revoked: mark },
          },
        });
      }
    }),
  );
});

test("every reason is one string of the module", () => {
  fc.assert(
    fc.property(hostileLine(), (reason) => {
      const { text } = markPrincipal(`({ objectId: "${ID}" })`, "a.ts", ID, { since: "2026-11-30", reason });
      expect(new Function(`return ${text}`)()).toEqual({
        objectId: ID,
        revoked: { since: "2026-11-30", reason },
      });
    }),
  );
});
