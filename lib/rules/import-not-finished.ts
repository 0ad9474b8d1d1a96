import { LOCK_FILE } from "../delegation/estate-lock.ts";
import { listed } from "../values/listed.ts";
import { own } from "../values/own.ts";
import type { EstateRule } from "./rule.ts";

/** LH079: no import of an adoption is left unfinished. */
export const importNotFinished: EstateRule = {
  code: "LH079",
  kind: "import-not-finished",
  severity: "warning",
  judges: "estate",
  title: `Every import of an adoption is finished: \`${LOCK_FILE}\` has no import mark`,
  what: "The lock marks delegations of a customer as to be imported. `keeper adopt` writes the mark, and `keeper adopt --finish` removes it.",
  harm: "While the mark stands, every plan of the customer has import blocks, and its definitions get no marker line. If a delegation is removed in Azure meanwhile, its import fails, and so does every deployment of the customer.",
  fix: "Deploy the customer. Then run `keeper adopt --finish --from <state>` and commit the lock.",
  accept: "It cannot be accepted, because the lock has no acceptances. It ends with the import.",
  source: "This project's own: Terraform's import blocks fail where the resource does not exist",
  *check({ customers, lock }) {
    const ids = customers
      .filter(({ value }) => own(lock, value.id)?.imports !== undefined)
      .map(({ value }) => value.id)
      .sort();
    if (ids.length === 0) return;
    yield {
      at: { file: LOCK_FILE, path: ["customers"] },
      problem: `The import of ${ids.length} ${ids.length === 1 ? "customer" : "customers"} is not finished: ${listed(ids, 5)}`,
      received: "an import mark",
      allowed: "no import mark, once the import was applied",
      fix: "deploy, then run `keeper adopt --finish --from <state>`; local state is found without --from",
      facts: { customers: ids },
    };
  },
};
