import { parseScopeId } from "../delegation/scope.ts";
import type { GuardrailBreach, GuardrailKind } from "../gate/guardrails.ts";
import type { NameDirectory } from "../review/name-directory.ts";
import { groupBy } from "../values/group-by.ts";
import { placesText } from "./review/where.ts";
import { customersText, grantText } from "./review/wording.ts";

/** Customers that a line names. */
const MOST_CUSTOMERS = 5;

const GUARDRAIL_WORDS: Readonly<Record<GuardrailKind, string>> = {
  "no-standing-on-subscription": "this role may not be standing on a whole subscription",
  "multi-factor-authentication": "access on request must ask for multifactor authentication",
  "maximum-activation-duration": "access on request lasts longer than allowed",
  "groups-only": "only groups may have access",
  "keep-delete-role": "the offer does not grant the Managed Services Registration assignment Delete Role",
} satisfies Record<GuardrailKind, string>;

/**
 * Broken guardrails, each with who has which role where: the same of several places or customers once, with the
 * customers. Users' words as they are.
 */
export function breachLines(breaches: readonly GuardrailBreach[], directory: NameDirectory): string[] {
  const alike = groupBy(breaches, (breach) => whatText(breach, directory, shapeOf(breach.scope)));
  return [...alike.values()].map((own) => {
    const customers = [...new Set(own.map(({ customer }) => customer))];
    const scopes = [...new Set(own.map(({ scope }) => scope))];
    const [first] = own;
    const where = placesText(scopes, customers.length, directory);
    const what = first === undefined ? "" : whatText(first, directory, where);
    return `${what}; ${customersText(customers, MOST_CUSTOMERS, directory)}`;
  });
}

function whatText({ guardrail, grant }: GuardrailBreach, directory: NameDirectory, where: string): string {
  const what = grant === undefined ? `on ${where}` : grantText(grant, directory, where);
  return `${GUARDRAIL_WORDS[guardrail]}: ${what}`;
}

/** A breach on a whole subscription is another one than in a resource group. */
function shapeOf(scope: string): string {
  return parseScopeId(scope)?.resourceGroup === undefined ? "subscription" : "resource group";
}
