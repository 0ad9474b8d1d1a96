import { expect, test } from "vitest";
import { junitReview } from "../../../lib/report/review/junit.ts";
import { sampleCatalogue } from "../../support/catalogue.ts";
import { aCustomer, EXIT, REPORT, reviewOf } from "../../support/reviews.ts";
import { ROLE } from "../../support/sides.ts";

test("junitReview() of no change is one test that passes, and says how much was compared", () => {
  const customers = ["adatum", "fabrikam"].map((name) => aCustomer(name, EXIT));
  expect(junitReview(reviewOf(customers, customers), REPORT)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="lighthouse-keeper" tests="1" failures="0" errors="0" skipped="0">
  <testsuite name="access review" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="access review" name="nothing changes: 2 customers compared"><system-out></system-out></testcase>
  </testsuite>
</testsuites>
`);
});

test("junitReview() tells a role that nobody holds and that means something else, as a test that passes", () => {
  const customers = [aCustomer("fabrikam", EXIT)];
  const catalogue = sampleCatalogue();
  const roles = catalogue.roles.filter(({ id }) => id !== ROLE.owner);
  const review = reviewOf(customers, customers, { ...catalogue, roles });
  const report = junitReview(review, REPORT);
  expect(report).toContain('tests="1" failures="0"');
  expect(report).toContain(`name="Owner (${ROLE.owner})"><system-out>no principal of these customers holds`);
});
