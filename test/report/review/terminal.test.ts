import { expect, test } from "vitest";
import { terminalReview } from "../../../lib/report/review/terminal.ts";
import { wrap } from "../../../lib/report/review/wrap.ts";
import { aCustomer, broadened, EXIT, eventful, REPORT, reviewOf } from "../../support/reviews.ts";
import { aGrant, ROLE } from "../../support/sides.ts";

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

test("terminalReview() has its table where there is room for one", () => {
  const shown = (columns: number) => terminalReview(eventful(), REPORT, { colour: false, columns });
  expect(shown(70)).toContain("│ customer Fabrikam Logistics (fabrikam) │");
  expect(shown(69)).not.toContain("│");
  expect(shown(69)).toContain("LOCK-OUT, narrowing: customer Fabrikam Logistics (fabrikam)");
});

test("terminalReview() says so where nothing changes", () => {
  expect(terminalReview(reviewOf([], []), REPORT, { colour: false })).toBe(
    "base -> change: 0 customers compared, 0 changed\noverall: access unchanged: no permissions change\n",
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
  const text = terminalReview(review, REPORT, { colour: false, columns: 1_000 });
  expect(text.split("\n").length).toBeLessThan(40);
  expect(text).toMatch(/399 customers: customer-000, customer-001, .* and 391 more/);
  expect(text).toContain("MIXED: customer customer-200");
});

test("wrap() keeps the indent of the first line, and words whole", () => {
  expect(wrap("  ab cd efghijklmno p", 8, "    ")).toEqual(["  ab cd", "    efghijklmno", "    p"]);
});
