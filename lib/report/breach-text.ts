import { grantText } from "../access/access-grant.ts";
import { parseScopeId } from "../delegation/scope.ts";
import type { GuardrailBreach } from "../gate/guardrails.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import { groupBy } from "../values/group-by.ts";
import { GUARDRAIL_WORDS } from "./gate-wording.ts";
import { describeGrant } from "./review/describe-grant.ts";
import { customersText } from "./review/names.ts";
import { locationOf, locationText } from "./review/where.ts";

/** Customers that a line names. */
const MOST_CUSTOMERS = 5;

/**
 * Broken guardrails, each with who has which role where: the same of several places or customers once, with the
 * customers. Users' words as they are.
 */
export function breachLines(breaches: readonly GuardrailBreach[], directory: NameDirectory): string[] {
  return [...groupBy(breaches, breachKey).values()].flatMap((alike) => {
    const customers = [...new Set(alike.map(({ customer }) => customer))];
    const scopes = [...new Set(alike.map(({ scope }) => scope))];
    const where = locationText(locationOf(scopes, customers.length), directory);
    // they differ in nothing that is said of them but their places
    return alike.slice(0, 1).map(({ guardrail, grant }) => {
      const what = grant === undefined ? `on ${where}` : describeGrant(grant, directory, where);
      return `${GUARDRAIL_WORDS[guardrail]}: ${what}; ${customersText(customers, MOST_CUSTOMERS, directory)}`;
    });
  });
}

/** What a breach is, wherever it is: on a whole subscription it is another one than in a resource group. */
function breachKey({ guardrail, grant, scope }: GuardrailBreach): string {
  const inGroup = parseScopeId(scope)?.resourceGroup !== undefined;
  const nowhere = { scope: "", registrationDefinitionId: "", registrationAssignmentId: "" };
  const granted = grant === undefined ? null : grantText({ ...grant, ...nowhere });
  return JSON.stringify([guardrail, inGroup, granted]);
}
