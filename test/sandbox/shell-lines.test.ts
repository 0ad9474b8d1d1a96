import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { Language, type Node, Parser } from "web-tree-sitter";
import { pastedShell, shellLines } from "../../lib/sandbox/shell-lines.ts";

let powerShell: Parser;

beforeAll(async () => {
  await Parser.init();
  powerShell = new Parser();
  const grammar = createRequire(import.meta.url).resolve(
    "tree-sitter-powershell/tree-sitter-powershell.wasm",
  );
  powerShell.setLanguage(await Language.load(readFileSync(grammar)));
});

test.each([
  ["linux", {}, "bash"],
  ["darwin", {}, "bash"],
  ["win32", {}, "powershell"],
  ["win32", { MSYSTEM: "MINGW64" }, "bash"],
] as const)("on %s with %j lines are for %s", (platform, inherited, shell) => {
  expect(pastedShell(platform, inherited)).toBe(shell);
});

const HOSTILE = `a 'b' "c" $HOME $(id) \`id\` ‘d’ ‚e‛ %PATH% \\ C:\\Users\\Jo Smith\\sandbox`;

test("lines for PowerShell set and remove variables, and no value ends its quotes", () => {
  expect(shellLines({ A: HOSTILE, B: undefined, C: "" }, "powershell")).toBe(
    `$env:A = 'a ''b'' "c" $HOME $(id) \`id\` ‘‘d’’ ‚‚e‛‛ %PATH% \\ C:\\Users\\Jo Smith\\sandbox'\n` +
      "Remove-Item Env:B -ErrorAction Ignore\n" +
      "$env:C = ''\n",
  );
});

/** Literal strings that PowerShell's grammar finds, and whether it understands everything. */
function literalsOf(source: string): { readonly literals: readonly string[]; readonly hasError: boolean } {
  const tree = powerShell.parse(source);
  if (tree === null) throw new Error("nothing was parsed");
  const literals: string[] = [];
  const visit = (node: Node): void => {
    if (node.type === "verbatim_string_characters") literals.push(node.text);
    for (const child of node.children) if (child !== null) visit(child);
  };
  visit(tree.rootNode);
  return { literals, hasError: tree.rootNode.hasError };
}

test("whatever a value is, PowerShell's grammar finds one literal for each variable", () => {
  // the grammar knows no typographic quotes, which the test above tries
  const value = fc.string({ unit: "grapheme-ascii" }).map((text) => text.replaceAll("`", ""));
  fc.assert(
    fc.property(value, value, (one, two) => {
      const { literals, hasError } = literalsOf(shellLines({ ONE: one, TWO: two }, "powershell"));
      expect(hasError).toBe(false);
      expect(literals).toEqual([one, two].map((text) => `'${text.replaceAll("'", "''")}'`));
    }),
  );
});

test("a POSIX shell gets exactly the values, and none that is removed", { tags: ["bash"] }, () => {
  const lines = shellLines({ A: HOSTILE, B: undefined }, "bash");
  const { stdout } = spawnSync("bash", ["-c", `${lines}printf '%s|%s' "$A" "\${B-removed}"`], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", B: "x" },
  });
  expect(stdout).toBe(`${HOSTILE}|removed`);
});
