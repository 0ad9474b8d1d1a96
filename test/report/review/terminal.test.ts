import { expect, test } from "vitest";
import { terminalReview } from "../../../lib/report/review/terminal.ts";
import { wrap } from "../../../lib/report/review/wrap.ts";
import {
  aCustomer,
  broadened,
  EXIT,
  eventful,
  fleet,
  manyGroups,
  REPORT,
  reviewOf,
} from "../../support/reviews.ts";
import { aGrant, ROLE, SUBSCRIPTION } from "../../support/sides.ts";

test("terminalReview() colours only when asked to, and then nothing of a user's", () => {
  expect(terminalReview(broadened(), REPORT, { colour: false })).not.toContain("\u001b");
  expect(terminalReview(broadened(), REPORT, { colour: true })).toContain("\u001b[31m");
});

test.each([60, 100])("terminalReview() fits into %d columns", (width) => {
  const lines = terminalReview(eventful(), REPORT, { colour: false, columns: width }).split("\n");
  // a word alone may be longer: it is there to be copied
  const long = lines.filter((line) => line.length > width && line.trim().includes(" "));
  expect(long).toEqual([]);
});

test("terminalReview() shows ids, patterns and files only where asked for exactness", () => {
  const shown = (exact: boolean) =>
    terminalReview(eventful(), REPORT, { colour: false, columns: 200, exact }).split("\n").join(" ");
  const exactly = [
    "customers/fabrikam.ts:7",
    SUBSCRIPTION,
    "loses Microsoft.ManagedServices/registrationAssignments/delete",
  ];
  for (const text of exactly) {
    expect(shown(true)).toContain(text);
    expect(shown(false)).not.toContain(text);
  }
  expect(shown(false)).toContain("Left out: ");
  expect(shown(false)).toMatch(/ids, operations, files.*Show: --exact, --explain <number>/);
});

test.each([1, 2, 40, 1_000])(
  "terminalReview() of one plan's change at %d customers fits into 20 lines of 80 columns",
  (size) => {
    const text = terminalReview(fleet(size), REPORT, { colour: false, columns: 80 });
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(20);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(text).toContain("Reader -> Contributor");
  },
);

test("terminalReview() of many changes names as many as 20 lines hold, counts the rest, and says so", () => {
  const text = terminalReview(manyGroups(50), REPORT, { colour: false, columns: 80 });
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  const named = text.match(/^ *\d+ \+ /gm)?.length ?? 0;
  const [, counted] = /and (\d+) more changes: \1 × BROADENING/.exec(text) ?? [];
  expect(named).toBeGreaterThan(2);
  expect(named + Number(counted)).toBe(50);
});

test("what cuts access off is explained, however much else changes", () => {
  const text = terminalReview(eventful(), REPORT, { colour: false, columns: 80 });
  expect(text.replace(/\s+/g, " ")).toContain("only the customer can then remove it");
  expect(text.replace(/\s+/g, " ")).toContain("all access through it pauses");
});

test("terminalReview() says so where nothing changes", () => {
  expect(terminalReview(reviewOf([], []), REPORT, { colour: false })).toBe(
    "access unchanged: no permissions change\nbase -> change: 0 customers compared, 0 changed\n",
  );
});

test("the same change to many customers is told once, and one customer alone by itself", () => {
  const customers = (role: string, odd: string) =>
    Array.from({ length: 400 }, (_, index) =>
      aCustomer(
        `customer-${String(index).padStart(3, "0")}`,
        aGrant({ roleDefinitionId: index === 200 ? odd : role }),
        EXIT,
      ),
    );
  const review = reviewOf(
    customers(ROLE.reader, ROLE.reader),
    customers(ROLE.contributor, ROLE.virtualMachineContributor),
  );
  const text = terminalReview(review, REPORT, { colour: false, columns: 1_000, exact: true });
  // everything exact, but once and not for each customer
  expect(text.split("\n").length).toBeLessThan(250);
  expect(text).toContain("Reader -> Contributor on 399 subscriptions of 399 customers (standing)");
  expect(text).toContain("Reader -> Virtual Machine Contributor on 1 subscription of customer-200");
  expect(text).toMatch(/399 customers: customer-000, customer-001, .* and 391 more/);
  expect(text).toContain("MIXED: customer customer-200");
});

test("wrap() keeps the indent of the first line, and words whole", () => {
  expect(wrap("  ab cd efghijklmno p", 8, "    ")).toEqual(["  ab cd", "    efghijklmno", "    p"]);
});
