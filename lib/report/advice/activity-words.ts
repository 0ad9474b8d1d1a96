import type { ShownActivity } from "../../advice/proposal.ts";
import type { UseCount } from "../../advice/use.ts";
import { FOR_ENGINEERS } from "../../capabilities/sentences.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { listed } from "../../values/listed.ts";
import { count, shorten } from "../phrases.ts";
import { namedText } from "../review/names.ts";

/** Most operations, capabilities or actors that a line lists. */
const MOST_NAMES = 4;

/** Meanings of events without a known principal. */
const NOT_KNOWN = {
  otherSubscription: "on subscriptions of no customer here",
  otherTenant: "by actors of other tenants than the managing one",
  otherAssignment: "by roles that are assigned elsewhere, by the entry's evidence",
  noActor: "without an actor",
  beyondGrants: "that no grant here allows",
} as const satisfies Partial<Record<UseCount, string>>;

/** What is never called unused. */
const NOT_SEEN_IS_NOT_UNUSED =
  "not seen is not unused: reads, data reached by keys, days outside the log (90) and roles that were not activated leave no entry";

/**
 * The use that logs show, in lines. It says whose it was or may have been, and what was left out. Text of users is
 * unescaped.
 */
export function activityLines(
  { use, entries, leftOut, cut, membersOn }: ShownActivity,
  directory: NameDirectory,
): string[] {
  const { known, unknown, period, counts } = use;
  const days = period === undefined ? "" : `, ${period.from} to ${period.until}`;
  return [
    `used, by ${count(entries, "log entry").replace("entrys", "entries")}${days}${membersOn === undefined ? "" : `; members of groups of ${membersOn}`}`,
    ...known.map(
      ({ customer, actors, operations, exercised, notSeen, ...who }) =>
        `  ${shorten(customer)}: ${namedText(who, who.claimedName, directory)} used ${listed(operations, MOST_NAMES)}: ${
          exercised.length === 0
            ? "no capability has words for it"
            : listed(
                exercised.map((code) => FOR_ENGINEERS[code]),
                MOST_NAMES,
                "; ",
              )
        }; ${notSeen} more not seen; by ${listed(
          actors.map((each) => shorten(each)),
          MOST_NAMES,
        )}`,
    ),
    ...unknown.map(
      ({ customer, actor, operations, mayBe }) =>
        `  ${shorten(customer)}: ${shorten(actor)} used ${listed(operations, MOST_NAMES)}: used, group not known${mayBe.size === 0 ? "" : `; no narrowing of ${count(mayBe.size, "principal")}`}`,
    ),
    ...Object.entries(NOT_KNOWN).flatMap(([kind, words]) => {
      const number = counts[kind as keyof typeof NOT_KNOWN];
      return number === 0 ? [] : [`  left out: ${number} ${words}`];
    }),
    ...(leftOut.notAdministrative === 0
      ? []
      : [`  left out: ${leftOut.notAdministrative} of other categories`]),
    ...(leftOut.unknownOperation === 0
      ? []
      : [`  left out: ${leftOut.unknownOperation} whose operation is not a name of Azure's`]),
    ...(leftOut.illFormed === 0 ? [] : [`  not read: ${leftOut.illFormed} that are ill-formed`]),
    ...cut.map((name) => `  not read: further pages of ${shorten(name)}`),
    `  ${NOT_SEEN_IS_NOT_UNUSED}`,
  ];
}

/** Whether a part of the logs could not be read. */
export function isUnread({ leftOut, cut }: ShownActivity): boolean {
  return leftOut.illFormed > 0 || cut.length > 0;
}
