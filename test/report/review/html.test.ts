// @module-tag chromium

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { forTerminal } from "../../../lib/report/escape.ts";
import { shorten } from "../../../lib/report/phrases.ts";
import { htmlReview } from "../../../lib/report/review/html.ts";
import { markdownReview } from "../../../lib/report/review/markdown.ts";
import type { AccessReview } from "../../../lib/review/access-change.ts";
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
import { aGrant, onRequest, ROLE } from "../../support/sides.ts";
import { axeFindings, brokenWords, pageOpener } from "./open-page.ts";

const open = pageOpener();
const html = (review: AccessReview) => htmlReview(review, REPORT);

const counted = (page: Page) => page.locator("#count").textContent();
const listed = (page: Page) => page.locator("#found button").allTextContents();
const focused = (page: Page) => page.evaluate("document.activeElement.textContent");

test("the page says in its first lines what changes, what is worst, and what is asked", async () => {
  const { page, noise } = await open(html(eventful()));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
    "LOCK-OUT, INTERRUPTION, LEFT STANDING, onboarding, MIXED: more access at 4 customers, less at Fabrikam Logistics",
  );
  const asked = await page.locator(".asked li").allTextContents();
  expect(asked).toContain("☐ 1 lock-out: the provider or its roles lock themselves out");
  expect(asked).toContain("☐ 1 interruption: access pauses: choose the time");
  const tiles = await page.locator(".tile").allTextContents();
  expect(tiles.slice(0, 3)).toEqual([
    "Customers changed5 of 5",
    "More access+4 customers",
    "Less access−1 customer",
  ]);
  expect(noise).toEqual([]);
  await page.close();
});

test("the page finds customers by all words, and shows their changes alone", async () => {
  const { page, noise } = await open(html(eventful()));
  expect(await counted(page)).toBe("5 of 5 changed customers; 0 unchanged");
  await page.getByRole("searchbox").fill("REPLACED definition");
  expect(await listed(page)).toEqual(["adatum: INTERRUPTION, cosmetic", "contoso: INTERRUPTION, cosmetic"]);
  await page.getByRole("searchbox").fill("customers/fabrikam.ts:7 lock-out");
  expect(await listed(page)).toEqual(["Fabrikam Logistics (fabrikam): LOCK-OUT, narrowing"]);
  expect(await page.getByRole("article").filter({ visible: true }).count()).toBe(2);
  await page.getByRole("searchbox").fill("nobody of this name");
  expect(await counted(page)).toBe("0 of 5 changed customers; 0 unchanged");
  expect(noise).toEqual([]);
  await page.close();
});

test("a grade filters, says that it is chosen, and stands in the address", async () => {
  const { page, noise } = await open(html(eventful()));
  const less = page.getByRole("button", { name: /Less access 1$/ });
  await less.click();
  expect(await less.getAttribute("aria-pressed")).toBe("true");
  expect(await listed(page)).toEqual(["Fabrikam Logistics (fabrikam): LOCK-OUT, narrowing"]);
  expect(new URL(page.url()).hash).toBe("#narrowing");
  await less.click();
  expect((await listed(page)).length).toBe(5);
  expect(noise).toEqual([]);
  await page.close();
});

test("power on request beside power at all times reads as on request, in the first sentence and in the cells", async () => {
  const contributor = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
  const { page } = await open(
    html(reviewOf([aCustomer("fabrikam", aGrant())], [aCustomer("fabrikam", aGrant(), contributor)])),
  );
  expect(await page.locator(".verdict p").first().textContent()).toMatch(
    /can newly .* \(on request, up to 4 h, MFA, self-activated\)\.$/,
  );
  const table = page.getByRole("table", { name: /^the whole subscription/ });
  const heads = await table.getByRole("columnheader").allTextContents();
  const cells = await table
    .getByRole("row", { name: /^Operators/ })
    .getByRole("cell")
    .allTextContents();
  expect(cells[heads.indexOf("Keys") - 1]).toMatch(/^\+\d+ standing → partly on request critical$/);
  expect(cells[heads.indexOf("Delete") - 1]).toMatch(/^\+\d+ none → on request critical$/);
  await page.close();
});

test("the matrix of the riskiest customer is open: who, powers before and after, signed", async () => {
  const { page, noise } = await open(html(broadened()));
  const table = page.getByRole("table", { name: /^the whole subscription/ });
  const heads = await table.getByRole("columnheader").allTextContents();
  expect(heads[0]).toBe("Who and roles");
  expect(heads).toContain("Keys");
  const row = table.getByRole("row", { name: /^Operators/ });
  const keys = row.getByRole("cell").nth(heads.indexOf("Keys") - 1);
  // Reader reads some keys, Contributor lists all
  expect(await keys.textContent()).toMatch(/^\+\d+ standing critical$/);
  expect(
    await row
      .getByRole("cell")
      .nth(heads.indexOf("Delete") - 1)
      .textContent(),
  ).toMatch(/^\+\d+ none → standing critical$/);
  expect(
    await row
      .getByRole("cell")
      .nth(heads.indexOf("Read") - 1)
      .textContent(),
  ).toBe("standing");
  await keys.getByRole("button").click();
  expect(await keys.getByRole("button").getAttribute("aria-expanded")).toBe("true");
  expect(await page.locator("td.opened").textContent()).toContain(
    "can now list keys and shared access signatures of storage accounts Microsoft.Storage/storageAccounts/listKeys/action",
  );
  expect(await page.locator("td.opened").textContent()).toContain("customers/fabrikam.ts:7");
  expect(new URL(page.url()).hash).toMatch(/^#fabrikam\/\d+\.\d+$/);
  expect(noise).toEqual([]);
  await page.close();
});

test("an address leads to a customer and to a cell of its matrix", async () => {
  const { page } = await open(html(fleet(30)));
  const address = page.url();
  await page.goto(`${address}#customer-0017/0.3`);
  await page.reload();
  expect(await page.locator("#access").textContent()).toBe("Who can do what at customer-0017");
  expect(await page.locator("td.opened").count()).toBe(1);
  // the reader lands at it, not at the top of the page
  expect(await page.evaluate("document.activeElement.id")).toBe("access");
  expect(
    await page
      .locator("summary", { hasText: "29 other customers have the same access before and after" })
      .count(),
  ).toBe(1);
  await page.close();
});

test("the page unfolds every operation of a long role", async () => {
  const role = aGrant({ roleDefinitionId: ROLE.virtualMachineContributor });
  const review = reviewOf([aCustomer("fabrikam", EXIT)], [aCustomer("fabrikam", EXIT, role)]);
  const { page, noise } = await open(html(review));
  const operation = page.locator("article").getByText("gains Microsoft.Compute/disks/read", { exact: true });
  expect(await operation.isVisible()).toBe(false);
  await page.locator("article").getByText("Exactly: operations, ids, files").click();
  expect(await operation.isVisible()).toBe(true);
  expect(noise).toEqual([]);
  await page.close();
});

test("the page can be used by keyboard alone", async () => {
  const { page, noise } = await open(html(eventful()));
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to what changes");
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("What changes");
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("fabri");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Fabrikam Logistics (fabrikam): LOCK-OUT, narrowing");
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("Who can do what at Fabrikam Logistics (fabrikam)");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Show all changes");
  await page.keyboard.press("Tab");
  // a wide table is reached as well, to be scrolled
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toMatch(/^Access on /);
  expect(noise).toEqual([]);
  await page.close();
});

test.each([390, 768, 1280, 1920])("a page %d pixels wide does not scroll sideways", async (width) => {
  for (const review of [eventful(), manyGroups(350)]) {
    const { page } = await open(html(review), { viewport: { width, height: 900 } });
    expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
    await page.close();
  }
});

test.each(["light", "dark"] as const)(
  "axe finds nothing to complain about where it is %s",
  async (colorScheme) => {
    for (const review of [eventful(), broadened()]) {
      const { page } = await open(html(review), { colorScheme });
      await page.locator("td.changed button").first().click();
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    }
  },
);

test("the review can be copied as the comment that it would be", async () => {
  const { page } = await open(html(broadened()), { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(markdownReview(broadened(), REPORT));
  await page.close();
});

test.each(HOSTILE_NAMES)("the page shows names made of %s as text", async (_, name) => {
  const { page, noise } = await open(htmlReview(hostileReview(name), hostileReport(name)));
  await page
    .locator("#found")
    .getByRole("button", { name: /\(adatum\): / })
    .click();
  const shown = forTerminal(shorten(name).replace(/["\\]/g, "\\$&"));
  expect(await page.getByRole("rowheader").allTextContents()).toContainEqual(expect.stringContaining(shown));
  expect(await page.locator("main").textContent()).toContain(shown);
  expect(await page.locator("img, main script").count()).toBe(0);
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

test("the page is light or dark as the reader's system asks", async () => {
  const backgrounds: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    const { page } = await open(html(eventful()), { colorScheme });
    backgrounds.push(await page.evaluate("getComputedStyle(document.body).backgroundColor"));
    await page.close();
  }
  expect(backgrounds).toEqual(["rgb(246, 247, 249)", "rgb(15, 18, 22)"]);
});

test("printed, no column of the matrix is cut off", async () => {
  const { page } = await open(html(broadened()));
  await page.emulateMedia({ media: "print" });
  // A4 with the page's margins, in pixels of CSS
  await page.setViewportSize({ width: 702, height: 1000 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(702);
  await page.close();
});

test("printed, no word of the matrix is broken or runs out of its cell", async () => {
  const reader = aGrant({ roleDefinitionId: ROLE.reader });
  const handsOut = aGrant({
    roleDefinitionId: ROLE.userAccessAdministrator,
    access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.contributor] },
  });
  const before = [aCustomer("fabrikam", EXIT, reader)];
  const after = [aCustomer("fabrikam", EXIT, aGrant({ roleDefinitionId: ROLE.contributor }), handsOut)];
  const { page } = await open(html(reviewOf(before, after)));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 702, height: 1000 });
  expect(await page.locator(".matrix thead th").count()).toBeGreaterThanOrEqual(14);
  expect(await brokenWords(page)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(702);
  await page.close();
});

test("the page without scripts still says what changes, and to whom", async () => {
  const { page } = await open(html(fleet(400)), { javaScriptEnabled: false });
  const main = page.locator("main");
  expect(await main.textContent()).toContain("Reader → Contributor on 400 subscriptions of 400 customers");
  expect(await main.textContent()).toContain("customer-0399");
  expect(await page.getByRole("searchbox").count()).toBe(0);
  await page.close();
});

test("the page lists a hundred customers at a time", async () => {
  const { page } = await open(html(manyGroups(350)));
  expect(await page.getByRole("article").count()).toBe(300);
  expect(await page.locator("section > details > summary").first().textContent()).toContain(
    "50 more changes",
  );
  expect((await listed(page)).length).toBe(100);
  await page.getByRole("button", { name: "Show more (250 left)" }).press("Enter");
  expect((await listed(page)).length).toBe(200);
  await page.close();
});

test("a click on a mark of the strip shows that customer, and one on an unchanged customer's mark nothing", async () => {
  const same = ["a", "b", "c"].map((id) => aCustomer(id, EXIT));
  const before = ["d", "e"].map((id) => aCustomer(id, EXIT));
  const after = ["d", "e"].map((id) => aCustomer(id, EXIT, aGrant()));
  const review = reviewOf([...same, ...before], [...same, ...after]);
  const { page, noise } = await open(html(review));
  const strip = page.locator("svg.strip");
  const { width, height } = (await strip.boundingBox()) ?? { width: 0, height: 0 };
  const click = (mark: number) => strip.click({ position: { x: ((mark + 0.5) * width) / 5, y: height / 2 } });
  await click(4);
  expect(new URL(page.url()).hash).toBe("");
  await click(1);
  expect(new URL(page.url()).hash).toBe("#e");
  expect(await page.locator("#found [aria-current=true]").textContent()).toContain("e: ");
  expect(noise).toEqual([]);
  await page.close();
});

test("the page of 5,000 customers with ten grants each opens and searches", async () => {
  const { page, noise } = await open(html(fleet(5_000)));
  await page.getByRole("searchbox").fill("customer-4999");
  await page.getByText("1 of 5000 changed customers; 0 unchanged").waitFor();
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
  expect(await counted(page)).toBe("0 of 0 changed customers; 1 unchanged");
  expect(noise).toEqual([]);
  await page.close();
});
