import type { RecordedDay } from "../../history/recorded-access.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { customerText } from "../review/names.ts";
import { minute } from "./rows.ts";
import { unknownAccessText } from "./unknown-access.ts";

/** Commits that are named one by one. */
const MOST_COMMITS = 5;

/** Source of a day's access, and what is not known. Sentences without final periods. */
export function onDayLines(shown: RecordedDay | undefined, directory: NameDirectory): string[] {
  if (shown === undefined) return [];
  const { day, source, branch, commits, unknown } = shown;
  const named = commits
    .slice(0, MOST_COMMITS)
    .map(({ commit, at }) => `${commit.slice(0, 12)} of ${minute(at)}`);
  const more = commits.length > MOST_COMMITS ? `, and ${commits.length - MOST_COMMITS} more` : "";
  return [
    source === "applied"
      ? `at the end of ${day} (UTC), by what the apply pipeline recorded as applied (${branch}): ${named.join(", ")}${more}`
      : `at the end of ${day} (UTC), by what the default branch defined (${branch}): ${named.join(", ")}${more}; there are no records of what was applied`,
    ...unknown.map(
      ({ customer, why }) => `not known of ${customerText(customer, directory)}: ${unknownAccessText(why)}`,
    ),
    "changes by hand, members of groups and activations are not recorded here: keeper history --from <snapshot> compares with Azure",
  ];
}
