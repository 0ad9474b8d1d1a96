import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
