// @module-tag chromium

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { EstateReach } from "../../../lib/reach/estate-reach.ts";
import { htmlAccess } from "../../../lib/report/access/html.ts";
import { forTerminal } from "../../../lib/report/escape.ts";
import { shorten } from "../../../lib/report/phrases.ts";
import { guidOf } from "../../support/builders.ts";
import { reachOfGrants } from "../../support/reaches.ts";
import { EXIT, HOSTILE_NAMES, hostileReport, REPORT } from "../../support/reviews.ts";
import { aGrant, onRequest, ROLE, SUBSCRIPTION } from "../../support/sides.ts";
import { axeFindings, brokenWords, pageOpener } from "../review/open-page.ts";

/*
 * The access page in a real browser.
 */

const OPTIONS = { side: "cdktf.out", narrowedTo: [], notes: [] };

const open = pageOpener();
const html = (reach: EstateReach, options = {}) =>
  htmlAccess(reach, REPORT.directory, { ...OPTIONS, ...options });

const automation = aGrant({
  principalId: guidOf("c"),
  principalDisplayName: "Policy Automation",
  roleDefinitionId: ROLE.userAccessAdministrator,
  access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.contributor] },
});

/** Three customers: Operators with Contributor at one, on request at another; automation that hands out Contributor. */
const estate = () =>
  reachOfGrants({
    fabrikam: [aGrant({ roleDefinitionId: ROLE.contributor }), EXIT, automation],
    contoso: [
      aGrant(),
      EXIT,
      aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest({ multiFactorAuthProvider: "None" }) }),
    ],
    wingtip: [aGrant({ scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/web` }), EXIT],
  });

const focused = (page: Page) => page.evaluate("document.activeElement.textContent");
const firstCells = (page: Page) => page.locator("#rows tbody th").allTextContents();

test("the page says in its first lines who can do the worst where, and what is asked", async () => {
  const { page, noise } = await open(html(estate()));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(
    /^Operators can change resources of every kind, except access, at 1 of 3 customers, at all times, and has \d+ more critical powers$/,
  );
  expect(await page.locator(".asked li").allTextContents()).toEqual([
    "☐ Critical power at all times (Operators): would access on request do?",
    "☐ 1 principal can activate without MFA: require it",
    "☐ Each grant below: is it still needed?",
  ]);
  expect(await page.locator(".tile").allTextContents()).toEqual([
    "Customers reached3 of 3",
    "Principals2 2 could reach more",
    "Standing7 of 8 grants",
    "On request1 after activation",
    "Critical3 grants",
    "On request without MFA1 of 1",
  ]);
  expect(noise).toEqual([]);
  await page.close();
});

test("the reach of a principal is a picture: roles, customers, powers, and known ways", async () => {
  const { page, noise } = await open(html(estate()));
  const boxes = () =>
    page.locator(".picture .box").evaluateAll((all) => all.map((box) => box.getAttribute("aria-label")));
  expect(await boxes()).toEqual(
    expect.arrayContaining([
      "Operators: group, 3 customers",
      "Contributor: standing, 1 customer",
      "Contributor: on request, 1 customer",
      "Fabrikam Logistics: fabrikam",
      "Keys: critical, 2 customers",
      "Identities: critical, 2 customers",
    ]),
  );
  await page
    .getByRole("combobox", { name: "Principal" })
    .selectOption({ label: '[NEW: not in base\'s registry] "Policy Automation"' });
  expect(await boxes()).toEqual(expect.arrayContaining(["Hands out roles: critical, 1 customer"]));
  expect(await page.locator(".picture .line.step").count()).toBeGreaterThan(0);
  expect(new URL(page.url()).hash).toBe(`#${guidOf("c")}`);
  const power = page
    .locator("#powers tr")
    .filter({ hasText: "list keys and shared access signatures" })
    .first();
  expect(await power.textContent()).toMatch(
    /critical1 of 3through a managed identity that it gives a roleContributor/,
  );
  expect(noise).toEqual([]);
  await page.close();
});

test("pointing at a box shows what it is connected with", async () => {
  const { page } = await open(html(estate()));
  await page.locator(".box").filter({ hasText: "wingtip" }).focus();
  const on = await page.locator(".box.on .title").allTextContents();
  expect(on).toContain("wingtip");
  expect(on).toContain("Read");
  expect(on).not.toContain("Run code");
  await page.close();
});

test("a power is shown with its operations, and what no power covers is counted", async () => {
  const { page } = await open(html(estate()));
  await page.getByRole("button", { name: /^Show all powers/ }).click();
  const row = page.locator("#powers tr").filter({ hasText: "list keys and shared access signatures" });
  expect(await row.first().textContent()).toContain("Microsoft.Storage/storageAccounts/listKeys/action");
  expect(await page.locator("#reach li").first().textContent()).toMatch(
    /^\d+ known operations of \d+ that the roles allow on one scope are covered by no power above/,
  );
  const exact = page.locator("details").filter({ hasText: "Contributor" }).first();
  expect(await exact.textContent()).toMatch(/no words cover \d+ of \d+ known operations/);
  expect(await exact.locator(".exact").isVisible()).toBe(false);
  await exact.locator("summary").click();
  expect(await exact.locator(".exact").textContent()).toContain("may do: *");
  await page.close();
});

test("the grants are searched, filtered and sorted, with role names beside ids", async () => {
  const { page, noise } = await open(html(estate()));
  expect(await page.locator("#count").textContent()).toBe("8 of 8 grants");
  await page.getByRole("searchbox").fill("operators contributor fabrikam");
  expect(await page.locator("#count").textContent()).toBe("1 of 8 grants");
  expect(await page.locator("#rows tbody tr").textContent()).toContain(ROLE.contributor);
  await page.getByRole("searchbox").fill("");
  await page.getByRole("button", { name: "On request", exact: true }).click();
  expect(await page.locator("#count").textContent()).toBe("1 of 8 grants");
  await page.getByRole("button", { name: "All", exact: true }).click();
  const head = page.getByRole("columnheader", { name: /^Principal/ });
  await head.last().getByRole("button").click();
  expect(await head.last().getAttribute("aria-sort")).toBe("ascending");
  const sorted = await firstCells(page);
  expect(sorted[0]).toContain("Policy Automation");
  await head.last().getByRole("button").click();
  expect(await head.last().getAttribute("aria-sort")).toBe("descending");
  expect((await firstCells(page)).at(-1)).toContain("Policy Automation");
  expect(noise).toEqual([]);
  await page.close();
});

test("the page can be used by keyboard alone", async () => {
  const { page } = await open(html(estate()));
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to the grants");
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("Every grant");
  await page.locator(".cards .name button").nth(1).focus();
  await page.keyboard.press("Enter");
  expect(await focused(page)).toBe("What a stolen credential reaches");
  expect(await page.locator("#principal").inputValue()).toBe("1");
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.id")).toBe("principal");
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toContain(
    "Policy Automation",
  );
  await page.close();
});

test.each([390, 768, 1280, 1920])("a page %d pixels wide does not scroll sideways", async (width) => {
  const { page } = await open(html(estate()), { viewport: { width, height: 900 } });
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
  expect(await page.locator(".picture").isVisible()).toBe(width >= 1060);
  await page.close();
});

test.each(["light", "dark"] as const)(
  "axe finds nothing to complain about where it is %s",
  async (colorScheme) => {
    for (const width of [390, 1280]) {
      const { page } = await open(html(estate()), { colorScheme, viewport: { width, height: 900 } });
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    }
  },
);

test.each(HOSTILE_NAMES)("the page shows names made of %s as text", async (_, name) => {
  const grant = aGrant({ principalId: guidOf("c"), principalDisplayName: name });
  const reach = reachOfGrants({ fabrikam: [grant, EXIT], adatum: [grant] });
  const { directory } = hostileReport(name);
  const options = { side: name, narrowedTo: [], notes: [name] };
  const { page, noise } = await open(htmlAccess(reach, directory, options));
  const shown = forTerminal(shorten(name).replace(/["\\]/g, "\\$&"));
  expect(await page.locator("#rows").textContent()).toContain(shown);
  expect(await page.locator("main img, main script").count()).toBe(0);
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
  expect(noise).toEqual([]);
  await page.close();
});

test("a narrowed question shows its grants, and says that it is a part", async () => {
  const narrowed = reachOfGrants({ fabrikam: [aGrant()] }, true);
  const { page } = await open(html(narrowed, { narrowedTo: ["customer fabrikam"] }));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("1 grant: customer fabrikam");
  expect(await page.locator(".says").textContent()).toContain("this is a part of what its principals have");
  expect(await page.locator("#reach").isVisible()).toBe(false);
  expect(await page.locator("#rows tbody tr").count()).toBe(1);
  await page.close();
});

test("the page without scripts still says who can do what at worst, and what each role allows", async () => {
  const { page } = await open(html(estate()), { javaScriptEnabled: false });
  const main = await page.locator("main").textContent();
  expect(main).toContain("Operators can change resources of every kind");
  expect(main).toContain("may do: *");
  expect(main).toContain("keeper access --format csv");
  await page.close();
});

test("the page of 5,000 customers opens, searches and sorts", async () => {
  const grants = [...Array(5_000).keys()].map((index): [string, ReturnType<typeof aGrant>[]] => {
    const scope = `/subscriptions/${String(index).padStart(8, "0")}-1111-4111-8111-111111111111`;
    return [
      `customer-${String(index).padStart(4, "0")}`,
      [aGrant({ scope, roleDefinitionId: ROLE.contributor }), aGrant({ scope, principalId: guidOf("b") })],
    ];
  });
  const { page, noise } = await open(html(reachOfGrants(Object.fromEntries(grants))));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("at all 5000 customers");
  expect(await page.locator("#rows tbody tr").count()).toBe(50);
  await page.getByRole("searchbox").fill("customer-4999 contributor");
  await page.getByText("1 of 10000 grants").waitFor();
  await page.getByRole("searchbox").fill("");
  await page.getByRole("button", { name: /^Customer/ }).click();
  expect(await page.locator("#rows tbody tr").first().textContent()).toContain("customer-0000");
  expect(noise).toEqual([]);
  await page.close();
});

test("printed, nothing is cut off, and what is left out is said", async () => {
  const { page } = await open(html(estate()));
  await page.emulateMedia({ media: "print" });
  // A4 with the page's margins, in pixels of CSS
  await page.setViewportSize({ width: 702, height: 1000 });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(702);
  expect(await brokenWords(page)).toEqual([]);
  await expect.poll(() => page.locator("#all-powers").isVisible()).toBe(true);
  expect(await page.locator("#all-powers").textContent()).toMatch(/\d+ less dangerous ones left/);
  await page.close();
});
