import { expect, test } from "vitest";
import { deviationSeenOtherwise } from "../../lib/rules/deviation-seen-otherwise.ts";
import { seenDeviationProblems } from "../../lib/workflows/control-files.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer } from "../support/builders.ts";
import { aDeviation } from "../support/deviations.ts";

const value = aDeviation(aCustomer(), anOffer(), (defined) => defined);
const estate = aContext({ deviations: [{ file: "deviations/x.yaml", value }] });
const { customer, subscriptionId, offer } = value;
const delegation = `${subscriptionId}/${offer}`;

const shown = (...seen: readonly ("as-allowed" | "otherwise" | "not-read")[]) => ({
  ...estate,
  controlFiles: seenDeviationProblems(
    estate,
    seen.map((each) => ({ customer, delegation, seen: each })),
    "azure",
  ),
});

test("a deviation that Azure has as it is allowed, or that no snapshot was named for, gives no finding", () => {
  expect(findingsOf(deviationSeenOtherwise, shown("as-allowed"))).toEqual([]);
  expect(findingsOf(deviationSeenOtherwise, estate)).toEqual([]);
});

test("another difference is a warning at the set that Azure should have", () => {
  expect(theFindingOf(deviationSeenOtherwise, shown("otherwise"))).toMatchObject({
    code: "LH086",
    severity: "warning",
    at: { file: "deviations/x.yaml", path: ["azure"] },
    facts: { seen: "otherwise" },
  });
});

test("a subscription that was not read is said, also where the snapshot does not have it", () => {
  for (const each of [shown("not-read"), shown()])
    expect(theFindingOf(deviationSeenOtherwise, each)).toMatchObject({ facts: { seen: "not-read" } });
});
