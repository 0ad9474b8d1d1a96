import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { grantLine, parseGrantLine, type RecordedGrant } from "../../lib/delegation/grant-line.ts";
import { readPublished } from "../../lib/estate/record-files.ts";
import { formatRecord, parseRecord } from "../../lib/estate/record-text.ts";
import { compareText } from "../../lib/values/compare-text.ts";
import { change, REPOSITORY, temporaryFolder } from "../support/estates.ts";

const ids = fc.uniqueArray(fc.uuid(), { maxLength: 3 });
const grants: fc.Arbitrary<RecordedGrant> = fc.oneof(
  fc.record({ principalId: fc.uuid(), roleId: fc.uuid(), delegatedRoleIds: ids }),
  fc.record({
    principalId: fc.uuid(),
    roleId: fc.uuid(),
    delegatedRoleIds: fc.constant([]),
    activation: fc.record({
      maximumActivationDuration: fc.constantFrom("PT30M", "PT8H", "PT1H30M"),
      multiFactorAuthProvider: fc.constantFrom("Azure" as const, "None" as const),
      approverIds: ids,
    }),
  }),
);
const lines = fc.array(grants).map((all) => [...new Set(all.map(grantLine))].sort(compareText));
const records = fc.dictionary(
  fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,9}$/),
  fc.record({
    visibility: fc.constantFrom("public" as const, "private" as const),
    versions: fc.dictionary(fc.constantFrom("0.0.1", "1.0.0", "1.10.0", "2.0.0"), lines),
  }),
);

test("a grant and its line are one thing", () => {
  fc.assert(
    fc.property(grants, (grant) => {
      expect(parseGrantLine(grantLine(grant))).toEqual(grant);
    }),
  );
});

test("a record is read as it was written, and its lines are never wrapped", () => {
  fc.assert(
    fc.property(records, (record) => {
      const text = formatRecord("operations", record);
      expect(parseRecord(text, "operations")).toEqual({ ok: true, value: record });
      const shown = Object.values(record).flatMap(({ versions }) => Object.values(versions).flat());
      for (const line of shown) expect(text).toContain(`- ${line}\n`);
    }),
  );
});

const written = readFileSync(join(REPOSITORY, "published/managed-operations.yaml"), "utf8");
test.each([
  [
    "a line that keeper does not write",
    written.replace("standing principal", "standing  principal"),
    "has no grants here",
  ],
  ["an id in upper case", written.replace("principal=0a6f", "principal=0A6F"), "has no grants here"],
  ["lines out of order", written.replace(/( +- .*\n)( +- .*\n)/, "$2$1"), "has no grants here"],
  ["another offer", written.replace("offer: managed", "offer: other"), "is not of offer managed-operations"],
  ["another part", `${written}note: x\n`, "has other parts than offer and plans"],
  ["a plan twice", `${written}  complete:\n    visibility: public\n    versions: {}\n`, "cannot be read"],
  ["no plan", "offer: managed-operations\nplans: { a: 1 }\n", "has no plan here"],
  [
    "another visibility",
    written.replace("visibility: private", "visibility: secret"),
    "has neither public nor private here",
  ],
  ["marks of a merge", `<<<<<<< ours\n${written}`, "cannot be read"],
])("a record with %s is a problem of the estate, at its place", (_, text, problem) => {
  const estate = temporaryFolder();
  change(estate, { "published/managed-operations.yaml": text });
  const { published, unreadable } = readPublished(estate);
  expect(published.size).toBe(0);
  expect(unreadable).toHaveLength(1);
  expect(unreadable[0]?.at.file).toBe("published/managed-operations.yaml");
  expect(unreadable[0]?.problem).toContain(problem);
});

test("where customers are selected, only the records of their offers are read", () => {
  const estate = temporaryFolder();
  change(estate, { "published/managed-operations.yaml": written, "published/other.yaml": "broken" });
  expect(readPublished(estate, ["managed-operations"])).toMatchObject({ unreadable: [] });
  expect(readPublished(estate).unreadable.map(({ at }) => at.file)).toEqual(["published/other.yaml"]);
});
