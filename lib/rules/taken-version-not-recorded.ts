import { EXAMPLE_MANAGING_TENANT_ID } from "../delegation/example-ids.ts";
import { RECORD_FOLDER } from "../delegation/recorded-version.ts";
import { compareText } from "../values/compare-text.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import { takenOffers } from "./delegations.ts";
import type { Estate } from "./estate.ts";
import type { EstateRule } from "./rule.ts";

/** LH082: the record has every version that customers take. */
export const takenVersionNotRecorded: EstateRule = {
  code: "LH082",
  kind: "taken-version-not-recorded",
  severity: "warning",
  judges: "estate",
  title: `\`${RECORD_FOLDER}/\` has every version that customers take`,
  what: `The estate has a record of its versions, and a customer takes a version that is not in it.`,
  harm: "The version can come to grant something else without a finding, while the customer agreed to it by its number.",
  fix: `Run \`keeper synth\` without naming customers: it writes \`${RECORD_FOLDER}/\`. Commit it with the definitions.`,
  accept: "It cannot be accepted, because the record has no acceptances. A complete synthesis resolves it.",
  source: "This project's own: the record is written by publishing and synthesis, and committed",
  *check(estate) {
    if (estate.published.size === 0) return;
    const missing = unrecordedVersions(estate);
    const [offer] = missing;
    if (offer === undefined) return;
    yield {
      at: { file: `${RECORD_FOLDER}/${offer.replace(/\/.*$/, "")}.yaml`, path: [] },
      problem: `Customers take ${missing.length === 1 ? "a version" : `${missing.length} versions`} without a record: ${listed(missing, 5)}`,
      received: "a record without it",
      allowed: "the record that a complete `keeper synth` writes",
      fix: `run \`keeper synth\` for all customers and commit ${RECORD_FOLDER}/`,
      facts: { versions: missing },
    };
  },
};

/** Versions that customers take and the record lacks, as `offer/plan@n.n.n`. The example of a new estate needs none. */
function unrecordedVersions(estate: Estate): string[] {
  const missing = new Set<string>();
  for (const { value: customer } of estate.customers)
    for (const { delegation, offer } of takenOffers(customer, estate)) {
      const { plan, version } = delegation;
      if (offer.managingTenant.tenantId === EXAMPLE_MANAGING_TENANT_ID) continue;
      // a version that does not exist is another rule's finding
      if (own(own(offer.plans, plan)?.versions ?? {}, version) === undefined) continue;
      const recorded = own(estate.published.get(offer.id) ?? {}, plan);
      if (own(recorded?.versions ?? {}, version) === undefined) missing.add(`${offer.id}/${plan}@${version}`);
    }
  return [...missing].sort(compareText);
}
