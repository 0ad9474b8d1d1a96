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
 * Broken guardrails, each with who has which role where. The same breach in several places or at several customers is
 * one line. Users' words are unescaped.
 */
export function breachLines(breaches: readonly GuardrailBreach[], directory: NameDirectory): string[] {
  return [...groupBy(breaches, breachKey).values()].flatMap((alike) => {
    const customers = [...new Set(alike.map(({ customer }) => customer))];
    const scopes = [...new Set(alike.map(({ scope }) => scope))];
    const where = locationText(locationOf(scopes, customers.length), directory);
    // reported breaches of one key differ in their places alone
    return alike.slice(0, 1).map(({ guardrail, grant }) => {
      const what = grant === undefined ? `on ${where}` : describeGrant(grant, directory, where);
      return `${GUARDRAIL_WORDS[guardrail]}: ${what}; ${customersText(customers, MOST_CUSTOMERS, directory)}`;
    });
  });
}

/** Identity of a breach without its place; whole subscriptions and resource groups stay apart. */
function breachKey({ guardrail, grant, scope }: GuardrailBreach): string {
  const inGroup = parseScopeId(scope)?.resourceGroup !== undefined;
  const nowhere = { scope: "", registrationDefinitionId: "", registrationAssignmentId: "" };
  const granted = grant === undefined ? null : grantText({ ...grant, ...nowhere });
  return JSON.stringify([guardrail, inGroup, granted]);
}
