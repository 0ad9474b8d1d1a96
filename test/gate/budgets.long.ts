import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { definedAccess } from "../../lib/access/defined-access.ts";
import { comparisonEffort } from "../../lib/capabilities/capability-comparison.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { acceptanceOf, type DocumentKind } from "../../lib/documents/document-kind.ts";
import { parseYaml } from "../../lib/documents/yaml.ts";
import { factsOfEstate } from "../../lib/estate/facts-of-estate.ts";
import { approvalFile } from "../../lib/gate/approval-file.ts";
import { digestOf } from "../../lib/gate/digest.ts";
import { DEFAULT_POLICY } from "../../lib/gate/policy.ts";
import { policyTemplate } from "../../lib/gate/policy-template.ts";
import { summarize } from "../../lib/report/summary/summarize.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { reviewEffort } from "../../lib/review/role-meaning.ts";
import { aContext, aCustomer, anOffer } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { REPOSITORY } from "../support/estates.ts";
import { REPORT } from "../support/reviews.ts";
import { aSide } from "../support/sides.ts";

/*
 * Row 8 and row 9 of the threat model: budgets stop hostile documents, and leave real ones far below them. Counted, not
 * timed, on the benchmark's fleets.
 */

const CUSTOMERS = 5_000;
const catalogue = sampleCatalogue();

/** The fleets that `npm run bench` measures. */
interface BenchmarkFleet {
  readonly offers: readonly { readonly plans: Readonly<Record<string, readonly object[]>> }[];
  readonly customers: readonly object[];
}
const { fleet, CHANGED_ROLE } = (await import(String("../../bench/fleets.js"))) as {
  fleet: (name: string, customers: number) => BenchmarkFleet;
  CHANGED_ROLE: { readonly from: string; readonly to: string };
};
const { MANAGING_TENANT } = await import(String("../../bench/estate-data.js"));

/** Definitions of a fleet, before or after the change that the benchmark reviews. */
function estateOf({ offers, customers }: BenchmarkFleet, role: string) {
  const definitions = offers.map(({ plans, ...offer }) => {
    const granted = Object.values(plans).flat() as { principal: { displayName: string }; role: string }[];
    const versions = (authorizations: readonly object[]) => {
      const changed = authorizations.map((each) => ({ ...each, roleDefinitionId: undefined }));
      return JSON.parse(JSON.stringify(changed).replaceAll(`"${CHANGED_ROLE.from}"`, `"${role}"`));
    };
    return anOffer({
      ...offer,
      managingTenant: {
        ...MANAGING_TENANT,
        principals: Object.fromEntries(
          granted.map(({ principal }) => [`group${principal.displayName.split(" ").at(-1)}`, principal]),
        ),
      },
      plans: Object.fromEntries(
        Object.entries(plans).map(([id, each]) => [
          id,
          { visibility: "public", versions: { "1.0.0": { authorizations: versions(each) } } },
        ]),
      ),
    });
  });
  const byId = new Map(definitions.map((offer) => [offer.id, offer]));
  const all = customers.map((customer) => aCustomer({ ...customer }));
  const side = aSide(
    ...all.map((customer) => definedAccess(customer.id, registerCustomer(customer, byId, catalogue))),
  );
  return { side, context: aContext({ offers: definitions, customers: all }) };
}

/** Expects less than a tenth of the bytes that a kind of document may have. */
function expectSmall(text: string, kind: DocumentKind): void {
  expect(Buffer.byteLength(text), kind).toBeLessThan(acceptanceOf(kind).largest / 10);
}

test.each(["plain", "realistic", "distinct"])(
  "rows 8 and 9: the %s fleet of the benchmark uses less than a tenth of each budget",
  (name) => {
    const definitions = fleet(name, CUSTOMERS);
    const [before, after] = [
      estateOf(definitions, CHANGED_ROLE.from),
      estateOf(definitions, CHANGED_ROLE.to),
    ];
    const effort = reviewEffort();
    const compared = compareSides(before.side, after.side, { catalogue }, effort);
    if (!compared.ok) throw new Error("the fleets cannot be compared");
    expect(compared.value.customers).toHaveLength(CUSTOMERS);
    const words = comparisonEffort();
    const lines = summarize(compared.value, REPORT, { effort: words });
    expect(lines.length).toBeGreaterThan(0);
    for (const [spent, budget] of [
      [effort.spent, reviewEffort().left],
      [words.spent, comparisonEffort().left],
    ] as const) {
      expect(spent).toBeGreaterThan(0);
      expect(spent).toBeLessThan(budget / 10);
    }
    const approval = approvalFile(digestOf(compared.value, [], catalogue), "2026-11-30").text;
    const facts = JSON.stringify(factsOfEstate("/", after.context));
    expectSmall(approval, "own-approval");
    expectSmall(facts, "facts");
  },
);

test("row 8: the shipped policy and the shipped catalogue use less than a tenth of what their kinds may have", () => {
  const policy = policyTemplate(DEFAULT_POLICY, "policy.schema.json");
  expectSmall(policy, "policy");
  expect(parseYaml(policy).ok).toBe(true);
  expectSmall(readFileSync(join(REPOSITORY, "data", "role-catalogue.json"), "utf8"), "role-catalogue");
});
