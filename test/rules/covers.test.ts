import { expect, test } from "vitest";
import { covers } from "../../lib/rules/check.ts";

const breach = (...path: readonly (string | number)[]) => ({
  at: { file: "offers/x.ts", path },
  problem: "",
  received: "",
  allowed: "",
  fix: "",
  facts: {},
});
const VERSION = ["plans", "insight", "versions", "1.0.0"];

test.each<[string | undefined, readonly (string | number)[], boolean]>([
  [undefined, VERSION, true],
  ['plans.insight.versions["1.0.0"]', VERSION, true],
  ['plans.insight.versions["1.0.0"]', [...VERSION, "authorizations", 0], true],
  ["plans.insight", VERSION, true],
  ["plans.insight.versions", VERSION, true],
  ["authorizations", ["authorizations", 3], true],
  ['plans.insight.versions["1.0.0"]', ["plans", "insight", "versions", "1.0.01"], false],
  ["plans.insight.versions.1.0", VERSION, false],
  ["plans.ins", VERSION, false],
  ['plans.insight.versions["1.0.0"].authorizations[1]', [...VERSION, "authorizations", 10], false],
])("an acceptance at %j and a finding at %j", (at, path, covered) => {
  const acceptance = { rule: "LH025", reason: "agreed", ...(at === undefined ? {} : { at }) };
  expect(covers(acceptance, "LH025", breach(...path))).toBe(covered);
  expect(covers(acceptance, "LH026", breach(...path))).toBe(false);
});
