import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import MarkdownIt from "markdown-it";
import { addressOf, REPOSITORY } from "./site-pages.js";

/*
 * The contents beside every page: docs/README.md, its headings as groups, its links to pages as entries.
 */

const CONTENTS = "docs/README.md";

/** Groups of entries, each with the title of its page. */
export function contentsOfSite() {
  const groups = [];
  const tokens = new MarkdownIt().parse(textOf(CONTENTS), {});
  for (const [index, { type, tag, content, children }] of tokens.entries()) {
    if (type === "inline" && tokens[index - 1]?.tag === "h2") groups.push({ text: content, items: [] });
    else if (tag !== "h1") groups.at(-1)?.items.push(...(children ?? []).flatMap(entryOf));
  }
  return [...groups, { text: "Programming interface", items: entryPoints() }];
}

/** Decisions and their titles, in the order of their numbers. */
export function decisions() {
  return readdirSync(`${REPOSITORY}docs/decisions`)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => entry(`docs/decisions/${name}`));
}

function entryOf(token) {
  if (token.type !== "link_open") return [];
  const file = posix.join("docs", token.attrGet("href"));
  return file.endsWith(".md") ? [entry(file)] : [];
}

function entry(file) {
  return { text: titleOf(file), link: addressOf(file, ".", undefined) };
}

/** The pages of the API for whole entry points of the package. */
function entryPoints() {
  return [
    "azure-lighthouse-keeper",
    "azure-lighthouse-keeper/constructs",
    "azure-lighthouse-keeper/testing",
  ].map((name) => ({ text: name, link: `/api/${name}/` }));
}

function titleOf(file) {
  const [, title] = /^# (.*)$/m.exec(textOf(file)) ?? [];
  if (title === undefined) throw new Error(`${file} has no title`);
  return title.replaceAll("`", "");
}

function textOf(file) {
  return readFileSync(`${REPOSITORY}${file}`, "utf8");
}
