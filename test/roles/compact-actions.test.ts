import fc from "fast-check";
import { expect, test } from "vitest";
import { packActions, unpackActions } from "../../lib/roles/compact-actions.ts";
import { anyAction } from "./arbitraries.ts";

test("packActions names each provider once and keeps a bare wildcard", () => {
  expect(packActions(["*", "*/read", "Microsoft.Sql/servers/read", "Microsoft.Sql/servers/write"])).toEqual({
    "": "*",
    "*": "read",
    "Microsoft.Sql": "servers/read servers/write",
  });
});

test("unpackActions gives back what packActions took, order apart, also through JSON", () => {
  fc.assert(
    fc.property(fc.array(anyAction), (actions) => {
      const packed: unknown = JSON.parse(JSON.stringify(packActions(actions)));
      expect([...(unpackActions(packed) ?? [])].sort()).toEqual([...actions].sort());
    }),
  );
});

test.each([[null], ["*"], [["*"]], [{ "": "" }], [{ a: 1 }], [{ "": "x  y" }], [{ a: "b\tc" }]])(
  "unpackActions refuses %j",
  (packed) => {
    expect(unpackActions(packed)).toBeUndefined();
  },
);
