import { allowCommand, DEVIATIONS_FOLDER } from "../delegation/deviation.ts";
import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH086: a snapshot shows what every deviation says. */
export const deviationSeenOtherwise: ContextRule = {
  code: "LH086",
  kind: "deviation-seen-otherwise",
  severity: "warning",
  judges: "context",
  title: `Azure has what every deviation in \`${DEVIATIONS_FOLDER}/\` says, as far as a snapshot was named`,
  what: "`keeper check --from <snapshot>` found another difference in Azure than the deviation allows, or the snapshot did not read the subscription. Without `--from`, nothing is said.",
  harm: "The next deployment takes away what Azure has now, or gives back what was taken away there. `keeper gate --from <snapshot>` blocks every change that gives this customer's delegations more access, and does not decide where the subscription was not read.",
  fix: `Look at the difference with \`keeper drift <customer> --from azure\`. Allow it (\`${allowCommand("<customer>")}\`), or remove the file and deploy.`,
  accept:
    "It cannot be accepted, because a deviation has no acceptances. Allowing what Azure has now says the same.",
  source: "This project's own: the form of deviations",
  check: (estate) => controlFileBreaches(estate, "deviation-seen"),
};
