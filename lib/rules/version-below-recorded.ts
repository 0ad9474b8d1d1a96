import { compareVersions } from "../delegation/identifiers.ts";
import { RECORD_FOLDER } from "../delegation/recorded-version.ts";
import { own } from "../values/own.ts";
import { takenOffers } from "./delegations.ts";
import type { CustomerRule } from "./rule.ts";

/** LH090: the versions of a plan rise. */
export const versionBelowRecorded: CustomerRule = {
  code: "LH090",
  kind: "version-below-recorded",
  severity: "error",
  judges: "customer",
  title: `Every version that a customer takes is in \`${RECORD_FOLDER}/\`, or above all recorded versions of its plan`,
  what: `A customer takes a version that is not in \`${RECORD_FOLDER}/\`, and the record has a higher version of the plan.`,
  harm: "Versions of a plan rise, so a lower number is read as an earlier version. This one is new: it can grant what no recorded version grants, to customers who are told that they went back.",
  fix: `Write a recorded version, or give the new one a number above all recorded ones. Where customers had the version before there was a record, take the plan out of the offer's file in \`${RECORD_FOLDER}/\`, run \`keeper synth\` for all customers, and commit both together: it records what all of them have, so the gate finds nothing taken back. A version that was published and that no customer has is removed then, which the gate names: publish it again.`,
  accept: "Never: a new version gets a new, higher number.",
  source: "This project's own: `keeper publish` and `keeper upgrade` refuse the same",
  *check({ value: customer, file }, estate) {
    for (const { delegation, offer, path } of takenOffers(customer, estate)) {
      const { plan, version } = delegation;
      const versions = Object.keys(own(estate.published.get(offer.id) ?? {}, plan)?.versions ?? {});
      const highest = versions.sort(compareVersions).at(-1);
      // a version that does not exist is another rule's finding
      const isDefined = own(own(offer.plans, plan)?.versions ?? {}, version) !== undefined;
      if (!isDefined || highest === undefined || versions.includes(version)) continue;
      if (compareVersions(version, highest) > 0) continue;
      yield {
        at: { file, path: [...path, "version"] },
        problem: `Version ${offer.id}/${plan}@${version} is not recorded and is below ${highest}, which is: versions rise`,
        received: version,
        allowed: `a version that ${RECORD_FOLDER}/${offer.id}.yaml records, or one above ${highest}`,
        fix: `write a recorded version, for example ${highest}, or define this one under a number above ${highest}; where customers had it before there was a record, remove plan ${plan} from ${RECORD_FOLDER}/${offer.id}.yaml, and run \`keeper synth\``,
        facts: { customer: customer.id, offer: offer.id, plan, version, highest },
      };
    }
  },
};
