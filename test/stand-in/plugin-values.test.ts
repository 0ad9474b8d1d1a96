import fc from "fast-check";
import { expect, test } from "vitest";
import {
  blocksOf,
  type PluginObject,
  packed,
  textOf,
  Unknown,
  unpacked,
} from "../../lib/stand-in/plugin-values.ts";

test("a value comes back as it was packed, what is unknown included", () => {
  const leaf = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
    fc.constant(Unknown.value),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie("any"), { maxLength: 3 }),
      // the decoder refuses `__proto__`, which no attribute is called
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        tie("any"),
        { maxKeys: 3 },
      ),
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("name", "scope", "plan"), value), (block) => {
      expect(unpacked(packed(block as PluginObject))).toEqual(block);
    }),
  );
});

test("unpacked reads saved state from JSON, and nothing from nothing", () => {
  expect(unpacked({ json: Buffer.from('{"name":"x"}') })).toEqual({ name: "x" });
  expect(unpacked({ msgpack: new Uint8Array(), json: new Uint8Array() })).toBeNull();
  expect(unpacked(null)).toBeNull();
  expect(unpacked(packed(null))).toBeNull();
});

test("textOf and blocksOf take only what is known", () => {
  expect(textOf("x")).toBe("x");
  for (const other of [null, Unknown.value, 1, [], undefined]) expect(textOf(other)).toBeUndefined();
  expect(blocksOf([{ name: "x" }])).toEqual([{ name: "x" }]);
  for (const other of [null, Unknown.value, "x", undefined]) expect(blocksOf(other)).toEqual([]);
});
