import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { withoutItems } from "../../lib/estate/remove-items.ts";

const NAMES = ["main", "other", "third", "last"];
const scopes = fc.array(fc.constantFrom(...NAMES), { minLength: 0, maxLength: 6 });
const delegations = fc.array(scopes, { minLength: 1, maxLength: 3 });
const removed = fc.subarray(NAMES, { minLength: 1 }).map((names) => new Set(names));

const expected = (all: readonly (readonly string[])[], names: ReadonlySet<string>) =>
  all.map((own) => own.filter((name) => !names.has(name)));
const found = (value: { delegations: { scopes: { subscription: string }[] }[] }) =>
  value.delegations.map((each) => each.scopes.map(({ subscription }) => subscription));

const block = (all: readonly (readonly string[])[]) =>
  `id: fabrikam\ndelegations:\n${all
    .map((own) =>
      own.length === 0
        ? "  - offer: one\n    scopes: []\n"
        : `  - offer: one\n    scopes:\n${own.map((name) => `      - subscription: ${name} # keep\n        resourceGroups: [a]\n`).join("")}`,
    )
    .join("")}accepts: [] # the end\n`;
const flow = (all: readonly (readonly string[])[], trailing: string) =>
  `{ "delegations": [${all
    .map(
      (own) =>
        `{ "scopes": [${own.map((name) => `{ "subscription": "${name}" }`).join(", ")}${own.length > 0 ? trailing : ""}] }`,
    )
    .join(", ")}], "accepts": [] }`;

test("law: scopes are removed from YAML and JSON, and everything else is what it was", () => {
  fc.assert(
    fc.property(delegations, removed, (all, names) => {
      for (const [text, file] of [
        [block(all), "x.yaml"],
        [flow(all, ""), "x.json"],
        [flow(all, ","), "x.yaml"],
      ] as const) {
        const edited = withoutItems(text, file, { of: "scopes", names }) ?? "";
        const value = parse(edited);
        expect(found(value)).toEqual(expected(all, names));
        expect(value.accepts).toEqual([]);
        if (file === "x.json") expect(() => JSON.parse(edited)).not.toThrow();
      }
    }),
  );
});

test("law: scopes are removed from a module in TypeScript", () => {
  fc.assert(
    fc.property(delegations, removed, fc.boolean(), (all, names, isLong) => {
      const list = flow(all, isLong ? "," : "").replaceAll(", {", isLong ? ",\n  {" : ", {");
      const edited = withoutItems(`export default ${list};\n`, "x.ts", { of: "scopes", names }) ?? "";
      const value = parse(edited.slice("export default ".length).replace(/;\n$/, ""));
      expect(found(value)).toEqual(expected(all, names));
    }),
  );
});

test("law: subscriptions are removed from YAML and TypeScript", () => {
  const kept = fc.subarray(NAMES, { minLength: 1 });
  fc.assert(
    fc.property(kept, removed, (names, gone) => {
      const left = names.filter((name) => !gone.has(name));
      fc.pre(left.length > 0);
      const removal = { of: "subscriptions" as const, names: gone };
      const yaml = `subscriptions:\n${names.map((name) => `  ${name}: id-${name}\n`).join("")}delegations: []\n`;
      expect(Object.keys(parse(withoutItems(yaml, "x.yaml", removal) ?? "").subscriptions)).toEqual(left);
      const map = `{ subscriptions: { ${names.map((name) => `${name}: "id"`).join(", ")} } }`;
      const module = withoutItems(`export default ${map};`, "x.ts", removal) ?? "";
      expect(Object.keys(parse(module.slice("export default ".length, -1)).subscriptions)).toEqual(left);
    }),
  );
});

test("what cannot be parsed, or has no such literal, is not edited", () => {
  const removal = { of: "scopes" as const, names: new Set(["main"]) };
  expect(withoutItems("export default {", "x.ts", removal)).toBeUndefined();
  expect(withoutItems("a: [", "x.yaml", removal)).toBeUndefined();
  const module = "export default { scopes: SCOPES };\n";
  expect(withoutItems(module, "x.ts", removal)).toBe(module);
});
