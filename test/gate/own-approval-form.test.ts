import fc from "fast-check";
import { expect, test } from "vitest";
import { parseYaml } from "../../lib/documents/yaml.ts";
import { approvalFile } from "../../lib/gate/approval-file.ts";
import { changeDigest } from "../../lib/gate/digest.ts";
import { readOwnApprovalForm } from "../../lib/gate/own-approval-form.ts";

/* Row 8 of the threat model: approvals of whole fleets are read in linear time, and mean what YAML says they mean. */

const DIGEST = `sha256:${"0".repeat(64)}`;
const shown = (names: readonly string[]) => {
  const parts = Object.fromEntries(names.map((name) => [name, DIGEST]));
  return approvalFile({ change: changeDigest(parts), parts }, "2026-11-23").text;
};
const NAME = fc
  .oneof(fc.string({ unit: "binary" }), fc.string(), fc.constantFrom('a"b', "a\\b", "facts:tag/x/é", "/"))
  .filter((name) => name.isWellFormed() && name !== "__proto__");

test("an approval file in keeper's own form is read as YAML reads it", () => {
  fc.assert(
    fc.property(fc.uniqueArray(NAME, { maxLength: 5 }), NAME, (names, reason) => {
      const text = shown(names).replace('"<why>"', () => JSON.stringify(reason));
      const yaml = parseYaml(text);
      const own = readOwnApprovalForm(text);
      if (own !== undefined) expect({ ok: true, value: own }).toEqual(yaml);
      if (names.length > 0 && /^[ -~]*$/.test(reason)) expect(own).toBeDefined();
    }),
  );
});

test("whatever is altered in it, keeper's own form never means anything else than YAML", () => {
  const text = shown(["customer/fabrikam", "file/a", "facts:tag/fabrikam/segment"]);
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(12), fc.string({ maxLength: 4 }), (at, cut, put) => {
      const changed = text.slice(0, at) + put + text.slice(at + cut);
      const own = readOwnApprovalForm(changed);
      if (own !== undefined) expect(parseYaml(changed)).toEqual({ ok: true, value: own });
    }),
    { numRuns: 2000 },
  );
});

test.each<[string, (text: string) => string]>([
  ["a part twice", (text) => text.replace('  "b"', '  "a"')],
  ["the approver twice", (text) => text.replace("reason:", "approver:")],
  ["no end of line", (text) => text.trimEnd()],
  ["an anchor", (text) => text.replace("parts:", "parts: &a")],
  ["another version", (text) => text.replace("version: 1", "version: 2")],
  ["nothing", () => ""],
])("a file with %s is not in keeper's own form", (_, change) => {
  const text = shown(["a", "b"]);
  expect(readOwnApprovalForm(text)).toBeDefined();
  expect(readOwnApprovalForm(change(text))).toBeUndefined();
});
