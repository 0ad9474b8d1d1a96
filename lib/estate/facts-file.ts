import { join } from "node:path";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { readFacts } from "../formats/stack/facts.ts";

/** File name of the facts, in the output folder. */
export const FACTS_FILE = "facts.json";

/** Reads the facts of an earlier run. A run for selected customers extends them. Empty where unreadable. */
export function formerFacts(output: string): EstateFacts {
  const document = readJsonFile(join(output, FACTS_FILE), "facts", OWN);
  const facts = document.ok ? readFacts(document.value) : document;
  // missing or not keeper's: a complete run writes them
  return facts.ok ? facts.value : { managingTenants: {}, customers: {}, plans: {} };
}

/** Merges facts into those of an earlier run. New facts win. A run for selected customers reads only theirs. */
export function mergeFacts(former: EstateFacts, now: EstateFacts): EstateFacts {
  const tenants = { ...former.managingTenants };
  for (const [id, { name, principals }] of Object.entries(now.managingTenants))
    tenants[id] = { name, principals: { ...former.managingTenants[id]?.principals, ...principals } };
  return {
    managingTenants: tenants,
    customers: { ...former.customers, ...now.customers },
    plans: { ...former.plans, ...now.plans },
    ...(now.acceptance === undefined ? {} : { acceptance: now.acceptance }),
  };
}
