import type { RoleNameChange } from "../../review/role-name-changes.ts";
import { count, shorten } from "../phrases.ts";
import type { DescribedPart } from "./described.ts";
import { ROLE_NAME_WORDS } from "./wording.ts";

/** Roles whose names change or move, all in one part. The catalogue's texts stand in quotation marks. */
export function describeRoleNames(changes: readonly RoleNameChange[]): DescribedPart[] {
  if (changes.length === 0) return [];
  return [
    {
      grade: "mixed",
      flags: [],
      title: ROLE_NAME_WORDS.part,
      customers: undefined,
      about: [count(changes.length, "role")],
      consequences: [ROLE_NAME_WORDS.meaning],
      changes: changes.map(({ roleDefinitionId, before, after, formerly }) => ({
        sign: "~",
        title: ROLE_NAME_WORDS.title,
        line: `role ${roleDefinitionId}: ${before === undefined ? "new" : quoted(before)} -> ${quoted(after)}`,
        details: formerly.map((id) => `in base, ${quoted(after)} is role ${id}`),
        unabridged: [],
      })),
    },
  ];
}

function quoted(name: string): string {
  return JSON.stringify(shorten(name));
}
