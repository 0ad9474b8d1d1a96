import { join } from "node:path";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { readFacts } from "../formats/stack/facts.ts";

/** The facts' file name inside the output folder. */
export const FACTS_FILE = "facts.json";

/** The facts of an earlier run, which a selected run adds to; none where they cannot be read. */
export function formerFacts(output: string): EstateFacts {
  const document = readJsonFile(join(output, FACTS_FILE), "facts", OWN);
  const facts = document.ok ? readFacts(document.value) : document;
  // none yet, or not ours: then a complete run makes them
  return facts.ok ? facts.value : { managingTenants: {}, customers: {}, plans: {} };
}

/** Facts with those of an earlier run beside them: a selected run has not read everybody. The new ones win. */
export function mergeFacts(former: EstateFacts, now: EstateFacts): EstateFacts {
  const tenants = { ...former.managingTenants };
  for (const [id, { name, principals }] of Object.entries(now.managingTenants))
    tenants[id] = { name, principals: { ...former.managingTenants[id]?.principals, ...principals } };
  return {
    managingTenants: tenants,
    customers: { ...former.customers, ...now.customers },
    plans: { ...former.plans, ...now.plans },
  };
}
