import { parseGrantLine, type RecordedGrant } from "../delegation/grant-line.ts";
import type { Place } from "./finding.ts";

/** How a version that is defined differs from the record. */
export interface VersionDifference {
  readonly offer: string;
  readonly plan: string;
  readonly version: string;
  /** Where the version is written. */
  readonly at: Place;
  /** Lines of the record that the definition lacks. */
  readonly removed: readonly string[];
  /** Lines that the record lacks. */
  readonly added: readonly string[];
}

/**
 * Groups differences that one edit explains. Versions of a group gain or lose the same grant. Or their grants got the
 * same other principal, or the same other conditions of activation. Groups and their members keep the order of the
 * differences.
 */
export function groupByCause(
  differences: readonly VersionDifference[],
): [VersionDifference, ...VersionDifference[]][] {
  const groups: { causes: Set<string>; members: [VersionDifference, ...VersionDifference[]] }[] = [];
  for (const difference of differences) {
    const causes = causesOf(difference);
    const related = groups.filter((group) => causes.some((cause) => group.causes.has(cause)));
    const [first, ...others] = related;
    if (first === undefined) {
      groups.push({ causes: new Set(causes), members: [difference] });
      continue;
    }
    for (const other of others) {
      first.members.push(...other.members);
      for (const cause of other.causes) first.causes.add(cause);
      groups.splice(groups.indexOf(other), 1);
    }
    first.members.push(difference);
    for (const cause of causes) first.causes.add(cause);
  }
  return groups.map(({ members }) => members);
}

function causesOf({ removed, added }: VersionDifference): string[] {
  const before = removed.flatMap((line) => parseGrantLine(line) ?? []);
  const after = added.flatMap((line) => parseGrantLine(line) ?? []);
  const pairs = before.flatMap((old) => after.flatMap((now) => pairCause(old, now)));
  return [...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`), ...pairs];
}

/** What makes one grant of the other, where one part of it changed. */
function pairCause(old: RecordedGrant, now: RecordedGrant): string[] {
  const [before, after] = [partsOf(old), partsOf(now)];
  const changed = before.flatMap((part, index) => (part === after[index] ? [] : [index]));
  const [index, ...others] = changed;
  if (index === undefined || others.length > 0) return [];
  return [`${index} ${before[index]} → ${after[index]}`];
}

function partsOf({ principalId, roleId, delegatedRoleIds, activation }: RecordedGrant): string[] {
  return [principalId, roleId, delegatedRoleIds.join(), JSON.stringify(activation ?? null)];
}
