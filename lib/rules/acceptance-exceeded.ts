import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH083: nothing is delegated beyond a required acceptance. */
export const acceptanceExceeded: ContextRule = {
  code: "LH083",
  kind: "acceptance-exceeded",
  severity: "warning",
  judges: "context",
  title: "What is delegated is covered by the recorded acceptance, where one is required",
  what: 'The estate or the customer says `acceptance: "required"`, and the definitions grant more than `acceptances/<customer>.yaml` lists, or there is no such record. `keeper check` compares them; a synthesis does not.',
  harm: "The provider may do more than the record says that the customer agreed to.",
  fix: "Have the customer agree to the consent sheet, and record it: `keeper accept <customer>`. Merge the record first, in a change of its own.",
  accept:
    "For access that was deployed before acceptances were recorded. The gate still refuses every change that adds access beyond the record.",
  source: "This project's own: `acceptance` of the estate and of customers",
  check: (estate) => controlFileBreaches(estate, "acceptance-exceeded"),
};
