import fc from "fast-check";
import { expect, test } from "vitest";
import { isSavedAzure } from "../../lib/emulator/store.ts";
import { assignment, definition, GROUP, PROPERTIES, ROLES, SCOPE, SmallAzure } from "../support/azure.ts";

const WEB = `${SCOPE}/resourceGroups/Web`;

/** Anything somebody may do in a few words. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant("define" as const),
    name: fc.constantFrom("1", "2"),
    role: fc.constantFrom(ROLES.reader, ROLES.contributor),
  }),
  fc.record({
    kind: fc.constant("assign" as const),
    name: fc.constantFrom("1", "2"),
    of: fc.constantFrom("1", "2"),
    scope: fc.constantFrom(SCOPE, WEB),
  }),
  fc.record({ kind: fc.constant("unassign" as const), name: fc.constantFrom("1", "2") }),
  fc.record({ kind: fc.constant("undefine" as const), name: fc.constantFrom("1", "2") }),
  fc.record({ kind: fc.constant("wait" as const), milliseconds: fc.constantFrom(1, 500, 1_000) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function take(azure: SmallAzure, each: Step): unknown {
  switch (each.kind) {
    case "define":
      return azure.ask("PUT", definition(each.name), {
        body: {
          properties: {
            ...PROPERTIES,
            registrationDefinitionName: each.name,
            authorizations: [{ principalId: GROUP, roleDefinitionId: each.role }],
          },
        },
      });
    case "assign":
      return azure.ask("PUT", assignment(each.name, each.scope), {
        body: { properties: { registrationDefinitionId: definition(each.of) } },
      });
    case "unassign":
      return azure.ask("DELETE", assignment(each.name));
    case "undefine":
      return azure.ask("DELETE", definition(each.name));
    case "wait":
      azure.now += each.milliseconds;
      return undefined;
  }
}

test("an Azure that was saved and restored answers as if it had gone on", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 8 }), (before, after) => {
      const first = new SmallAzure();
      for (const each of before) take(first, each);
      const second = new SmallAzure(JSON.parse(JSON.stringify(first.azure.save())));
      second.now = first.now;
      for (const each of after) expect(take(second, each)).toEqual(take(first, each));
      expect(second.azure.access()).toEqual(first.azure.access());
      expect(second.azure.history()).toEqual(first.azure.history());
      expect(second.azure.resources()).toEqual(first.azure.resources());
    }),
  );
});

test("history adds up to the access in force, and nothing is gained twice or lost unheld", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const azure = new SmallAzure();
      for (const each of steps) take(azure, each);
      const held = new Set<string>();
      for (const { kind, grant, sequence } of azure.azure.history()) {
        const key = JSON.stringify(grant);
        expect(held.has(key), `change ${sequence}`).toBe(kind === "lost");
        if (kind === "gained") held.add(key);
        else held.delete(key);
      }
      expect([...held].sort()).toEqual(
        azure.azure
          .access()
          .map((grant) => JSON.stringify(grant))
          .sort(),
      );
    }),
  );
});

test("junk is refused in Azure's shape, and never crashes or changes anything", () => {
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.object({ withNullPrototype: true }),
    fc.constant(JSON.parse('{"__proto__":{"properties":{}},"properties":{"__proto__":[]}}')),
  );
  const path = fc.oneof(
    fc.string({ unit: "binary" }).map((text) => `/${text}`),
    fc.constantFrom(
      definition("1"),
      assignment("1"),
      definition("1", WEB),
      `${SCOPE}/providers`,
      `/${"x/".repeat(2_000)}`,
    ),
  );
  const method = fc.constantFrom("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "x");
  fc.assert(
    fc.property(method, path, junk, (verb, where, body) => {
      const azure = new SmallAzure();
      const { status, body: answered } = azure.ask(verb, where, { body });
      expect(status).toBeLessThan(500);
      if (status >= 400)
        expect(answered).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
      expect(azure.azure.resources()).toEqual([]);
    }),
  );
});

test("isSavedAzure knows what was saved from what was not", () => {
  const saved = JSON.parse(JSON.stringify(new SmallAzure().azure.save()));
  expect(isSavedAzure(saved)).toBe(true);
  for (const other of [
    null,
    {},
    [],
    "x",
    { ...saved, version: 2 },
    { ...saved, history: {} },
    { ...saved, definitions: null },
  ])
    expect(isSavedAzure(other)).toBe(false);
});

test("requests are remembered with who asked and what came of it", () => {
  const azure = new SmallAzure();
  azure.ask("GET", definition("1"));
  expect(azure.azure.requests().at(-1)).toMatchObject({
    method: "GET",
    path: definition("1"),
    apiVersion: "2022-10-01",
    status: 404,
    refusedBy: "E005",
  });
});
