import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { documents, documentText } from "../support/documents.ts";
import { REPOSITORY } from "../support/estates.ts";

/** A text without its blocks and spans of code, where neither links nor headings are. */
function withoutBlocks(text: string): string {
  return text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, "");
}

/** Anchors of a document's headings, as GitHub makes them: the second of a name gets -1. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutBlocks(text).matchAll(/^#{1,6} (.*)$/gm)) {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N}\p{Pc}\- ]/gu, "").replaceAll(" ", "-");
    let unique = anchor;
    for (let number = 1; anchors.has(unique); number += 1) unique = `${anchor}-${number}`;
    anchors.add(unique);
  }
  return anchors;
}

/** Links and pictures of a document that lead into this repository. */
function linksOf(text: string): { readonly path: string; readonly anchor: string }[] {
  const targets = withoutBlocks(text)
    .replaceAll(/`[^`\n]*`/g, "code")
    .matchAll(/\]\((?!https?:|mailto:)([^)\s#]*)(?:#([^)\s]*))?\)/g);
  return [...targets].map(([, path = "", anchor = ""]) => ({ path, anchor }));
}

/** What is wrong with a link of a document; undefined where it leads somewhere. */
function problemOf(file: string, { path, anchor }: { path: string; anchor: string }): string | undefined {
  const target = path === "" ? file : join(dirname(file), path);
  if (target.startsWith("..") || !existsSync(join(REPOSITORY, target))) return `${file}: no ${target}`;
  if (anchor === "") return undefined;
  if (!target.endsWith(".md") || statSync(join(REPOSITORY, target)).isDirectory())
    return `${file}: no anchors in ${target}`;
  return anchorsOf(documentText(target)).has(anchor) ? undefined : `${file}: no ${target}#${anchor}`;
}

test("every relative link and anchor in a document leads somewhere", () => {
  const links = documents().flatMap((file) => linksOf(documentText(file)).map((link) => ({ file, link })));
  expect(links.length).toBeGreaterThan(150);
  expect(links.filter(({ link }) => link.anchor !== "").length).toBeGreaterThan(20);
  expect(links.flatMap(({ file, link }) => problemOf(file, link) ?? [])).toEqual([]);
});

test("a document beside README that a packed document links to is packed too", () => {
  const { files }: { readonly files: readonly string[] } = JSON.parse(documentText("package.json"));
  const packed = new Set([...files, "README.md"]);
  const linked = documents()
    .filter((file) => file.startsWith("docs/") || packed.has(file))
    .flatMap((file) => linksOf(documentText(file)).map(({ path }) => join(dirname(file), path)))
    .filter((target) => /^[^/]+\.md$/.test(target));
  expect(new Set(linked).size).toBeGreaterThan(2);
  expect(linked.filter((target) => !packed.has(target))).toEqual([]);
});

test.each([
  ["[a](no-such.md)", "README.md: no no-such.md"],
  ["[a](docs/faq.md#no-such)", "README.md: no docs/faq.md#no-such"],
  ["![a](docs/no-such.svg)", "README.md: no docs/no-such.svg"],
  ["[a](../elsewhere.md)", "README.md: no ../elsewhere.md"],
  ["[a](LICENSE#mit)", "README.md: no anchors in LICENSE"],
])("the check finds what is wrong with %s", (text, problem) => {
  expect(linksOf(text).map((link) => problemOf("README.md", link))).toEqual([problem]);
});

test("every page of docs/ is reached from the table of contents", () => {
  const reached = new Set(["docs/README.md"]);
  for (const file of reached) for (const page of pagesOf(file)) reached.add(page);
  const pages = documents().filter((file) => file.startsWith("docs/") && !file.startsWith("docs/decisions/"));
  expect(pages.filter((page) => !reached.has(page))).toEqual([]);
});

/** Pages of docs/ that a document leads to. */
function pagesOf(file: string): string[] {
  return linksOf(documentText(file))
    .map(({ path }) => join(dirname(file), path))
    .filter((target) => target.startsWith("docs/") && target.endsWith(".md"));
}

/** Tags in a document outside code: readers do not see them. */
function tagsOf(text: string): string[] {
  const shown = withoutBlocks(text)
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "code");
  return [...shown.matchAll(/(?<!\\)<\/?[a-z][^<>]*>/gi)]
    .map(([tag]) => tag)
    .filter((tag) => !/^<https?:/.test(tag));
}

test("no document has a placeholder that is read as a tag, and is not shown", () => {
  expect(tagsOf("a <customer>, `<b>`, \\<c\\>, <https://example.com>, `d\n<e>`")).toEqual(["<customer>"]);
  expect(documents().flatMap((file) => tagsOf(documentText(file)).map((tag) => `${file}: ${tag}`))).toEqual(
    [],
  );
});

test("README has at most 900 words", () => {
  const words = documentText("README.md").split(/\s+/).filter(Boolean);
  expect(words.length).toBeGreaterThan(300);
  expect(words.length).toBeLessThanOrEqual(900);
});

test("every npm script that a document names exists", () => {
  const scripts = new Set(
    ["package.json", "docs/site/package.json"].flatMap((file) =>
      Object.keys(JSON.parse(documentText(file)).scripts),
    ),
  );
  const named = documents().flatMap((file) =>
    [...documentText(file).matchAll(/npm run (?:-s )?([a-z:-]*[a-z])/g)].map(([, name = ""]) => name),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !scripts.has(name))).toEqual([]);
});

test("no code with an angle bracket is broken over two lines: the site would take it for an element", () => {
  const broken = documents().flatMap((file) => {
    const prose = documentText(file).replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, "");
    const lines = prose.split("\n").map((line) => line.replace(/`[^`]*`/g, ""));
    return lines.filter((line) => /(?<!\\)<[a-z]/i.test(line)).map((line) => `${file}: ${line}`);
  });
  expect(broken).toEqual([]);
});
