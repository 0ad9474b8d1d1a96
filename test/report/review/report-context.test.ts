import { expect, test } from "vitest";
import type { EstateFacts } from "../../../lib/delegation/estate-facts.ts";
import { type ComparisonFacts, reportContext } from "../../../lib/report/review/report-context.ts";
import { aCustomer, REPORT, reviewOf } from "../../support/reviews.ts";
import { aGrant } from "../../support/sides.ts";

const { directory, called } = REPORT;
const KNOWN: ComparisonFacts = {
  directory,
  called,
  facts: undefined,
  changeFacts: undefined,
  plan: undefined,
  foundNotes: [],
  isJudgedByCheckout: false,
};

/** Facts that place fabrikam and one plan. */
function placing(customerFile: string, planFile: string, line: number): EstateFacts {
  const fabrikam = { name: "Fabrikam", tags: {}, file: customerFile, line, subscriptions: {} };
  const standard = { file: planFile, versions: { "1.0.0": line } };
  return { managingTenants: {}, customers: { fabrikam }, plans: { "operations/standard": standard } };
}

test("customers and plans are placed by the change's facts, else by base's, else nowhere", () => {
  const base = placing("customers/fabrikam.yaml", "offers/operations.ts", 3);
  const change = placing("customers/fabrikam.ts", "offers/operations.ts", 5);
  const found = (known: Partial<ComparisonFacts>) => {
    const { sourceOf, sourceOfPlan } = reportContext({ ...KNOWN, ...known });
    return [sourceOf("fabrikam"), sourceOfPlan("operations/standard@1.0.0")];
  };
  expect(found({ facts: base })).toEqual([
    { file: "customers/fabrikam.yaml", line: 3 },
    { file: "offers/operations.ts", line: 3 },
  ]);
  expect(found({ facts: base, changeFacts: change })).toEqual([
    { file: "customers/fabrikam.ts", line: 5 },
    { file: "offers/operations.ts", line: 5 },
  ]);
  expect(found({})).toEqual([undefined, undefined]);
  const { sourceOf, sourceOfPlan } = reportContext({ ...KNOWN, facts: base });
  expect([sourceOf("constructor"), sourceOfPlan("constructor@1.0.0")]).toEqual([undefined, undefined]);
  expect(sourceOfPlan("operations/standard@9.9.9")?.line).toBeUndefined();
});

test.each([
  ["../../etc/passwd", "offers/../../x.ts"],
  ["offers/fabrikam.ts", "customers/operations.ts"],
  ["customers\\..\\x.ts", "offers/deep/operations.ts"],
])("facts that name %s and %s place nothing: a report leads into the definitions alone", (one, other) => {
  const { sourceOf, sourceOfPlan } = reportContext({ ...KNOWN, changeFacts: placing(one, other, 1) });
  expect([sourceOf("fabrikam"), sourceOfPlan("operations/standard@1.0.0")]).toEqual([undefined, undefined]);
});

test("drift, what a plan takes over or moves, and whose catalogue judges are notes in this order", () => {
  const plan = { imported: ["a.b"], moved: [{ from: "a.b", to: "a.c" }], drifted: ["a.d"] };
  const drift = reviewOf([aCustomer("fabrikam")], [aCustomer("fabrikam", aGrant())]);
  const { notes = [] } = reportContext({ ...KNOWN, plan: { ...plan, drift }, isJudgedByCheckout: true });
  expect(notes[0]).toBe("changed outside Terraform since the last apply: a.d");
  expect(notes[1]).toMatch(/^access changed outside Terraform: /);
  expect(notes[2]).toMatch(/^outside Terraform: .*Operators/);
  expect(notes.slice(-3)).toEqual([
    "imported from Azure: a.b",
    "moved in Terraform's state: a.b -> a.c",
    "permissions of roles come from this checkout's role-catalogue.json; pass --base and --head to use those of commits",
  ]);
  expect(reportContext(KNOWN).notes).toEqual([]);
});
