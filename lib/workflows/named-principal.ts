import type { KnownPrincipal } from "../review/name-directory.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { listed } from "../values/listed.ts";
import { success } from "../values/result.ts";

/** Number of known names that an error lists. */
const MOST_NAMES = 10;

/**
 * The id of a principal by its id or one of its names, case-insensitively. Fails for a name of none or of several, with
 * the known ones. A principal may be listed under several names.
 */
export function principalNamed(
  name: string,
  principals: readonly Pick<KnownPrincipal, "principalId" | "displayName">[],
): Outcome<string> {
  const plain = name.toLowerCase();
  const named = principals.filter(
    ({ principalId, displayName }) => displayName.toLowerCase() === plain || principalId === plain,
  );
  const ids = [...new Set(named.map(({ principalId }) => principalId))];
  const [id, ...others] = ids;
  if (id !== undefined && others.length === 0) return success(id);
  const names = [...new Set(principals.map(({ displayName }) => displayName))].sort();
  const [problem, fix] =
    id === undefined
      ? [
          `${JSON.stringify(name)} is not a principal of this estate`,
          `name one of: ${listed(names, MOST_NAMES)}`,
        ]
      : [
          `${JSON.stringify(name)} is the name of ${ids.length} principals`,
          `name one of: ${listed(ids, MOST_NAMES)}`,
        ];
  return failure("bad-arguments", problem, fix);
}
