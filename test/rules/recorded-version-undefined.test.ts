import { expect, test } from "vitest";
import { recordedVersionUndefined } from "../../lib/rules/recorded-version-undefined.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer } from "../support/builders.ts";

const recorded = (plans: Readonly<Record<string, readonly string[]>>, offer = "operations") =>
  new Map([
    [
      offer,
      Object.fromEntries(
        Object.entries(plans).map(([plan, versions]) => [
          plan,
          {
            visibility: "public" as const,
            versions: Object.fromEntries(versions.map((each) => [each, []])),
          },
        ]),
      ),
    ],
  ]);
const estate = { offers: [anOffer()], customers: [aCustomer()] };

test.each([
  ["a plan under another id", recorded({ insight: ["1.0.0"] }), "operations/insight"],
  ["a version", recorded({ standard: ["0.9.0", "1.0.0"] }), "operations/standard@0.9.0"],
  ["a whole offer", recorded({ standard: ["1.0.0"] }, "former"), "former/standard"],
])("recorded-version-undefined finds %s that is recorded and gone", (_, published, missing) => {
  const finding = theFindingOf(recordedVersionUndefined, aContext({ ...estate, published }));
  const [offer] = published.keys();
  expect(finding).toMatchObject({
    code: "LH091",
    severity: "warning",
    at: { file: `published/${offer}.yaml`, path: [] },
    facts: { offer, missing: [missing] },
  });
});

test("recorded-version-undefined is one finding for all that an offer no longer defines", () => {
  const published = recorded({ insight: ["1.0.0", "1.1.0"], standard: ["1.10.0", "1.9.0", "1.0.0"] });
  expect(theFindingOf(recordedVersionUndefined, aContext({ ...estate, published })).facts).toMatchObject({
    missing: ["operations/insight", "operations/standard@1.9.0", "operations/standard@1.10.0"],
  });
});

const broken = {
  at: { file: "offers/former.ts", path: [] },
  problem: "",
  received: "",
  allowed: "",
  fix: "",
};
test.each([
  ["what is defined", { ...estate, published: recorded({ standard: ["1.0.0"] }) }],
  ["an estate without a record", estate],
  [
    "an offer that cannot be read",
    { ...estate, published: recorded({ standard: ["1.0.0"] }, "former"), unreadable: [broken] },
  ],
])("recorded-version-undefined passes %s", (_, context) => {
  expect(findingsOf(recordedVersionUndefined, aContext(context))).toEqual([]);
});
