import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { Advice } from "./advice.ts";
import { type AdvisedVersion, adviceOn, resolved } from "./advised-version.ts";
import { PARTNER_CREDIT } from "./partner-credit.ts";

/**
 * A version that grants roles that earn partner credit on request alone. Where a standing role is not known to earn
 * nothing, nothing is said.
 */
export function* noPartnerCredit(advised: AdvisedVersion, catalogue: RoleCatalogue): Generator<Advice> {
  const { authorizations, eligibleAuthorizations } = advised.version;
  const onRequest = resolved(eligibleAuthorizations, catalogue)
    .map(({ role }) => role.name)
    .filter((name) => PARTNER_CREDIT.earning.has(name));
  if (onRequest.length === 0) return;
  if (!resolved(authorizations, catalogue).every(({ role }) => earnsNothing(role.name))) return;
  const roles = [...new Set(onRequest)].sort();
  yield adviceOn(advised, { kind: "no-partner-credit", roles }, { mend: { kind: "by-hand" } });
}

/** In the table, no role that is called a reader earns credit. */
function earnsNothing(name: string): boolean {
  return /\bReader$/.test(name) || name === "Managed Services Registration assignment Delete Role";
}
