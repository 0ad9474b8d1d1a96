// @module-tag chromium

import { expect, test } from "vitest";
import type { ConsentSheet } from "../../../lib/consent/consent-sheet.ts";
import { htmlConsent } from "../../../lib/report/consent/html.ts";
import { LANGUAGES, type Language } from "../../../lib/report/languages/customer-words.ts";
import { LANGUAGE_WORDS } from "../../../lib/report/languages/language-words.ts";
import { sheetsOf } from "../../../lib/workflows/consent.ts";
import { eligible, standing, upgraded } from "../../consent/sheets.ts";
import { TIDY_AUTHORIZATIONS } from "../../support/builders.ts";
import { sampleEstate } from "../../support/stacks.ts";
import { axeFindings, brokenWords, pageOpener } from "../review/open-page.ts";

/*
 * Consent sheets in a real browser: on screen and on paper.
 */

const open = pageOpener();
const html = (sheet: ConsentSheet, language: Language = "en") =>
  htmlConsent([sheet], LANGUAGE_WORDS[language].consent, language);

const changed = upgraded(
  { authorizations: [...TIDY_AUTHORIZATIONS, standing("Security Admin")] },
  { authorizations: TIDY_AUTHORIZATIONS, eligibleAuthorizations: [eligible("Contributor")] },
);

test("a sheet says in its first lines who may do what, and what needs agreement", async () => {
  const { page, noise } = await open(html(changed));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
    "What Test Provider may do in your Azure subscriptions",
  );
  const short = await page.locator(".short").textContent();
  expect(short).toMatch(/At all times they may: .*see how everything is set up/);
  expect(short).toMatch(/On request only they may also: .*change everything except who may do what/);
  expect(await page.locator(".chip.wait").textContent()).toBe("needs your agreement");
  const rows = await page.locator(".diff tbody tr").allInnerTexts();
  expect(rows.find((row) => row.includes("run own programs on servers"))).toMatch(
    /^\+.*Engineers.*no.*on request$/s,
  );
  expect(noise).toEqual([]);
  await page.close();
});

test("every sentence leads to the operations behind it", async () => {
  const { page } = await open(html(changed));
  const dead = await page.evaluate(
    "[...document.querySelectorAll('a.ref')].filter((a) => document.querySelector(a.getAttribute('href')) === null).length",
  );
  expect(dead).toBe(0);
  expect(await page.locator(".refs li").count()).toBeGreaterThan(20);
  await page.close();
});

test.each(["light", "dark"] as const)(
  "axe finds nothing to complain about where it is %s",
  async (colorScheme) => {
    for (const language of ["en", "ja"] as const) {
      const { page } = await open(html(changed, language), { colorScheme });
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    }
  },
);

test.each([390, 768, 1280, 1920])("nothing overflows at %i pixels", async (width) => {
  const { page } = await open(html(changed), { viewport: { width, height: 900 } });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  await page.close();
});

test("on a telephone, no name of a principal breaks in its middle", async () => {
  const sheet = sheetsOf(await sampleEstate(), undefined).find(
    ({ customer }) => customer.id === "tailwind-traders",
  );
  if (sheet === undefined) throw new Error("no sheet of tailwind-traders");
  const { page } = await open(html(sheet), { viewport: { width: 390, height: 900 } });
  expect(await page.locator(".who tbody th").allTextContents()).toContain(
    "Northwind Operations Engineersgroup",
  );
  const broken = await brokenWords(page);
  expect(broken).not.toContain("Northwind");
  expect(broken).not.toContain("Operations");
  await page.close();
});

test("a sheet of one offer prints to two pages of A4 at most: every sample, and the longest in every language", async () => {
  const estate = await sampleEstate();
  const sheets = sheetsOf(estate, undefined);
  expect(sheets.length).toBeGreaterThan(3);
  const printed = sheets.flatMap((sheet) => sheet.offers.map((offer) => ({ ...sheet, offers: [offer] })));
  const longest = (sheet: ConsentSheet) => html(sheet).length;
  const widest = printed.reduce((a, b) => (longest(a) >= longest(b) ? a : b));
  for (const sheet of printed)
    for (const language of sheet === widest ? LANGUAGES : (["en"] as const)) {
      const { page } = await open(html(sheet, language));
      const pdf = await page.pdf({ preferCSSPageSize: true });
      const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
      expect([sheet.customer.id, language, pages, pages >= 1 && pages <= 2]).toEqual([
        sheet.customer.id,
        language,
        pages,
        true,
      ]);
      await page.close();
    }
}, 120_000);
