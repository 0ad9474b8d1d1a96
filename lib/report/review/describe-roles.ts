import type { RoleRedefinition } from "../../review/access-change.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { isHeld } from "../../review/redefined-roles.ts";
import { count, shorten } from "../phrases.ts";
import type { DescribedPart } from "./described.ts";
import { customersText } from "./names.ts";
import { operationsText, unabridgedDifference } from "./operations-text.ts";
import {
  FLAG_WORDS,
  GRADE_WORDS,
  gradeText,
  LOCK_OUT_WORDS,
  REDEFINED_ROLE_WORDS,
  UNHELD_ROLE_WORDS,
} from "./wording.ts";

/** Customers that hold a role and are named one by one. */
export const MOST_HOLDERS = 8;

/** A redefined role that has holders. */
export function describeRole(role: RoleRedefinition, directory: NameDirectory): DescribedPart {
  const { grade, flags } = role;
  return {
    grade,
    flags,
    title: gradeText(role),
    customers: undefined,
    about: [`role ${roleText(role)}`],
    consequences: roleConsequences(role, MOST_HOLDERS, directory),
    changes: [
      {
        sign: "~",
        title: REDEFINED_ROLE_WORDS.title,
        line: "the catalogue gives the role other permissions",
        details: roleDetails(role),
        unabridged: unabridged(role),
      },
    ],
  };
}

/** Redefined roles without holders, in one part. Roles that lose permissions come first: they can hide a later grant. */
export function describeUnheldRoles(roles: readonly RoleRedefinition[]): DescribedPart[] {
  if (roles.length === 0) return [];
  const losing = ({ lost }: RoleRedefinition) => Number(lost.length > 0);
  return [
    {
      grade: "none",
      flags: [],
      title: UNHELD_ROLE_WORDS.title,
      customers: undefined,
      about: [count(roles.length, "role")],
      consequences: [UNHELD_ROLE_WORDS.meaning],
      changes: [...roles]
        .sort((a, b) => losing(b) - losing(a))
        .map((role) => ({
          sign: "~",
          title: REDEFINED_ROLE_WORDS.title,
          line: `${roleText(role)}: ${GRADE_WORDS[role.grade].word}`,
          details: roleDetails(role),
          unabridged: unabridged(role),
        })),
    },
  ];
}

/**
 * Consequences of a redefined role for access, and the customers affected.
 *
 * @param most holders that are named one by one
 */
export function roleConsequences(role: RoleRedefinition, most: number, directory: NameDirectory): string[] {
  if (!isHeld(role)) return [UNHELD_ROLE_WORDS.meaning];
  const { flags, customers } = role;
  return [
    ...(flags.includes("lock-out") ? [`${FLAG_WORDS["lock-out"].word}: ${LOCK_OUT_WORDS.reader}`] : []),
    `${REDEFINED_ROLE_WORDS.meaning}: ${customersText(customers, most, directory)}`,
  ];
}

/** Operations that the change's catalogue adds to a role and removes from it. */
export function roleDetails({ gained, lost }: Pick<RoleRedefinition, "gained" | "lost">): string[] {
  return [...operationsText("gains", gained), ...operationsText("loses", lost)];
}

function unabridged({ gained, lost }: Pick<RoleRedefinition, "gained" | "lost">): string[] {
  return [
    ...unabridgedDifference("gains", { operations: gained, delegated: [] }),
    ...unabridgedDifference("loses", { operations: lost, delegated: [] }),
  ];
}

function roleText({
  roleName,
  roleDefinitionId,
}: Pick<RoleRedefinition, "roleName" | "roleDefinitionId">): string {
  return `${shorten(roleName)} (${roleDefinitionId})`;
}
