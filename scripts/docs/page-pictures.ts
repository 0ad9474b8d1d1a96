import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { printedOfSample, sampleReview, TWO_CHANGES } from "./sample-run.ts";

/*
 * Pictures of pages of the sample estate. Browsers draw a page differently on each machine; so a picture is current while
 * the page that it was taken of is: `pages.json` has the hash of each page.
 */

const AS_PAGE = ["--format", "html"];

/** The pages, and what writes them. */
const PAGES: Readonly<Record<string, (root: string) => Promise<string>>> = {
  access: (root) => printedOfSample(root, ["access", ...AS_PAGE]),
  consent: (root) => printedOfSample(root, ["consent", "tailwind-traders", ...AS_PAGE]),
  review: (root) => sampleReview(root, TWO_CHANGES, AS_PAGE),
  status: (root) => printedOfSample(root, ["status", ...AS_PAGE]),
};

/** Size of a picture in pixels: what a reader sees first. */
const VIEWPORT = { width: 1280, height: 900 };

/** The review's matrix stands below its changes. */
const HEIGHTS: Readonly<Record<string, number>> = { review: 1760 };

const HASHES = "docs/pictures/pages.json";

/** Pictures whose pages have changed since; empty where all are current. */
export async function stalePictures(root: string): Promise<string[]> {
  const known: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, HASHES), "utf8"));
  const pages = await pagesOf(root);
  return pages.filter(({ name, html }) => known[name] !== hashOf(html)).map(({ name }) => pictureOf(name));
}

/** Takes every picture anew, with the Chromium at a path. */
export async function takePictures(root: string, executablePath: string): Promise<void> {
  // loaded here: it takes half a second, and a check needs no browser
  const { chromium } = await import("playwright-core");
  const folder = mkdtempSync(join(tmpdir(), "keeper-pictures-"));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const pages = await pagesOf(root);
    for (const { name, html } of pages) {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, html);
      const page = await browser.newPage({
        viewport: { ...VIEWPORT, height: HEIGHTS[name] ?? VIEWPORT.height },
        colorScheme: "light",
      });
      await page.goto(pathToFileURL(file).href);
      await page.screenshot({ path: join(root, pictureOf(name)) });
      await page.close();
    }
    const hashes = Object.fromEntries(pages.map(({ name, html }) => [name, hashOf(html)]));
    writeFileSync(join(root, HASHES), `${JSON.stringify(hashes, undefined, 2)}\n`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

function pictureOf(name: string): string {
  return `docs/pictures/${name}.png`;
}

async function pagesOf(root: string): Promise<{ readonly name: string; readonly html: string }[]> {
  const pages: { name: string; html: string }[] = [];
  for (const [name, page] of Object.entries(PAGES)) pages.push({ name, html: await page(root) });
  return pages;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
