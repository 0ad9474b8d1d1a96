import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { listDefinitionFiles, readDefinitionFile } from "../../lib/estate/definition-files.ts";
import { change, temporaryFolder } from "../support/estates.ts";

function folderWith(...names: readonly string[]): string {
  const root = temporaryFolder();
  change(root, Object.fromEntries(names.map((name) => [`customers/${name}`, ""])));
  return root;
}

test.each([
  ["a.ts", "module"],
  ["a.mts", "module"],
  ["a.js", "module"],
  ["a.mjs", "module"],
  ["a.yaml", "yaml"],
  ["a.yml", "yaml"],
  ["a.json", "json"],
])("listDefinitionFiles takes %s as %s", (name, language) => {
  const files = listDefinitionFiles(folderWith(name), "customers");
  expect(files).toEqual([{ file: `customers/${name}`, stem: "a", language }]);
});

test.each([
  "README.md",
  ".hidden.ts",
  ".ts",
  "types.d.ts",
  "types.d.mts",
  "a.ts.orig",
  "a.ts~",
  "a.txt",
  "a",
  "a.toString",
  "folder.ts/inside.ts",
  "folder/inside.yaml",
])("listDefinitionFiles passes over %s", (name) => {
  expect(listDefinitionFiles(folderWith(name), "customers")).toEqual([]);
});

test("listDefinitionFiles gives files by name, and none where there is no folder", () => {
  const files = listDefinitionFiles(folderWith("b.ts", "a.yaml", "C.json", "a.json"), "customers");
  expect(files.map(({ file }) => file)).toEqual([
    "customers/C.json",
    "customers/a.json",
    "customers/a.yaml",
    "customers/b.ts",
  ]);
  expect(listDefinitionFiles(temporaryFolder(), "customers")).toEqual([]);
});

/** Reads the one definition file with this text. */
async function reading(name: string, text: string) {
  const root = temporaryFolder();
  change(root, { [`customers/${name}`]: text });
  const [file] = listDefinitionFiles(root, "customers");
  return readDefinitionFile(root, file!);
}

test.each([
  ["a.ts", "export default { id: 'x' } as const;", { id: "x" }],
  ["a.mts", "const id: string = 'x';\nexport default { id };", { id: "x" }],
  ["a.js", "export default 'text';", "text"],
  ["a.mjs", "export default [1];", [1]],
  ["a.mjs", "export default null;", null],
  ["a.mjs", "export default Promise.resolve({ id: 'x' });", { id: "x" }],
  ["a.yaml", "id: x", { id: "x" }],
  ["a.json", '{ "id": "x" }', { id: "x" }],
])("readDefinitionFile gives what %s holds: %s", async (name, text, value) => {
  expect(await reading(name, text)).toEqual({ ok: true, value });
});

test.each([
  ["has no default export", "a.ts", "export const x = 1;"],
  ["has no default export", "a.mjs", "export default undefined;"],
  ["cannot be loaded: not today", "a.ts", "throw new Error('not today\\nnor tomorrow');"],
  ["cannot be loaded: not today", "a.mjs", "throw 'not today';"],
  ["cannot be loaded: null", "a.mjs", "throw null;"],
  ["cannot be loaded: no reason given", "a.mjs", "throw new Error('');"],
  ["cannot be loaded: no reason given", "a.mjs", "throw Object.create(null);"],
  ["cannot be loaded: not today", "a.mjs", "export default Promise.reject(new Error('not today'));"],
  ["cannot be loaded: ", "a.ts", "export default {"],
  ["cannot be loaded: ", "a.ts", "import x from './absent.ts';\nexport default x;"],
  ["is not YAML", "a.yaml", "a: ["],
  ["is not JSON", "a.json", "{"],
])("readDefinitionFile says why there is nothing: %s", async (problem, name, text) => {
  const read = await reading(name, text);
  expect(read).toEqual(
    expect.objectContaining({
      ok: false,
      error: expect.objectContaining({ problem: expect.stringContaining(problem) }),
    }),
  );
});

test("readDefinitionFile gives no more of an error than one line", async () => {
  const read = await reading("a.mjs", "throw new Error('\\n\\nfirst\\nsecond');");
  expect(read).toEqual({
    ok: false,
    error: { problem: "cannot be loaded: first", fix: "correct the code that runs while the file is loaded" },
  });
});

test.each([
  ["no-such-package/testing", "no-such-package"],
  ["@no-such/package/deep", "@no-such/package"],
])("readDefinitionFile says how to install a package that is missing: %s", async (specifier, name) => {
  const read = await reading("a.ts", `import x from '${specifier}';\nexport default x;`);
  expect(read).toMatchObject({
    error: {
      problem: expect.stringMatching(/^cannot be loaded: Cannot find (?:module|package)/),
      fix: `run npm install; if package.json does not name it, npm install ${name}`,
    },
  });
});

test("readDefinitionFile says that a link to a folder is not a file, and that a file may be gone", async () => {
  const root = folderWith("inside/a.yaml");
  symlinkSync(join(root, "customers/inside"), join(root, "customers/linked.yaml"));
  const [linked] = listDefinitionFiles(root, "customers");
  expect(await readDefinitionFile(root, linked!)).toMatchObject({ ok: false });
  const gone = { file: "customers/gone.yaml", stem: "gone", language: "yaml" } as const;
  expect(await readDefinitionFile(root, gone)).toMatchObject({ ok: false });
});

test("readDefinitionFile does not let a file print by itself", async () => {
  const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  try {
    await reading("a.yaml", "? [a, \u202E]\n: b\n");
    await reading("a.yaml", "a: !strange b\n");
    expect(warned).not.toHaveBeenCalled();
  } finally {
    warned.mockRestore();
  }
});
