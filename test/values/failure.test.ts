import { expect, test } from "vitest";
import { reasonOf } from "../../lib/values/failure.ts";

const withMessage = (descriptor: PropertyDescriptor) =>
  Object.defineProperty(new Error("x"), "message", descriptor);
const throwing = () => {
  throw new Error("no");
};

test.each<[string, unknown, string]>([
  ["an error", new Error("disk full"), "disk full"],
  ["text", "disk full", "disk full"],
  ["null", null, "null"],
  ["a number for a message", withMessage({ value: 5 }), "5"],
  ["an object for a message", withMessage({ value: {} }), "no reason given"],
  ["a message that throws", withMessage({ get: throwing }), "no reason given"],
  ["an object without any text", Object.create(null), "no reason given"],
  ["an object whose text throws", { toString: throwing }, "no reason given"],
  ["a proxy that throws", new Proxy({}, { getPrototypeOf: throwing }), "no reason given"],
])("reasonOf has a word for %s", (_, thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason);
});
