import { grantsOfDefinition } from "../../access/access-parts.ts";
import type { CustomerAccess } from "../../access/access-side.ts";
import type { AccessChange } from "../../review/access-change.ts";
import { definitionIdsOf } from "../../review/access-change.ts";
import { FLAGS, type Flag } from "../../review/grade.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../../roles/well-known-roles.ts";
import { listed } from "../../values/listed.ts";
import { shorten } from "../phrases.ts";
import { REFUSED_DEFINITION_WORDS, refusalText } from "./refusal-wording.ts";
import { FLAG_WORDS, flagWords, INTERRUPTION_WORDS, LOCK_OUT_WORDS, OFFBOARDING_WORDS } from "./wording.ts";

/** Refused roles that a line names one by one. */
const MOST_REFUSED = 5;

/** The customer of the changes: a flag may be about access that does not change. */
export interface Concerned {
  /** Undefined where the customer has no access left. */
  readonly after: CustomerAccess | undefined;
  readonly directory: NameDirectory;
}

/** What a flag means for access, by its change. */
function consequenceOf(flag: Flag, change: AccessChange, concerned: Concerned): string {
  switch (flag) {
    case "lock-out":
      return LOCK_OUT_WORDS[losesExit(change) ? "exit" : "reader"];
    case "interruption":
      return INTERRUPTION_WORDS[change.kind];
    case "refused-role":
      return `${REFUSED_DEFINITION_WORDS} ${refusedRoles(change, concerned)}`;
    case "offboarding":
      return OFFBOARDING_WORDS[change.kind === "subscription-vanished" ? "left-standing" : "ended"];
    case "onboarding":
      return FLAG_WORDS.onboarding.meaning;
  }
}

/** Whether the right to remove the delegation is lost, and not a Reader. Each locks out. */
function losesExit(change: AccessChange): boolean {
  return (
    "before" in change &&
    "roleDefinitionId" in change.before &&
    change.before.roleDefinitionId === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID
  );
}

/** Roles for which Azure refuses a changed definition, and why. Most are in grants that do not change. */
function refusedRoles(change: AccessChange, { after, directory }: Concerned): string {
  const definitions = definitionIdsOf(change);
  const granted = definitions.flatMap((registrationDefinitionId) =>
    grantsOfDefinition(
      { subscriptionId: change.subscriptionId, registrationDefinitionId },
      after?.grants ?? [],
    ),
  );
  const refused = directory
    .refused(granted)
    .map(
      ({ grant, refusal }) =>
        `${shorten(directory.role(grant.roleDefinitionId))} (${refusalText(refusal, directory)})`,
    );
  return listed([...new Set(refused)], MOST_REFUSED, "; ");
}

/** Consequences of the flags of changes, each once, the most urgent first. */
export function consequencesOf(changes: readonly AccessChange[], concerned: Concerned): string[] {
  const texts = FLAGS.flatMap((flag) =>
    changes
      .filter(({ flags }) => flags.includes(flag))
      .map((change) => `${flagWords([flag], [change]).join()}: ${consequenceOf(flag, change, concerned)}`),
  );
  return [...new Set(texts)];
}
