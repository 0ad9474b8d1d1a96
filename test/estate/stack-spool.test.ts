import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { StackSpool } from "../../lib/estate/stack-spool.ts";
import { temporaryFolder } from "../support/estates.ts";

test("law: each stack's text is read as it was, whatever it has and in whatever order", () => {
  const texts = fc.array(fc.string({ unit: "binary", maxLength: 200 }), { maxLength: 20 });
  fc.assert(
    fc.property(texts, (given) => {
      const folder = temporaryFolder();
      const spool = new StackSpool(folder);
      const kept = given.map((text, index) => spool.keep({ name: `c${index}`, text }));
      expect(kept.map(({ text }) => text)).toEqual(given);
      expect(kept.map(({ name }) => name)).toEqual(given.map((_, index) => `c${index}`));
      expect(kept.map(({ text }) => text).reverse()).toEqual([...given].reverse());
      spool.end();
      expect(readdirSync(folder)).toEqual([]);
    }),
  );
});

test("half a character is kept too", () => {
  const spool = new StackSpool(temporaryFolder());
  expect(spool.keep({ name: "c", text: "\ud800{" }).text).toBe("\ud800{");
  spool.end();
});

test("where no file can be made, stacks stay in memory", () => {
  const spool = new StackSpool(join(temporaryFolder(), "nowhere"));
  const kept = spool.keep({ name: "c", text: "{}" });
  spool.end();
  expect(kept).toEqual({ name: "c", text: "{}" });
});
