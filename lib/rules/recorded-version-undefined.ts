import { compareVersions } from "../delegation/identifiers.ts";
import { RECORD_FOLDER, type RecordedOffer } from "../delegation/recorded-version.ts";
import { compareText } from "../values/compare-text.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import { type Estate, findOffer } from "./estate.ts";
import type { Breach } from "./finding.ts";
import type { EstateRule } from "./rule.ts";

/** Most plans and versions that a sentence names. */
const MOST_NAMES = 5;

/** LH091: what is recorded is still defined. */
export const recordedVersionUndefined: EstateRule = {
  code: "LH091",
  kind: "recorded-version-undefined",
  severity: "warning",
  judges: "estate",
  title: `Every plan and version in \`${RECORD_FOLDER}/\` is still defined`,
  what: `\`${RECORD_FOLDER}/\` has a plan or version that its offer no longer defines, or the record of an offer that is not defined.`,
  harm: "A plan or offer under another id is a new one, and the record does not hold for it: a public plan can become private so, and a version can grant something else under the number that customers agreed to. No customer can be moved back to what is not defined.",
  fix: `Define it again under the id that is recorded. Where no customer takes it any more and it is meant to go, remove its lines from \`${RECORD_FOLDER}/\` in the same change: a reviewer sees there what went.`,
  accept: "It cannot be accepted, because the record has no acceptances. Removing the lines resolves it.",
  source: "This project's own: the record is written by publishing and synthesis, and committed",
  *check(estate) {
    // an offer that cannot be read is defined, and another rule's finding
    if (estate.unreadable.some(({ at }) => at.file.startsWith("offers/"))) return;
    for (const [offer, recorded] of [...estate.published].sort(([a], [b]) => compareText(a, b))) {
      const missing = undefinedParts(offer, recorded, estate);
      if (missing.length > 0) yield breachOf(offer, missing, recorded);
    }
  },
};

/** Whole plans as `offer/plan`, and versions of defined plans as `offer/plan@n.n.n`. */
function undefinedParts(id: string, recorded: RecordedOffer, estate: Estate): string[] {
  const plans = findOffer(estate, id)?.value.plans ?? {};
  return Object.entries(recorded).flatMap(([plan, { versions }]) => {
    const defined = own(plans, plan)?.versions;
    if (defined === undefined) return [`${id}/${plan}`];
    return Object.keys(versions)
      .filter((each) => own(defined, each) === undefined)
      .sort(compareVersions)
      .map((each) => `${id}/${plan}@${each}`);
  });
}

/** Name of a missing part. A whole plan has its visibility too, because another id could have another one. */
function named(missing: string, recorded: RecordedOffer): string {
  const plan = own(recorded, missing.replace(/^.*\//, ""));
  return plan === undefined ? missing : `${missing} (${plan.visibility})`;
}

function breachOf(offer: string, missing: readonly string[], recorded: RecordedOffer): Breach {
  const file = `${RECORD_FOLDER}/${offer}.yaml`;
  const isOne = missing.length === 1;
  return {
    at: { file, path: [] },
    problem: `${file} records what is not defined any more: ${listed(
      missing.map((each) => named(each, recorded)),
      MOST_NAMES,
    )}`,
    received: `a record of ${isOne ? "what" : `${missing.length} parts that`} offer ${offer} does not define`,
    allowed: "a record of plans and versions that their offer defines",
    fix: `define ${isOne ? "it" : "them"} again under the recorded id; where no customer takes ${isOne ? "it" : "them"}, remove the lines from ${file}`,
    facts: { offer, missing },
  };
}
