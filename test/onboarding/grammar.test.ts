import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { Language, Parser } from "web-tree-sitter";
import { bicepText } from "../../lib/formats/bicep/bicep-text.ts";
import { genericModule } from "../../lib/formats/bicep/generic-module.ts";
import { powerShellWord } from "../../lib/onboarding/shell-text.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { hostileLine } from "../support/hostile-text.ts";
import { filesOf, onboarded } from "./package.ts";

/*
 * Bicep and PowerShell cannot run here. Their published grammars parse what keeper writes, and an independent reader reads
 * the texts in it.
 */

const require = createRequire(import.meta.url);
let bicep: Parser;
let powerShell: Parser;

beforeAll(async () => {
  await Parser.init();
  const parserOf = async (path: string) => {
    const parser = new Parser();
    parser.setLanguage(await Language.load(readFileSync(path)));
    return parser;
  };
  bicep = await parserOf(require.resolve("tree-sitter-bicep/tree-sitter-bicep.wasm"));
  powerShell = await parserOf(require.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm"));
});

/** The first part that a grammar does not know; undefined where it knows all. */
function errorIn(parser: Parser, source: string): string | undefined {
  const tree = parser.parse(source);
  if (tree === null) throw new Error("nothing was parsed");
  if (!tree.rootNode.hasError) return undefined;
  const cursor = [tree.rootNode];
  for (let node = cursor.pop(); node !== undefined; node = cursor.pop()) {
    if (node.isError || node.isMissing)
      return `${node.startPosition.row + 1}: ${source.split("\n")[node.startPosition.row]}`;
    cursor.push(...node.children.filter((each) => each !== null));
  }
  return "somewhere";
}

test("the grammars notice what is no Bicep or PowerShell", () => {
  expect(errorIn(bicep, "resource a 'x' = {\n  name: 'it's'\n}\n")).toBeDefined();
  expect(errorIn(powerShell, "function A {\n  Write-Host 'it's'\n")).toBeDefined();
});

test("Bicep for a customer that is not known yet is parsed without an error, and names nothing of its own", () => {
  fc.assert(
    fc.property(anyOffer("one"), anyCustomer(["one"]), (one, customer) => {
      for (const { subscription } of onboarded(customer, [one]))
        for (const { definition } of subscription.registrations) {
          const text = genericModule(definition);
          expect(errorIn(bicep, text)).toBeUndefined();
          expect(text).not.toContain(definition.id);
          expect(text).toContain(
            `guid('${definition.managingTenant.id}', toLower(subscription().subscriptionId), 'one')`,
          );
        }
    }),
    { numRuns: 15 },
  );
});

test("Bicep and PowerShell of any definition are parsed without an error", () => {
  fc.assert(
    fc.property(anyOffer("one"), anyOffer("two"), anyCustomer(["one", "two"]), (one, two, customer) => {
      for (const each of onboarded(customer, [one, two])) {
        const files = filesOf(each);
        for (const name of ["main.bicep", "resource-group.bicep"])
          expect(errorIn(bicep, files[name] ?? "")).toBeUndefined();
        for (const name of ["deploy.ps1", "remove.ps1"])
          expect(errorIn(powerShell, (files[name] ?? "").replace("\ufeff", ""))).toBeUndefined();
      }
    }),
    { numRuns: 25 },
  );
});

/** Reads one text of Bicep by its specification: escapes after a backslash, and no `${` without one. */
function readBicep(source: string): string {
  let text = "";
  for (let at = 1; at < source.length - 1; at++) {
    const sign = source[at] ?? "";
    if (sign === "'" || (sign === "$" && source[at + 1] === "{"))
      throw new Error(`ends or evaluates at ${at}`);
    if (sign !== "\\") {
      text += sign;
      continue;
    }
    const code = source[++at] ?? "";
    if (code === "u") {
      const end = source.indexOf("}", at);
      text += String.fromCodePoint(Number.parseInt(source.slice(at + 2, end), 16));
      at = end;
    } else {
      const plain = { n: "\n", r: "\r", t: "\t", "'": "'", "\\": "\\", $: "$" }[code];
      if (plain === undefined) throw new Error(`no escape \\${code}`);
      text += plain;
    }
  }
  return text;
}

/** Reads one word of PowerShell in single quotes: a doubled quote, of any form, is one. */
function readPowerShell(source: string): string {
  const inside = source.slice(1, -1);
  let text = "";
  for (let at = 0; at < inside.length; at++) {
    const sign = inside[at] ?? "";
    text += sign;
    if (!"'\u2018\u2019\u201a\u201b".includes(sign)) continue;
    if (!"'\u2018\u2019\u201a\u201b".includes(inside[++at] ?? "-")) throw new Error(`ends at ${at}`);
  }
  return text;
}

const text = fc.oneof(
  hostileLine(),
  fc
    .array(fc.constantFrom("'", "\u2018", "\u2019", "\u201a", "\u201b", "\\", "$", "{", "}", "`", '"', "a"), {
      minLength: 1,
    })
    .map((parts) => parts.join("")),
);

test("a text of Bicep has the value that was meant", () => {
  fc.assert(
    fc.property(text, (each) => {
      expect(readBicep(bicepText(each))).toBe(each);
    }),
  );
  expect(readBicep(bicepText("two\nlines\tand\u202eone"))).toBe("two\nlines\tand\u202eone");
});

test("a word of PowerShell has the value that was meant, whatever its quotes", () => {
  fc.assert(
    fc.property(text, (each) => {
      const seen = each.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "?");
      expect(readPowerShell(powerShellWord(each))).toBe(seen);
    }),
  );
});
