// @module-tag chromium

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { forTerminal } from "../../../lib/report/escape.ts";
import { shorten } from "../../../lib/report/phrases.ts";
import { htmlReview } from "../../../lib/report/review/html.ts";
import type { AccessReview } from "../../../lib/review/access-change.ts";
import { guidOf } from "../../support/builders.ts";
import {
  aCustomer,
  broadened,
  EXIT,
  eventful,
  fleet,
  HOSTILE_NAMES,
  hostileReport,
  hostileReview,
  manyGroups,
  REPORT,
  reviewOf,
} from "../../support/reviews.ts";
import { aGrant, OTHER_SUBSCRIPTION, ROLE, SUBSCRIPTION } from "../../support/sides.ts";
import { pageOpener } from "./open-page.ts";

const open = pageOpener();
const html = (review: AccessReview) => htmlReview(review, REPORT);

const counted = (page: Page) => page.getByRole("status").textContent();
const listed = (page: Page) => page.locator("#found button").allTextContents();
const focused = (page: Page) => page.evaluate("document.activeElement.textContent");

test("the page shows what changes, finds customers by all words, and asks nobody for anything", async () => {
  const { page, noise } = await open(html(eventful()));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("LOCK-OUT, INTERRUPTION");
  expect(await counted(page)).toBe("5 of 5 changed customers");
  await page.getByRole("searchbox").fill("INSTEAD operations");
  expect(await counted(page)).toBe("2 of 5 changed customers");
  expect(await listed(page)).toEqual(["adatum: INTERRUPTION, cosmetic", "contoso: INTERRUPTION, cosmetic"]);
  await page.getByRole("searchbox").fill("customers/fabrikam.ts:7 lock-out");
  expect(await listed(page)).toEqual(["Fabrikam Logistics (fabrikam): LOCK-OUT, narrowing"]);
  await page.getByRole("searchbox").fill("logistics");
  expect(await listed(page)).toEqual(["Fabrikam Logistics (fabrikam): LOCK-OUT, narrowing"]);
  await page.getByRole("searchbox").fill("nobody of this name");
  expect(await counted(page)).toBe("0 of 5 changed customers");
  expect(noise).toEqual([]);
  await page.close();
});

test("the page shows a customer's access as a matrix of principals and roles, before and after", async () => {
  const { page, noise } = await open(html(broadened()));
  await page.getByRole("button", { name: /^Fabrikam Logistics/ }).click();
  const table = page.getByRole("table", { name: /^the whole subscription/ });
  const roles = (await table.getByRole("columnheader").allTextContents()).map((text) => text.split(" (")[0]);
  expect(roles).toEqual([
    "Who",
    "Managed Services Registration assignment Delete Role",
    "Reader",
    "Contributor",
  ]);
  const row = table.getByRole("row", { name: /^Operators/ });
  expect(await row.getByRole("cell").allTextContents()).toEqual([
    "standing",
    "standing → no access",
    "no access → standing",
  ]);
  expect(noise).toEqual([]);
  await page.close();
});

test("the page unfolds every operation of a long role, and finds customers by each", async () => {
  const role = aGrant({ roleDefinitionId: ROLE.virtualMachineContributor });
  const review = reviewOf([aCustomer("fabrikam", EXIT)], [aCustomer("fabrikam", EXIT, role)]);
  const { page, noise } = await open(html(review));
  await page.getByRole("searchbox").fill("disks/read");
  expect(await listed(page)).toEqual(["Fabrikam Logistics (fabrikam): BROADENING"]);
  await page.locator("#found button").click();
  for (const place of ["article", "#view"]) {
    const folded = page.locator(`${place} details`);
    const operation = folded.getByText("gains Microsoft.Compute/disks/read", { exact: true });
    expect(await operation.isVisible()).toBe(false);
    await folded.getByText(/^All \d+ patterns of operations$/).click();
    expect(await operation.isVisible()).toBe(true);
  }
  expect(noise).toEqual([]);
  await page.close();
});

test("the page can be used by keyboard alone", async () => {
  const { page, noise } = await open(html(eventful()));
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to what changes");
  await page.keyboard.press("Tab");
  await page.keyboard.type("fabri");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Fabrikam Logistics (fabrikam): LOCK-OUT, narrowing");
  const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
  expect(outline).toBe("solid");
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("Customer Fabrikam Logistics (fabrikam)");
  // a wide table is reached as well, to be scrolled
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toMatch(/^Access on /);
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Back to the list");
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("Fabrikam Logistics (fabrikam): LOCK-OUT, narrowing");
  expect(await page.locator("[aria-current]").count()).toBe(0);
  await page.getByText("Skip to what changes").focus();
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("What changes");
  expect(noise).toEqual([]);
  await page.close();
});

/** How far down the window something begins, in pixels. */
const topOf = async (page: Page, selector: string) =>
  (await page.locator(selector).first().boundingBox())?.y ?? Number.NaN;

test.each([1000, 420])(
  "a page %d pixels wide brings a chosen customer into sight, access first",
  async (width) => {
    const { page, noise } = await open(html(manyGroups(350)), { viewport: { width, height: 900 } });
    expect(await topOf(page, "#search")).toBeLessThan(await topOf(page, "article"));
    await page.getByRole("searchbox").fill("customer-0");
    await page.locator("#found button").nth(90).click();
    const name = await page.locator("#found button[aria-current]").textContent();
    expect(name).toBe("customer-0090: BROADENING");
    expect(await focused(page)).toBe("Customer customer-0090");
    const top = await topOf(page, "#view h3");
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(40);
    expect(await topOf(page, "#view table")).toBeLessThan(450);
    expect(await page.locator("#view h4").allTextContents()).toEqual([
      "Who can do what, before → after",
      "What changes",
    ]);
    expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    expect(noise).toEqual([]);
    await page.close();
  },
);

test("the page names the subscription of each change only where a customer has several", async () => {
  const elsewhere = aGrant({ scope: `/subscriptions/${OTHER_SUBSCRIPTION}`, principalId: guidOf("c") });
  const review = reviewOf(
    [aCustomer("one", EXIT), aCustomer("two", EXIT)],
    [aCustomer("one", EXIT, aGrant()), aCustomer("two", EXIT, aGrant(), elsewhere)],
  );
  const { page } = await open(html(review));
  const subscriptions = page.locator("#view li").filter({ hasText: /^subscription / });
  await page.getByRole("button", { name: /^one/ }).click();
  expect(await page.locator("#view p").first().textContent()).toBe(
    `BROADENING; offers/operations.ts:9; subscription ${SUBSCRIPTION}`,
  );
  expect(await subscriptions.count()).toBe(0);
  await page.getByRole("button", { name: /^two/ }).click();
  expect(new Set(await subscriptions.allTextContents())).toEqual(
    new Set([`subscription ${SUBSCRIPTION}`, `subscription ${OTHER_SUBSCRIPTION}`]),
  );
  await page.close();
});

test("the page names its parts for a screen reader", async () => {
  const { page } = await open(html(eventful()));
  await page.getByRole("button", { name: /^adatum/ }).click();
  for (const role of ["banner", "main", "search"] as const)
    expect(await page.getByRole(role).count(), role).toBe(1);
  for (const name of ["What changes", "Access of each changed customer"]) {
    expect(await page.getByRole("region", { name, exact: true }).count()).toBe(1);
  }
  expect(await page.getByRole("table", { name: /^the whole subscription/ }).count()).toBe(1);
  expect(await page.getByLabel(/^Search customers/).count()).toBe(1);
  expect(await page.locator("th:not([scope])").count()).toBe(0);
  expect(await page.getByRole("article", { name: /^LOCK-OUT/ }).count()).toBe(1);
  const levels: number[] = await page.evaluate(
    '[...document.querySelectorAll("h1,h2,h3,h4")].map((heading) => Number(heading.tagName[1]))',
  );
  // no level is skipped on the way down
  expect(levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)).toEqual([]);
  expect(await page.locator("html[lang=en]").count()).toBe(1);
  await page.close();
});

test.each(HOSTILE_NAMES)("the page shows names made of %s as text", async (_, name) => {
  const { page, noise } = await open(htmlReview(hostileReview(name), hostileReport(name)));
  await page.getByRole("button", { name: /\(adatum\): / }).click();
  const shown = forTerminal(shorten(name).replace(/["\\]/g, "\\$&"));
  expect(await page.getByRole("rowheader").allTextContents()).toContainEqual(expect.stringContaining(shown));
  expect(await page.locator("main").textContent()).toContain(shown);
  expect(await page.locator("img, b, main script").count()).toBe(0);
  const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
  expect(wide).toBe(false);
  expect(noise).toEqual([]);
  await page.close();
});

test("the page's policy lets no other script run, and nothing be fetched", async () => {
  const { page, noise } = await open(html(broadened()));
  await page.evaluate(`{
    const script = document.createElement("script");
    script.textContent = "window.stranger = true";
    const image = new Image();
    image.src = "http://127.0.0.1:9/x";
    document.body.append(script, image);
  }`);
  expect(await page.evaluate("window.stranger")).toBeUndefined();
  await expect.poll(() => noise.filter((text) => text.includes("Content Security Policy")).length).toBe(2);
  await page.close();
});

/** Contrast of what these selectors find with the nearest background behind it (WCAG 2.2, 1.4.3), in the browser. */
const CONTRASTS = `((selectors) => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => parts(colour).slice(0, 3)
    .map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return parts(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  return selectors.map((selector) => {
    const element = document.querySelector(selector);
    const [dark, light] = [getComputedStyle(element).color, behind(element)].map(luminance).sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  });
})(["body", "h3", ".note", ".detail", "th small", "input", "button", "td.changed"])`;

test("the page is light or dark as the reader's system asks, and legible in both", async () => {
  const backgrounds: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const { page } = await open(html(eventful()), { colorScheme });
    await page.getByRole("button", { name: /^Fabrikam Logistics/ }).click();
    for (const contrast of await page.evaluate<number[]>(CONTRASTS)) expect(contrast).toBeGreaterThan(4.5);
    backgrounds.push(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
    await page.close();
  }
  expect(backgrounds).toEqual(["rgb(255, 255, 255)", "rgb(27, 26, 25)"]);
});

test("the page without scripts still says what changes, and to whom", async () => {
  const { page } = await open(html(fleet(400)), { javaScriptEnabled: false });
  const main = page.locator("main");
  expect(await main.textContent()).toContain("Contributor on the whole subscription");
  expect(await main.textContent()).toContain("customer-0399");
  expect(await page.getByRole("searchbox").count()).toBe(0);
  await page.close();
});

test("the page lists a hundred customers at a time", async () => {
  const { page } = await open(html(manyGroups(350)));
  expect(await page.getByRole("article").count()).toBe(300);
  expect(await page.locator("summary").textContent()).toContain("50 more groups of changes");
  expect((await listed(page)).length).toBe(100);
  await page.getByRole("button", { name: "Show more (250 left)" }).press("Enter");
  expect((await listed(page)).length).toBe(200);
  expect(await focused(page)).toBe("customer-0100: BROADENING");
  await page.close();
});

test("the page of 5,000 customers with ten grants each opens and searches", async () => {
  const { page, noise } = await open(html(fleet(5_000)));
  await page.getByRole("searchbox").fill("customer-4999");
  await page.getByText("1 of 5000 changed customers").waitFor();
  expect(await listed(page)).toEqual(["customer-4999: BROADENING"]);
  await page.locator("#found button").click();
  expect(await page.getByRole("row").count()).toBe(11);
  expect(noise).toEqual([]);
  await page.close();
});

test("the page of a review without changes says so", async () => {
  const access = aCustomer("fabrikam", aGrant({ roleDefinitionId: ROLE.reader }), EXIT);
  const { page, noise } = await open(html(reviewOf([access], [access])));
  expect(await page.getByRole("region", { name: "What changes" }).textContent()).toContain("Nothing.");
  expect(await counted(page)).toBe("0 of 0 changed customers");
  expect(noise).toEqual([]);
  await page.close();
});
