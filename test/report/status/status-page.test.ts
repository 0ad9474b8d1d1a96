// @module-tag chromium

import { expect, test } from "vitest";
import { forTerminal } from "../../../lib/report/escape.ts";
import { shorten } from "../../../lib/report/phrases.ts";
import { collectStatus } from "../../../lib/report/status/collect-status.ts";
import { htmlStatus } from "../../../lib/report/status/html.ts";
import type { CustomerStatus, DelegationStatus, EstateStatus } from "../../../lib/status/estate-status.ts";
import { HOSTILE_NAMES } from "../../support/reviews.ts";
import { axeFindings, pageOpener } from "../review/open-page.ts";

/*
 * The status page in a real browser.
 */

const open = pageOpener();
const SNAPSHOT = { name: "azure", ended: "2026-11-29T21:00:09.000Z" };

function taken(changes: Partial<DelegationStatus> = {}): DelegationStatus {
  const version = changes.version ?? "1.2.0";
  return {
    offer: "operations",
    plan: "standard",
    version,
    update: undefined,
    waitingSince: undefined,
    accepted: undefined,
    behind: 0,
    refusedRoles: [],
    scopes: [],
    state: "in-place",
    ...changes,
  };
}

function customer(id: string, ...delegations: readonly DelegationStatus[]): CustomerStatus {
  const acceptance = {
    state: "not-recorded",
    recordedOn: undefined,
    recordedBy: undefined,
    reference: undefined,
    signature: "none",
    plans: [],
    isRequired: false,
  } as const;
  return { id, name: `Customer ${id}`, deployedBy: "provider", acceptance, delegations };
}

function statusWith(customers: readonly CustomerStatus[], changes: Partial<EstateStatus> = {}): EstateStatus {
  return {
    catalogueDate: "2026-08-22",
    customers,
    roles: [],
    unreadableFiles: [],
    deviations: [],
    acceptedWarnings: 0,
    others: undefined,
    ...changes,
  };
}

const html = (status: EstateStatus) => htmlStatus({ status, snapshot: SNAPSHOT });

const BEHIND = { version: "1.1.0", update: "1.2.0", behind: 1 };

/** One customer in each situation, and two that are up to date. */
const estate = () =>
  statusWith([
    customer("adatum", taken()),
    customer("contoso", taken(), taken({ offer: "security", state: "differs" })),
    customer("fabrikam", taken({ ...BEHIND, refusedRoles: ["Old Role"] })),
    customer("northwind", taken()),
    customer("proseware", taken({ state: "nothing-delegated" })),
    customer("tailwind", taken(BEHIND)),
    customer("wingtip", taken({ version: "1.0.0", update: "1.2.0", behind: 2 })),
  ]);

test("the page says in its first lines how many customers need attention, why, and what is asked", async () => {
  const { page, noise } = await open(html(estate()));
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
    "4 of 7 customers need attention: role refused (1), differs from Azure (1) and 2 more",
  );
  expect(await page.locator(".asked li").allTextContents()).toEqual([
    "☐ role refused (Customer fabrikam): the next deployment fails: replace the role",
    "☐ differs from Azure (Customer contoso): keeper drift shows what, and the ways out",
    "☐ two or more versions behind (Customer wingtip): take the newest version, or say why not",
    "☐ one version behind (Customer tailwind): take the newest version, or say why not",
  ]);
  expect(await page.locator(".tile").allTextContents()).toEqual([
    "Newest version2 of 7",
    "Behind2 1 by 2 or more",
    "Role refused1 by Azure Lighthouse",
    "Differs or failed1 drift or errors",
    "Not deployed0 0 deploy themselves",
    "Nothing known or delegated1 0 not read",
  ]);
  expect(noise).toEqual([]);
  await page.close();
});

test("what Azure was not asked is no zero: the tile says that nothing was compared", async () => {
  const { page } = await open(htmlStatus({ status: estate(), snapshot: undefined }));
  expect(await page.locator(".tile").allTextContents()).toEqual(
    expect.arrayContaining(["Not deployed– Azure not compared", "Differs or failed1 drift or errors"]),
  );
  await page.close();
});

test("an offer whose plans have different newest versions names them by plan, in one head", () => {
  const { offers, texts } = collectStatus(
    statusWith([
      customer("adatum", taken(BEHIND)),
      customer("contoso", taken({ plan: "essential", version: "1.0.0" })),
    ]),
  );
  expect(offers.map(({ newest }) => texts[newest])).toEqual([
    "newest by plan: essential 1.0.0, standard 1.2.0",
  ]);
});

test("the map shows customers and offers, worst first, and a cell by version, sign and words", async () => {
  const { page } = await open(html(estate()));
  const heads = await page.locator("#rows thead th").allTextContents();
  expect(heads).toEqual(["Customers in the same state", "operationsnewest 1.2.0", "securitynewest 1.2.0"]);
  const rows = await page.locator("#rows tbody tr").allTextContents();
  expect(rows).toEqual([
    "Customer fabrikamfabrikamrole refused1.1.0✕standard; Azure Lighthouse refuses Old Role; 1 version behind 1.2.0·not taken",
    "Customer contosocontosodiffers from Azure1.2.0standard1.2.0≠standard; differs",
    "Customer wingtipwingtiptwo or more versions behind1.0.02↓standard; 2 versions behind 1.2.0·not taken",
    "Customer tailwindtailwindone version behind1.1.01↓standard; 1 version behind 1.2.0·not taken",
    "Customer prosewareprosewarenothing delegated1.2.0∅standard; nothing delegated·not taken",
    "▸2 customersnewest version1.2.0standard·not taken",
  ]);
  await page.getByRole("button", { name: "2 customers" }).click();
  expect(await page.locator(".members li").allTextContents()).toEqual([
    "Customer adatum (adatum) ",
    "Customer northwind (northwind) ",
  ]);
  await page.close();
});

test("a state filters and stands in the address; a search finds all words", async () => {
  const { page, noise } = await open(html(estate()));
  await page.getByRole("button", { name: /role refused 1$/ }).click();
  expect(await page.locator("#count").textContent()).toBe("1 of 7 customers");
  expect(new URL(page.url()).hash).toBe("#refused");
  await page.reload();
  expect(await page.locator("#rows tbody tr").count()).toBe(1);
  await page.getByRole("button", { name: /role refused 1$/ }).click();
  await page.getByRole("searchbox").fill("security differs");
  expect(await page.locator("#count").textContent()).toBe("1 of 7 customers");
  await page.getByRole("searchbox").fill("");
  await page.getByRole("button", { name: "Each customer" }).click();
  expect(await page.locator("#rows tbody tr").count()).toBe(7);
  expect(noise).toEqual([]);
  await page.close();
});

test("the page can be used by keyboard alone", async () => {
  const { page } = await open(html(estate()));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Estate map");
  await page.getByRole("button", { name: "2 customers" }).focus();
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("button", { name: "2 customers" }).getAttribute("aria-expanded")).toBe("true");
  await page.close();
});

test.each([390, 768, 1280, 1920])("a page %d pixels wide does not scroll sideways", async (width) => {
  const { page } = await open(html(estate()), { viewport: { width, height: 900 } });
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
  await page.close();
});

test.each(["light", "dark"] as const)(
  "axe finds nothing to complain about where it is %s",
  async (colorScheme) => {
    for (const width of [390, 1280]) {
      const { page } = await open(html(estate()), { colorScheme, viewport: { width, height: 900 } });
      await page.getByRole("button", { name: "2 customers" }).click();
      expect(await axeFindings(page)).toEqual([]);
      await page.close();
    }
  },
);

test.each(HOSTILE_NAMES)("the page shows names made of %s as text", async (_, name) => {
  const role = {
    roleDefinitionId: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    roleName: name,
    verdict: "refused",
    isKept: false,
    customers: [name],
  } as const;
  const status = statusWith([{ ...customer("x", taken({ refusedRoles: [name] })), name }], { roles: [role] });
  const { page, noise } = await open(html(status));
  expect(await page.locator("#rows").textContent()).toContain(forTerminal(shorten(name)));
  expect(await page.locator("main img, main script").count()).toBe(0);
  expect(await page.evaluate("document.documentElement.scrollWidth > innerWidth")).toBe(false);
  expect(noise).toEqual([]);
  await page.close();
});

test("an estate without customers, and one that needs nothing, say so; a file that cannot be read is asked for", async () => {
  for (const [status, words, asked] of [
    [statusWith([]), "No customers are defined", "Nothing."],
    [
      statusWith([], { unreadableFiles: ["customers/a.ts"] }),
      "No customers are defined, and 1 file cannot be read",
      "☐ 1 file cannot be read (customers/a.ts): keeper check says why",
    ],
    [statusWith([customer("adatum", taken())]), "None of 1 customer needs attention", "Nothing."],
  ] as const) {
    const { page, noise } = await open(html(status));
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(words);
    expect(await page.locator(".asked > :not(h2)").textContent()).toBe(asked);
    expect(noise).toEqual([]);
    await page.close();
  }
});

test("5,000 customers are a few rows, and each is found", async () => {
  const all = [...Array(5_000).keys()].map((index) =>
    customer(`c${String(index).padStart(4, "0")}`, taken(index % 10 === 0 ? BEHIND : {})),
  );
  const { page, noise } = await open(html(statusWith(all)));
  expect(await page.locator("#rows tbody tr").count()).toBe(2);
  expect(await page.getByText("3800 calmer ones are not drawn").count()).toBe(1);
  await page.getByRole("searchbox").fill("c4999");
  expect(await page.locator("#rows tbody tr").allTextContents()).toEqual([
    "Customer c4999c4999newest version1.2.0standard",
  ]);
  expect(noise).toEqual([]);
  await page.close();
});
