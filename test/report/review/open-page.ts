import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { findChromium } from "../../support/tools.ts";

/** A page that was opened from a file. */
export interface OpenedPage {
  readonly page: Page;
  /** Everything that went wrong, and every request but the file's own. */
  readonly noise: readonly string[];
}

/** Opens HTML from a file in a real browser, one for each file of tests. Those tests have the tag `chromium`. */
export function pageOpener(): (html: string, options?: BrowserContextOptions) => Promise<OpenedPage> {
  let browser: Browser | undefined;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "keeper-html-"));
    const executablePath = findChromium(process.env);
    if (executablePath === undefined) throw new Error("no Chromium here");
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
  let files = 0;
  return async (html, options = {}) => {
    if (browser === undefined) throw new Error("no browser yet");
    const file = join(folder, `review-${files++}.html`);
    writeFileSync(file, html);
    const address = pathToFileURL(file).href;
    const page = await browser.newPage(options);
    const noise: string[] = [];
    page.on("console", (message) => noise.push(message.text()));
    page.on("pageerror", (error) => noise.push(String(error)));
    page.on("dialog", (dialog) => {
      noise.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (request.url() !== address) noise.push(request.url());
    });
    await page.goto(address);
    return { page, noise };
  };
}

const require = createRequire(import.meta.url);

/** The program that checks a page's accessibility. */
const AXE = readFileSync(require.resolve("axe-core"), "utf8");

/** What axe finds in a page: each rule with the elements that break it. */
export async function axeFindings(page: Page): Promise<(readonly [rule: string, elements: string[]])[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>("axe.run()");
  return found.violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
}

/** Words that a page breaks in their middle, and words that run out of their cell. */
export function brokenWords(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(BROKEN_WORDS);
}

/** Text with a clip path is for screen readers alone. */
const BROKEN_WORDS = `(() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (!parent.checkVisibility() || getComputedStyle(parent).clipPath !== "none") continue;
    const end = parent.closest("th, td")?.getBoundingClientRect().right ?? Infinity;
    for (const word of text.data.matchAll(/[A-Za-z]{2,}/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
      const isOutside = lines.some(({ right }) => right > end + 1);
      if (isOutside || new Set(lines.map(({ top }) => Math.round(top))).size > 1) found.push(word[0]);
    }
  }
  return found;
})()`;
