import fc from "fast-check";
import { expect, test } from "vitest";
import { portable, revived } from "../../lib/estate/portable-value.ts";

const sent = (value: unknown) => revived(structuredClone(portable(value)));

test("a value of plain parts is the same in another process", () => {
  const part = fc.anything({ withBigInt: true, withSparseArray: false, withNullPrototype: false });
  fc.assert(
    fc.property(part, (value) => {
      expect(sent(value)).toEqual(value);
    }),
  );
});

test("functions and symbols stay what they are, in every place", () => {
  const value = sent({ a: [1, () => 1], b: { c: Symbol("x") }, ["__proto__"]: { d: () => 2 } }) as {
    a: unknown[];
    b: { c: unknown };
  };
  expect([typeof value.a[1], typeof value.b.c]).toEqual(["function", "symbol"]);
  expect(Object.keys(value)).toEqual(["a", "b", "__proto__"]);
  expect(typeof sent(() => 1)).toBe("function");
});

test("what is nested without end ends, and what occurs twice is copied once", () => {
  const ring: Record<string, unknown> = {};
  ring["self"] = ring;
  const copy = sent(ring) as { self: unknown };
  expect(copy.self).toBe(copy);
  let deep: unknown = "end";
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(JSON.stringify(sent(deep)).length).toBeLessThan(1_000);
});

test("a getter that throws says so", () => {
  const value = Object.defineProperty({}, "a", {
    enumerable: true,
    get: () => {
      throw new Error("no");
    },
  });
  expect(() => portable(value)).toThrow("no");
});
