import { grantsOfDefinition } from "../../access/access-parts.ts";
import type { CustomerAccess } from "../../access/access-side.ts";
import type { AccessChange, ChangeKind } from "../../review/access-change.ts";
import { definitionIdsOf } from "../../review/definition-ids.ts";
import { FLAGS, type Flag } from "../../review/grade.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../../roles/well-known-roles.ts";
import { listed } from "../../values/listed.ts";
import { shorten } from "./shorten.ts";
import { FLAG_WORDS, flagWords, LOST_READER_WORDS, refusalText } from "./wording.ts";

const REPLACED =
  "Azure removes the delegation and makes it anew: everybody's access by it pauses, and activated roles end";

/** What an interruption does to access, by what is interrupted (facts 2.3: overlap trap, rename trap; 4.1). */
const INTERRUPTIONS: Readonly<Partial<Record<ChangeKind, string>>> = {
  "definition-changed": REPLACED,
  "assignment-removed": REPLACED,
  "grant-altered": "this access moves to another delegation: it pauses between the removal and the new one",
  "grant-restated": "this access moves to another delegation: it pauses between the removal and the new one",
  "grant-removed":
    "another delegation gives the same access: the removal of this one can take it away as well",
};

/** Refused roles that a line names one by one. */
const MOST_REFUSED = 5;

/** Whose changes they are: what a flag says can lie in what does not change. */
export interface Concerned {
  /** Undefined where nothing of the customer is left. */
  readonly after: CustomerAccess | undefined;
  readonly directory: NameDirectory;
}

/** What each flag does to access, by the change that it is on. */
const CONSEQUENCES: Readonly<Record<Flag, (change: AccessChange, concerned: Concerned) => string>> = {
  "lock-out": lockOut,
  interruption: ({ kind }) => INTERRUPTIONS[kind] ?? FLAG_WORDS.interruption.meaning,
  "refused-role": (change, concerned) =>
    `Azure refuses a definition as a whole: nothing of it comes about as long as it grants ${refusedRoles(change, concerned)}`,
  offboarding: ({ kind }) =>
    kind === "subscription-vanished"
      ? "Terraform removes nothing there: all access is left standing, and no later change takes it back"
      : "the scope is delegated no more: all access to it ends",
  onboarding: () => FLAG_WORDS.onboarding.meaning,
} satisfies Record<Flag, (change: AccessChange, concerned: Concerned) => string>;

function lockOut(change: AccessChange): string {
  const gone = "before" in change && "roleDefinitionId" in change.before ? change.before : undefined;
  return gone?.roleDefinitionId === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID
    ? "the last standing right to remove the delegation goes: only the customer can end it from then on"
    : LOST_READER_WORDS;
}

/** The roles for which Azure refuses what a change is about, and why: mostly those of grants that do not change. */
function refusedRoles(change: AccessChange, { after, directory }: Concerned): string {
  const definitions = definitionIdsOf(change);
  const granted = definitions.flatMap((registrationDefinitionId) =>
    grantsOfDefinition(
      { subscriptionId: change.subscriptionId, registrationDefinitionId },
      after?.grants ?? [],
    ),
  );
  const told = directory
    .refused(granted)
    .map(
      ({ grant, refusal }) =>
        `${shorten(directory.role(grant.roleDefinitionId))} (${refusalText(refusal, directory)})`,
    );
  return listed([...new Set(told)], MOST_REFUSED, "; ");
}

/** What happens to access by the flags of changes: each consequence once, the most urgent first. */
export function consequencesOf(changes: readonly AccessChange[], concerned: Concerned): string[] {
  const told = FLAGS.flatMap((flag) =>
    changes
      .filter(({ flags }) => flags.includes(flag))
      .map((change) => `${flagWords([flag], [change]).join()}: ${CONSEQUENCES[flag](change, concerned)}`),
  );
  return [...new Set(told)];
}
