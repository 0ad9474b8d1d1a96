import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { documents } from "../support/documents.ts";
import { REPOSITORY } from "../support/estates.ts";

/*
 * The site, installed and built in a copy of what it is made of. VitePress ends with an error for a link to a page that is
 * missing; here the links of what it wrote are followed again, with their anchors.
 */

const SOURCES = [
  ".github",
  "docs",
  "lib",
  "offers",
  "pipelines",
  "schemas",
  "test",
  "package.json",
  "tsconfig.json",
];
const BASE = "/keeper/";
const ADDRESS = "https://example.com/contoso/keeper/blob/main";

const copy = mkdtempSync(join(tmpdir(), "keeper-site-"));
const site = join(copy, "docs/site");
const built = join(site, ".vitepress/dist");
const pages = new Map<string, string>();

beforeAll(() => {
  const documentsOfRoot = readdirSync(REPOSITORY).filter((name) => name.endsWith(".md"));
  for (const name of [...SOURCES, ...documentsOfRoot])
    cpSync(join(REPOSITORY, name), join(copy, name), { recursive: true, filter: isSource });
  symlinkSync(join(REPOSITORY, "node_modules"), join(copy, "node_modules"), "junction");
  npm("ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");
  npm("run", "build");
  for (const file of readdirSync(built, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".html"))
      pages.set(file.replaceAll("\\", "/"), readFileSync(join(built, file), "utf8"));
}, 600_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Whether a file is committed: not what an earlier installation or build left. */
function isSource(path: string): boolean {
  return !/^docs\/site\/(?:node_modules|api|\.vitepress\/(?:cache|dist))$/.test(
    relative(REPOSITORY, path).replaceAll("\\", "/"),
  );
}

function npm(...words: string[]): void {
  const { status, stdout, stderr } = spawnSync("npm", words, {
    cwd: site,
    encoding: "utf8",
    env: { ...process.env, SITE_BASE: BASE, SITE_REPOSITORY: ADDRESS },
  });
  if (status !== 0) throw new Error(`npm ${words.join(" ")} ended with ${status}\n${stdout}\n${stderr}`);
}

const decoded = (text: string) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** Addresses in a page, of links and of what it loads. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = ""]) => decoded(link));
}

const anchorsOf = (html: string) =>
  new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = ""]) => decoded(id)));

/** Why a link of a page leads nowhere; undefined where it leads somewhere, or away from the site. */
function problemOf(page: string, link: string): string | undefined {
  if (/^(?:[a-z][a-z+.-]*:|\/\/)/.test(link)) return undefined;
  const [path = "", anchor = ""] = link.split("#").map(decodeURIComponent);
  if (path.startsWith("/") && !path.startsWith(BASE)) return `${page}: ${link} is outside the site`;
  const place = path.startsWith("/") ? path.slice(BASE.length) : posix.join(posix.dirname(page), path);
  const target = path === "" ? page : place.replace(/(^|\/)$/, "$1index.html").replace(/^\.\//, "");
  if (!existsSync(join(built, target))) return `${page}: no ${link}`;
  const html = pages.get(target);
  return anchor === "" || (html !== undefined && anchorsOf(html).has(anchor))
    ? undefined
    : `${page}: no ${link}`;
}

test("every document is a page of the site, and so is the interface of every entry point", () => {
  const expected = documents().map((file) => posix.basename(file.toLowerCase(), ".md"));
  const names = new Set([...pages.keys()].map((page) => posix.basename(page.toLowerCase(), ".html")));
  expect(expected.filter((name) => name !== "readme" && !names.has(name))).toEqual([]);
  for (const page of [
    "index.html",
    "contents.html",
    "pipelines.html",
    "rules/index.html",
    "decisions/index.html",
  ])
    expect([...pages.keys()]).toContain(page);
  const api = (page: string) => pages.get(`api/azure-lighthouse-keeper/${page}.html`) ?? "";
  expect(api("functions/defineCustomer")).toContain("defineCustomer");
  expect(api("interfaces/CustomerDefinition")).toContain("A customer, as an author writes it");
  expect(api("constructs/classes/CustomerStack")).toContain("CustomerStack");
  expect(api("testing/functions/loadEstate")).toContain("loadEstate");
});

test("every link of the site leads somewhere, to the anchor that it names", () => {
  const links = [...pages].flatMap(([page, html]) => linksOf(html).map((link) => ({ page, link })));
  expect(links.filter(({ link }) => link.startsWith(BASE)).length).toBeGreaterThan(5000);
  expect(links.filter(({ link }) => link.includes("#")).length).toBeGreaterThan(1000);
  expect(links.flatMap(({ page, link }) => problemOf(page, link) ?? [])).toEqual([]);
  // what is no page is shown where the repository is
  expect(pages.get("contents.html")).toContain(`${ADDRESS}/schemas/review.schema.json`);
});

test("the check finds what leads nowhere", () => {
  expect(problemOf("index.html", `${BASE}no-such.html`)).toBe(`index.html: no ${BASE}no-such.html`);
  expect(problemOf("index.html", `${BASE}faq.html#no-such`)).toBe(`index.html: no ${BASE}faq.html#no-such`);
  expect(problemOf("index.html", "/faq.html")).toBe("index.html: /faq.html is outside the site");
  expect(problemOf("rules/index.html", "./LH001.html")).toBeUndefined();
});

test("the search knows rules, documents and the interface", () => {
  const chunks = join(built, "assets/chunks");
  const [file = ""] = readdirSync(chunks).filter((name) => name.startsWith("@localSearchIndex"));
  const index = readFileSync(join(chunks, file), "utf8");
  for (const page of ["rules/LH025.html", "troubleshooting.html", "interfaces/CustomerDefinition.html"])
    expect(index).toContain(page);
});

test("a link to a page that is missing fails the build", () => {
  writeFileSync(join(copy, "docs/broken.md"), "# Broken\n\n[no such page](no-such.md)\n");
  expect(() => npm("exec", "--", "vitepress", "build")).toThrow("no-such");
});
