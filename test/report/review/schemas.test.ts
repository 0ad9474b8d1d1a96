import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { reviewJsonSchema } from "../../../lib/report/review/json-schema.ts";
import { sarifReview } from "../../../lib/report/review/sarif.ts";
import { broadened, eventful, hostileReview, jsonOf, REPORT, reviewOf } from "../../support/reviews.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const read = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/** OASIS' schema of SARIF 2.1.0 with its errata, as Microsoft's SARIF tools 5.7.0 bring it. */
const sarifSchema = join(import.meta.dirname, "sarif-2.1.0.schema.json");

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const sarif = ajv.compile(read(sarifSchema));
const json = ajv.compile(reviewJsonSchema());

test.each([
  ["broadened", broadened()],
  ["eventful", eventful()],
  ["hostile", hostileReview("<x>\u202e]")],
  ["empty", reviewOf([], [])],
])("sarifReview() and jsonReview() keep to their schemas: %s", (_, review) => {
  expect(sarif(JSON.parse(sarifReview(review, REPORT))), JSON.stringify(sarif.errors)).toBe(true);
  expect(json(JSON.parse(jsonOf(review, REPORT))), JSON.stringify(json.errors)).toBe(true);
});

test("the schemas refuse what is no such document", () => {
  expect(sarif({ version: "2.1.0", runs: [{}] })).toBe(false);
  expect(json({ ...JSON.parse(jsonOf(broadened(), REPORT)), more: 1 })).toBe(false);
});

test("schemas/review.schema.json is the schema of the code", () => {
  expect(read(join(root, "schemas", "review.schema.json"))).toEqual(
    JSON.parse(JSON.stringify(reviewJsonSchema())),
  );
});

test("every result of SARIF names its rule, and every rule its place", () => {
  const { tool, results } = JSON.parse(sarifReview(eventful(), REPORT)).runs[0];
  const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
  for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId);
  const told = results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${level} ${ruleId}`);
  expect(told.slice(1, 3)).toEqual(["error lock-out", "error interruption"]);
  expect(told).toContain("warning role-redefined");
});
