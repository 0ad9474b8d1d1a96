import {
  LONGEST_ACTIVATION_MINUTES,
  MOST_APPROVERS,
  SHORTEST_ACTIVATION_MINUTES,
} from "../../delegation/azure-limits.ts";
import { canonicalDuration } from "../../delegation/just-in-time-access-policy.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import type { GrantRefusal } from "../../review/refused-grant.ts";
import { refusalSentence } from "../../roles/verdict.ts";
import { listed } from "../../values/listed.ts";
import { durationText } from "../authorization-text.ts";
import { shorten } from "../phrases.ts";

/*
 * The words for grants that Azure refuses. Text of users is inserted unescaped: each format escapes it.
 */

/** Refused roles to hand out that a line names one by one. */
const MOST_REFUSED_ROLES = 20;

/** Why Azure refuses a grant, after the role's name. */
const REFUSAL_WORDS: {
  readonly [K in GrantRefusal["kind"]]: (
    refusal: Extract<GrantRefusal, { kind: K }>,
    directory: NameDirectory,
  ) => string;
} = {
  "role-unknown": () => "not in base's catalogue",
  "role-refused": ({ verdict }) => verdict.reasons.map(refusalSentence).join(", and "),
  "role-not-eligible": () => "it cannot be granted on request",
  "delegated-roles-missing": () => "it must name the roles that it may assign",
  "delegated-roles-refused": ({ roleDefinitionIds }, directory) => {
    const roles = roleDefinitionIds.map((id) => shorten(directory.role(id)));
    return `it may not assign ${listed(roles, MOST_REFUSED_ROLES)}`;
  },
  "delegated-roles-without-effect": () => "only User Access Administrator may assign roles",
  "service-principal-eligible": () => "a service principal cannot activate a role",
  "service-principal-approves": () => "a service principal cannot approve an activation",
  "activation-out-of-range": () =>
    `activation takes at least ${durationText(canonicalDuration(SHORTEST_ACTIVATION_MINUTES))} and at most ${durationText(canonicalDuration(LONGEST_ACTIVATION_MINUTES))}`,
  "too-many-approvers": () => `at most ${MOST_APPROVERS} may approve`,
  "policies-differ": () => "one definition can grant it on request on one set of terms only",
};

/** Why Azure refuses a grant, in words that follow the role's name. */
export function refusalText(refusal: GrantRefusal, directory: NameDirectory): string {
  // the table pairs each kind with its own refusal, which an index by a union of kinds cannot express
  const words = REFUSAL_WORDS[refusal.kind] as (refusal: GrantRefusal, directory: NameDirectory) => string;
  return words(refusal, directory);
}

/** What a refused definition means; the refused roles follow. */
export const REFUSED_DEFINITION_WORDS = "Azure refuses the whole definition as long as it grants";
