import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { changedLock, formatLock, readLock } from "../../lib/estate/lock-file.ts";
import { guidOf } from "../support/builders.ts";
import { change, temporaryFolder } from "../support/estates.ts";

const LOCK_FILE = "estate.lock.json";
const LOCK = {
  fabrikam: { tenantId: guidOf("7"), subscriptions: { [guidOf("2")]: ["beta", "alpha"], [guidOf("1")]: [] } },
  contoso: { tenantId: guidOf("8"), subscriptions: {} },
};

test("formatLock writes one customer a line, in order, so that changes merge", () => {
  expect(formatLock(LOCK)).toBe(`{
  "//": "Written by keeper synth. Commit it: it shows which customers and subscriptions were delegated.",
  "version": 1,
  "customers": {
    "contoso": {"tenantId":"88888888-8888-4888-8888-888888888888","subscriptions":{}},
    "fabrikam": {"tenantId":"77777777-7777-4777-8777-777777777777","subscriptions":{"11111111-1111-4111-8111-111111111111":[],"22222222-2222-4222-8222-222222222222":["beta","alpha"]}}
  }
}
`);
  expect(formatLock({})).toContain('"customers": {}\n');
});

const id = fc.stringMatching(/^[a-z][a-z0-9-]{1,49}$/);
const locked = fc.record({
  tenantId: fc.uuid(),
  subscriptions: fc.dictionary(fc.uuid(), fc.array(id, { maxLength: 3 }), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  leaving: fc.dictionary(
    fc.uuid(),
    fc.record({ since: fc.constant("2026-11-30"), resources: fc.array(fc.string(), { maxLength: 2 }) }),
    { maxKeys: 2, noNullPrototype: true },
  ),
});
const lock = fc.dictionary(fc.oneof(id, fc.constant("constructor")), locked, {
  maxKeys: 4,
  noNullPrototype: true,
});

test("readLock reads what formatLock wrote", () => {
  const root = temporaryFolder();
  fc.assert(
    fc.property(lock, (value) => {
      change(root, { [LOCK_FILE]: formatLock(value) });
      expect(readLock(root)).toEqual({ ok: true, value });
    }),
  );
});

test("formatLock gives one text for one lock, whatever its order", () => {
  fc.assert(
    fc.property(lock, (value) => {
      const turned = Object.entries(value)
        .reverse()
        .map(([key, { tenantId, subscriptions, leaving }]) => [
          key,
          { leaving, subscriptions: Object.fromEntries(Object.entries(subscriptions).reverse()), tenantId },
        ]);
      expect(formatLock(Object.fromEntries(turned))).toBe(formatLock(value));
    }),
  );
});

test("readLock of an estate that was never synthesized gives an empty lock", () => {
  expect(readLock(temporaryFolder())).toEqual({ ok: true, value: {} });
});

const entry = (text: string) => `{ "version": 1, "customers": { ${text} } }`;

test.each([
  ["a merge conflict", `<<<<<<< ours\n${formatLock(LOCK)}=======\n${formatLock({})}>>>>>>> theirs\n`],
  ["nothing", ""],
  ["null", "null"],
  ["a list", "[]"],
  ["another version", '{ "version": 2, "customers": {} }'],
  ["no customers", '{ "version": 1 }'],
  ["customers as a list", '{ "version": 1, "customers": [] }'],
  [
    "an id that is none",
    entry('"../x": { "tenantId": "77777777-7777-4777-8777-777777777777", "subscriptions": {} }'),
  ],
  [
    "the key __proto__",
    entry('"__proto__": { "tenantId": "77777777-7777-4777-8777-777777777777", "subscriptions": {} }'),
  ],
  ["a customer without a tenant", entry('"abc": { "subscriptions": {} }')],
  ["a tenant that is not a GUID", entry('"abc": { "tenantId": "x", "subscriptions": {} }')],
  ["a customer that is null", entry('"abc": null')],
  ["no subscriptions", entry('"abc": { "tenantId": "77777777-7777-4777-8777-777777777777" }')],
  [
    "offers that are no list",
    entry(
      '"abc": { "tenantId": "77777777-7777-4777-8777-777777777777", "subscriptions": { "77777777-7777-4777-8777-777777777777": "a" } }',
    ),
  ],
  [
    "an offer that is not an id",
    entry(
      '"abc": { "tenantId": "77777777-7777-4777-8777-777777777777", "subscriptions": { "77777777-7777-4777-8777-777777777777": ["A B"] } }',
    ),
  ],
  [
    "a subscription that is not a GUID",
    entry('"abc": { "tenantId": "77777777-7777-4777-8777-777777777777", "subscriptions": { "x": [] } }'),
  ],
])("readLock fails on %s: the lock guards access", (_, text) => {
  const root = temporaryFolder();
  change(root, { [LOCK_FILE]: text });
  expect(readLock(root)).toMatchObject({
    ok: false,
    error: { kind: "unreadable-lock", fix: expect.stringContaining("version control") },
  });
});

test("readLock takes no id for a key of the lock's own, however the lock is laid out", () => {
  const root = temporaryFolder();
  const words = ["customers", "names", "subscriptions", "version", "constructor"];
  const value = Object.fromEntries(words.map((word) => [word, { ...LOCK.fabrikam, names: { [word]: "A" } }]));
  for (const text of [formatLock(value), JSON.stringify({ version: 1, customers: value }, undefined, 2)]) {
    change(root, { [LOCK_FILE]: text });
    expect(readLock(root)).toEqual({ ok: true, value });
  }
});

test.each([
  ["a customer", '"fabrikam": {', "customers.fabrikam"],
  ["a subscription", `"${guidOf("1")}":[]`, `customers.fabrikam.subscriptions["${guidOf("1")}"]`],
])("readLock fails on %s that is there twice, whoever is selected", (_, text, path) => {
  const root = temporaryFolder();
  const whole = text.endsWith("{") ? `${text}},${text}` : `${text},${text}`;
  change(root, { [LOCK_FILE]: formatLock(LOCK).replace(text, whole) });
  for (const ids of [undefined, ["fabrikam"], ["contoso"]]) {
    expect(readLock(root, ids)).toMatchObject({
      ok: false,
      error: { problem: `estate.lock.json cannot be read: ${path} is written twice in one object` },
    });
  }
});

test("readLock fails on a folder in its place", () => {
  const root = temporaryFolder();
  change(root, { [`${LOCK_FILE}/x`]: "" });
  expect(readLock(root)).toMatchObject({ ok: false });
});

test("changedLock gives only what differs, and writes nothing", () => {
  const root = temporaryFolder();
  const path = join(root, LOCK_FILE);
  expect(changedLock(root, LOCK)).toEqual({ path, text: formatLock(LOCK) });
  expect(readdirSync(root)).toEqual([]);
  change(root, { [LOCK_FILE]: formatLock(LOCK) });
  expect(changedLock(root, { contoso: LOCK.contoso, fabrikam: LOCK.fabrikam })).toBe(undefined);
  expect(changedLock(root, {})).toEqual({ path, text: formatLock({}) });
});

test("changedLock fails where a folder is in the lock's place", () => {
  const root = temporaryFolder();
  change(root, { [`${LOCK_FILE}/x`]: "" });
  expect(() => changedLock(root, LOCK)).toThrow();
});
