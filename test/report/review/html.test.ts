import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CustomerAccess } from "../../../lib/delegation/access-side.ts";
import { htmlReview } from "../../../lib/report/review/html.ts";
import { compareSides } from "../../../lib/review/compare.ts";
import { Labels } from "../../../lib/review/names.ts";
import { guidOf } from "../../support/builders.ts";
import { sampleCatalogue } from "../../support/catalogue.ts";
import { aGrant, anAccess, aSide, ROLE } from "../../support/sides.ts";

/*
 * The page in a real browser, from a file: Chromium, of Debian or wherever CHROMIUM says.
 */

let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "keeper-html-"));
beforeAll(async () => {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const labels = new Labels({ catalogue: sampleCatalogue(), principals: [] });

function html(before: readonly CustomerAccess[], after: readonly CustomerAccess[]): string {
  const compared = compareSides(aSide(...before), aSide(...after), { catalogue: sampleCatalogue() });
  if (!compared.ok) throw new Error(compared.problem);
  return htmlReview(compared.review, {
    labels,
    called: { before: "base", after: "change" },
    sourceOf: () => undefined,
  });
}

interface Opened {
  readonly page: Page;
  /** Everything that went wrong, and every request but the file's own. */
  readonly noise: string[];
}

async function open(text: string, colorScheme: "light" | "dark" = "light"): Promise<Opened> {
  const file = join(folder, "review.html");
  writeFileSync(file, text);
  const page = await browser.newPage({ colorScheme });
  const noise: string[] = [];
  page.on("console", (message) => noise.push(message.text()));
  page.on("pageerror", (error) => noise.push(String(error)));
  page.on("dialog", (dialog) => noise.push(`dialog ${dialog.message()}`));
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href) noise.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return { page, noise };
}

const customer = (name: string, ...roles: readonly string[]): CustomerAccess => ({
  ...anAccess(roles.map((roleDefinitionId) => aGrant({ roleDefinitionId }))),
  customer: name,
});

test("the page shows what changes, finds customers, and asks nobody for anything", async () => {
  const { page, noise } = await open(
    html(
      [customer("adatum", ROLE.reader), customer("fabrikam", ROLE.reader)],
      [customer("adatum", ROLE.contributor), customer("fabrikam", ROLE.monitoringReader)],
    ),
  );
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("BROADENING");
  expect(await page.getByRole("status").textContent()).toBe("2 of 2 changed customers");
  await page.getByRole("searchbox").fill("MONITORING reader");
  expect(await page.getByRole("status").textContent()).toBe("1 of 2 changed customers");
  expect(await page.locator("#found button").allTextContents()).toEqual(["fabrikam"]);
  await page.getByRole("searchbox").fill("nobody at all");
  expect(await page.getByRole("status").textContent()).toBe("0 of 2 changed customers");
  expect(noise).toEqual([]);
  await page.close();
});

test("the page can be used by keyboard alone, and names its parts for a screen reader", async () => {
  const { page, noise } = await open(
    html([customer("fabrikam", ROLE.reader)], [customer("fabrikam", ROLE.contributor)]),
  );
  const focused = () => page.evaluate("document.activeElement.textContent");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Skip to the customers");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("fabri");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("fabrikam");
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("Customer fabrikam");
  const table = page.getByRole("table", { name: /fabrikam/ });
  expect(await table.getByRole("columnheader").allTextContents()).toEqual([
    "Who",
    "Role",
    "Where",
    "Before",
    "After",
  ]);
  expect(await table.getByRole("row").count()).toBe(3);
  expect(await table.getByRole("rowheader").count()).toBe(2);
  for (const role of ["banner", "main"] as const) expect(await page.getByRole(role).count()).toBe(1);
  expect(noise).toEqual([]);
  await page.close();
});

test.each([
  "</script><script>alert(1)</script>",
  '<img src="http://127.0.0.1:9/x" onerror="alert(1)">',
  "<!--<script>",
  '" autofocus onfocus="alert(1)',
  "\u202eevil\u0000",
])("the page shows the name %j as text", async (name) => {
  const grant = aGrant({ principalId: guidOf("b"), principalDisplayName: name });
  const { page, noise } = await open(
    html([customer("fabrikam", ROLE.reader)], [anAccess([grant], { customer: "fabrikam" })]),
  );
  await page.getByRole("button", { name: "fabrikam" }).click();
  const shown = name.replace("\u202e", "\\u{202e}").replace("\u0000", "\\u{0}");
  expect(await page.getByRole("rowheader").allTextContents()).toContainEqual(expect.stringContaining(shown));
  expect(await page.locator("main").textContent()).toContain(shown);
  expect(await page.locator("img, main script").count()).toBe(0);
  expect(noise).toEqual([]);
  await page.close();
});

test("the page is light or dark as the reader's system asks, and legible in both", async () => {
  const text = html([customer("fabrikam", ROLE.reader)], [customer("fabrikam", ROLE.contributor)]);
  const colours: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    const { page } = await open(text, scheme);
    const [back = 0, front = 0] = await page.evaluate<number[]>(
      `["backgroundColor", "color"].map((name) => getComputedStyle(document.body)[name].match(/\\d+/g)
        .slice(0, 3).reduce((sum, part) => sum + Number(part), 0))`,
    );
    expect(Math.abs(back - front)).toBeGreaterThan(500);
    colours.push(back > front ? "light" : "dark");
    await page.close();
  }
  expect(colours).toEqual(["light", "dark"]);
});

test("the page without scripts still says what changes", async () => {
  const file = join(folder, "plain.html");
  writeFileSync(file, html([customer("fabrikam", ROLE.reader)], [customer("fabrikam", ROLE.contributor)]));
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pathToFileURL(file).href);
  expect(await page.locator("main").textContent()).toContain("Contributor on the whole subscription");
  await context.close();
});

test("the page of five thousand customers opens and searches", async () => {
  const all = (role: string) =>
    Array.from({ length: 5_000 }, (_, index) => ({
      ...anAccess(
        Array.from({ length: 10 }, (__, at) =>
          aGrant({
            principalId: guidOf("abcdef0123"[at] ?? "a"),
            roleDefinitionId: at === 0 ? role : ROLE.reader,
          }),
        ),
      ),
      customer: `customer-${index}`,
    }));
  const text = html(all(ROLE.reader), all(ROLE.contributor));
  const { page, noise } = await open(text);
  await page.getByRole("searchbox").fill("customer-4999");
  await page.getByText("1 of 5000 changed customers").waitFor();
  expect(await page.locator("#found button").allTextContents()).toEqual(["customer-4999"]);
  expect(noise).toEqual([]);
  await page.close();
});
