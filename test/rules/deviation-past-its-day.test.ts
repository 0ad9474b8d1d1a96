import { expect, test } from "vitest";
import { deviationPastItsDay } from "../../lib/rules/deviation-past-its-day.ts";
import { pastDeviations } from "../../lib/workflows/control-files.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer } from "../support/builders.ts";
import { aDeviation } from "../support/deviations.ts";

const value = aDeviation(aCustomer(), anOffer(), (defined) => defined, { until: "2026-11-30" });
const estate = aContext({ deviations: [{ file: "deviations/x.yaml", value }] });
const on = (today: string) => ({ ...estate, controlFiles: pastDeviations(estate, today) });

test("a deviation is past its day from the day after", () => {
  expect(findingsOf(deviationPastItsDay, on("2026-11-30"))).toEqual([]);
  expect(theFindingOf(deviationPastItsDay, on("2026-12-01"))).toMatchObject({
    code: "LH089",
    severity: "warning",
    at: { file: "deviations/x.yaml", path: ["until"] },
    received: "2026-11-30",
  });
});

test("without a day, as in a synthesis, nothing is said", () => {
  expect(findingsOf(deviationPastItsDay, estate)).toEqual([]);
});
