// Benchmark of pages in Chromium: how long a page of many customers takes to open, and to search. Alone: node
// bench/pages.js [<runs> [<customers>]], after npm run build. CHROMIUM names the browser.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { fleet } from "./fleets.js";
import { writeEstate } from "./generated-estate.js";
import { measuredRun } from "./measured-run.js";
import { changePlan, SIDES } from "./review.js";

/** The pages, and the verbs that write them. */
const PAGES = { access: ["access"], status: ["status"], review: ["review", ...SIDES] };

/** Time from the beginning of the navigation until the page is laid out and painted, in milliseconds. */
const OPENED = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))`;

/** Time of one search with its layout, in milliseconds. */
const SEARCHED = `(() => {
  const box = document.getElementById("search");
  const started = performance.now();
  box.value = "c0042";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.getBoundingClientRect();
  return performance.now() - started;
})()`;

/** Measures the pages of a plain fleet; the median of each time, in milliseconds. */
export async function measurePages(root, keeper, scratch, runs, customers) {
  const estate = join(scratch, "pages");
  mkdirSync(estate);
  writeEstate(estate, fleet("plain", customers), root);
  measuredRun([keeper, "synth", "--engine", "json"], estate);
  changePlan(estate, keeper);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const measured = [];
    for (const [name, words] of Object.entries(PAGES)) {
      const file = join(estate, `${name}.html`);
      measuredRun([keeper, ...words, "--format", "html", "--output", file], estate);
      measured.push({ name, ...(await measurePage(browser, file, runs)) });
    }
    return measured;
  } finally {
    await browser.close();
    rmSync(estate, { recursive: true });
  }
}

async function measurePage(browser, file, runs) {
  const times = { opened: [], searched: [] };
  for (let run = 0; run < runs; run++) {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    times.opened.push(await page.evaluate(OPENED));
    times.searched.push(await page.evaluate(SEARCHED));
    await page.close();
  }
  return { opened: median(times.opened), searched: median(times.searched) };
}

function median(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** The section of docs/performance.md on pages. */
export function pagesSection(pages, customers) {
  const rows = pages.map(
    ({ name, opened, searched }) => `| ${name} | ${opened.toFixed(0)} ms | ${searched.toFixed(0)} ms |`,
  );
  return `## Pages

Pages of ${customers} customers in Chromium: from the beginning of the navigation until the page is painted, and one search with
its layout.

| page | opens (target ≤ 1,000 ms) | searches (target ≤ 100 ms) |
| --- | ---: | ---: |
${rows.join("\n")}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(import.meta.dirname, "..");
  const scratch = mkdtempSync(join(tmpdir(), "keeper-bench-"));
  const [runs, customers] = [Number(process.argv[2] ?? 5), Number(process.argv[3] ?? 5_000)];
  try {
    const keeper = join(root, "dist", "cli", "main.js");
    console.log(pagesSection(await measurePages(root, keeper, scratch, runs, customers), customers));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
