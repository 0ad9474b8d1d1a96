import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EstateFacts } from "../delegation/estate-facts.ts";

/** The facts' file name inside the output folder. */
export const FACTS_FILE = "facts.json";

/** The facts of an earlier run, as far as they can be read; what a selected run adds to. */
export function formerFacts(output: string): EstateFacts {
  try {
    const facts: Partial<EstateFacts> = JSON.parse(readFileSync(join(output, FACTS_FILE), "utf8"));
    const { managingTenants = {}, customers = {}, plans = {} } = facts;
    return { managingTenants, customers, plans };
  } catch {
    // none yet, or not ours: then a complete run makes them
    return { managingTenants: {}, customers: {}, plans: {} };
  }
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
