import fc from "fast-check";
import { expect, test } from "vitest";
import { ID_PATTERN } from "../../lib/delegation/identifiers.ts";
import { isManifestOf, manifestText } from "../../lib/formats/stack/manifest.ts";

const names = fc.uniqueArray(fc.stringMatching(ID_PATTERN), { maxLength: 4 });

test("manifestText is cdktf's own form: what JSON writes of it, with two spaces", () => {
  fc.assert(
    fc.property(names, (stacks) => {
      const text = manifestText(stacks);
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 2)}\n`);
      expect(Object.keys(JSON.parse(text).stacks)).toEqual(stacks);
    }),
  );
});

test("isManifestOf: of these stacks, in this order, and of no others", () => {
  fc.assert(
    fc.property(names, names, (stacks, others) => {
      const same = JSON.stringify(stacks) === JSON.stringify(others);
      expect(isManifestOf(manifestText(stacks, "0.21.0-pre.1"), others)).toBe(same);
    }),
  );
  const text = manifestText(["contoso"]);
  expect(isManifestOf(`${text} `, ["contoso"])).toBe(false);
  expect(isManifestOf(text.replace("[]", "[1]"), ["contoso"])).toBe(false);
});
