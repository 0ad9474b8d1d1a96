import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { createJiti } from "jiti";
import { expect, test } from "vitest";
import { plainTypeScript } from "../../lib/estate/plain-typescript.ts";
import { change, REPOSITORY, temporaryFolder } from "../support/estates.ts";

/*
 * A module of plain TypeScript has the value that Babel's translation gives. Any other module is left to Babel.
 */

const settings = { fsCache: false, moduleCache: false, interopDefault: false };

/** What a module exports, translated by Babel, and translated here where it is plain. */
async function exportsOf(file: string): Promise<{ readonly babel: unknown; readonly plain: unknown }> {
  const babel = createJiti(import.meta.url, settings);
  const plain = createJiti(import.meta.url, {
    ...settings,
    transform: (module) => ({ code: plainTypeScript(module.source) ?? babel.transform(module) }),
  });
  const read = async (jiti: typeof babel) => {
    const found = (await jiti.import(file)) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return { babel: await read(babel), plain: await read(plain) };
}

/** Modules that the others import. */
const BESIDE = {
  "shared.ts": `export interface Shape { readonly id: string }
export const one = 1;
export let counted = 0;
export function count(): number { counted += 1; return counted; }
export const texts = ["a", 'b', \`c\${one}\`] as const;
export default { name: "shared" } satisfies { name: string };
`,
  "all.ts": `export * from "./shared.ts";\nexport * as shared from "./shared.ts";\nexport { default as own } from "./shared.ts";\n`,
  "effect.ts": "(globalThis as { effect?: number }).effect = 7;\n",
  "first.ts": `import { second } from "./second.ts";\nexport function first() { return 1; }\nexport const both = () => first() + second();\n`,
  "second.ts": `import { first } from "./first.ts";\nexport function second() { return first() + 1; }\n`,
};

const PLAIN: Readonly<Record<string, string>> = {
  "a default import": 'import shared from "./shared.ts";\nexport default shared;',
  "a named import under another name": 'import { one as two } from "./shared.ts";\nexport default two + 1;',
  "default and named": 'import shared, { one } from "./shared.ts";\nexport default [shared.name, one];',
  "an import for its effect":
    'import "./effect.ts";\nexport default (globalThis as { effect?: number }).effect;',
  "a type alone": 'import type { Shape } from "./shared.ts";\nexport default { id: "x" } as Shape;',
  "a type beside a value":
    'import { type Shape, one } from "./shared.ts";\nconst x: Shape = { id: String(one) };\nexport default x;',
  "an import that is used as a type alone":
    'import { Shape, one } from "./shared.ts";\nexport default [one] as unknown as Shape;',
  "an exported type": 'export type { Shape } from "./shared.ts";\nexport default 1;',
  "what is exported again": 'import { own, shared } from "./all.ts";\nexport default [own, shared.one];',
  "an import below its use": 'const a = one + 1;\nexport default a;\nimport { one } from "./shared.ts";',
  "an import behind its use on one line": 'export default one; import { one } from "./shared.ts";',
  "a binding that changes":
    'import { count, counted } from "./shared.ts";\nconst before = counted;\ncount();\nexport default [before, counted];',
  "a circle": 'import { both } from "./first.ts";\nexport default both();',
  "a name that hides an import":
    'import { one } from "./shared.ts";\nexport default [one, ((one: number) => one)(5), { one: 3 }.one, { one }];',
  "an import in a template, a key and a call":
    'import { one, texts } from "./shared.ts";\nexport default { [`k${one}`]: texts.map((each) => each + one), one };',
  "exports of all kinds":
    "export const a = 1;\nexport let b: number[] = [2];\nexport function f() { return a; }\nconst c = 3;\nexport { c as d, c as default };\nexport const r = f();",
  "a function as default": "export default function named(x: number) { return x; }",
  "satisfies and as const": 'export default { kind: "a", list: [1, 2] } as const satisfies object;',
  generics:
    "const same = <T,>(x: T): T => x;\nfunction pair<A, B = A>(a: A, b: B): readonly [A, B] { return [a, b]; }\nexport default pair<number, string>(same<number>(1), same('x'));",
  "operators of types":
    "type Keys = keyof { a: 1 };\ntype Read<T> = { readonly [K in keyof T]?: T[K] extends infer U ? U : never };\nconst x: Read<{ a: number }> = { a: 1 };\nconst k: Keys = 'a';\nexport default x[k]!;",
  comparisons: "const a = 1, b = 2, c = 3;\nexport default [a < b, b > c, a < b === b > c];",
  "optional chains":
    "const x: { a?: { b?: number } } = {};\nexport default [x.a?.b ?? 4, x?.['a'], (x as any)?.f?.()];",
  "numbers and texts":
    "export default [1_000, 0x1f, 'it\\'s', \"\\u{1F600}\", `a\n${1 + 1}b`, /[/'\"`]+/.source];",
  "spread and defaults":
    "const base = { a: 1, b: { c: 2 } };\nconst { a = 5, ...rest } = base;\nexport default { ...base, ...rest, a, list: [...'xy'] };",
  "what is exported again under another name":
    'export { default as own, one } from "./shared.ts";\nexport default 1;',
  "words inside texts":
    "export default ['export default', 'import x from', `from \"y\"`, 'exports', 'jitiImport'];",
  "comments with quotes": "// it's\n/* \" ` ' */\nexport default /* don't */ 1; // isn't",
  "Windows lines": "import { one } from './shared.ts';\r\n\r\nexport default [\r\n  one,\r\n];\r\n",
  "names beyond ASCII": "const größe = 1, 名 = 2;\nexport default { größe, 名, 'ß': größe };",
  "conditions, loops and closures":
    "const list: number[] = [];\nfor (const x of [1, 2, 3]) { if (x % 2) list.push(x); else continue; }\nlet n = 0;\nfunction raise() { while (n < 3) n++; }\nraise();\nexport default [list, n, n > 2 ? 'a' : 'b'];",
  "a getter and a method": "export default { get a() { return 1; }, b() { return 2; }, async c() {} };",
};

test.each(Object.entries(PLAIN))("plain: %s", async (_, source) => {
  const folder = temporaryFolder();
  change(folder, { ...BESIDE, "it.ts": source });
  const { babel, plain } = await exportsOf(join(folder, "it.ts"));
  expect(JSON.stringify(plain)).toBe(JSON.stringify(babel));
  expect(Object.keys(plain as object)).toEqual(Object.keys(babel as object));
  expect(plainTypeScript(source)?.split("\n")).toHaveLength(source.split("\n").length);
});

test.each([
  "enum A { B }\nexport default A.B;",
  "namespace A { export const b = 1; }\nexport default A.b;",
  "class A { constructor(private readonly b = 1) {} }\nexport default new A();",
  "@sealed\nexport default 1;",
  "export default await Promise.resolve(1);",
  'export default (await import("./a.ts")).default;',
  "export default import.meta.url;",
  'const a = require("./a.cjs");\nexport default a;',
  'import a = require("./a.cjs");\nexport default a;',
  "export = 1;",
  "export const a = 1, b = 2;",
  "export const { a } = { a: 1 };",
  'import * as all from "./a.ts";\nexport default all;',
  'export * from "./a.ts";',
  'export * as a from "./a.ts";',
  "export default a<b>;",
  "export default <string>a;",
  "const exports = 1;\nexport default exports;",
  "export default function (x: string): void;",
  "function f(x: string): string;\nfunction f(x: unknown) { return x; }\nexport default f(1);",
  "while (true) break;",
  "export default this;",
  // a text or a comment may look like what a translation writes
  "export default \"before var _a = require('./a.ts'); after\";",
  "export default `require('x');`;",
  "// require('x');\nexport default 1;",
  "export default 'Object.defineProperty(exports, \"__esModule\", {value: true});';",
  'import a from "./o\'brien.ts";\nexport default a;',
  'export { a } from "./a\');b";',
  "export default {",
  "const a: = 1;",
])("left to Babel: %s", (source) => {
  expect(plainTypeScript(source)).toBeUndefined();
});

test("every definition of the sample estate is plain, and has the value that Babel's translation gives", async () => {
  const files = ["estate.ts", ...["offers", "offers/shared", "customers"].flatMap(modulesIn)];
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const path = join(REPOSITORY, file);
    expect(plainTypeScript(readFileSync(path, "utf8")), file).toBeDefined();
    const { babel, plain } = await exportsOf(path);
    expect(plain, file).toEqual(babel);
  }
});

function modulesIn(folder: string): string[] {
  const names = readdirSync(join(REPOSITORY, folder)).filter((name) => name.endsWith(".ts"));
  return names.map((name) => `${folder}/${name}`);
}

test("a value of any content stays what it is", async () => {
  const folder = temporaryFolder();
  let files = 0;
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.string({ unit: "grapheme" }), async (value, comment) => {
      const file = `m${files++}.ts`;
      const note = comment.replaceAll("*/", "");
      change(folder, {
        ...BESIDE,
        [file]: `import { one } from "./shared.ts";\n/* ${note} */\nexport default [one, ${JSON.stringify(value)}] as const;\n`,
      });
      const { babel, plain } = await exportsOf(join(folder, file));
      expect(plain).toEqual(babel);
    }),
    { numRuns: 60 },
  );
});
