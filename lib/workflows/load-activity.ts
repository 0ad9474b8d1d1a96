import { resolve } from "node:path";
import type { ActivityEvent, ActivityLog, LeftOutEntries } from "../advice/activity.ts";
import type { Members } from "../advice/members.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import { JsonListReader } from "../documents/json-list.ts";
import { NAMED, readJsonFile, readTextPieces } from "../documents/read-file.ts";
import { CollectedActivity, readActivityLog } from "../formats/activity/log.ts";
import { MEMBERS_FORM, readMembers } from "../formats/activity/members.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, success, take } from "../values/result.ts";

/** What all named logs hold. */
export interface LoadedActivity {
  readonly events: readonly ActivityEvent[];
  readonly entries: number;
  readonly leftOut: LeftOutEntries;
  /** Logs that name a next page, which was not read; as named by the user. */
  readonly cut: readonly string[];
}

const LOG_FIX =
  "pass the output of az monitor activity-log list --subscription <id> --offset 90d --max-events 100000 --output json";

/** Reads activity logs; undefined where none is named. */
export function loadActivity(names: readonly string[], folder: string): Outcome<LoadedActivity | undefined> {
  return attempt(function* () {
    if (names.length === 0) return undefined;
    const logs: { readonly name: string; readonly log: ActivityLog }[] = [];
    for (const name of names) {
      logs.push({ name, log: yield* take(loadLog(name, folder)) });
    }
    const sum = (of: keyof LeftOutEntries) => logs.reduce((total, { log }) => total + log.leftOut[of], 0);
    return {
      events: logs.flatMap(({ log }) => log.events),
      entries: logs.reduce((total, { log }) => total + log.entries, 0),
      leftOut: {
        illFormed: sum("illFormed"),
        notAdministrative: sum("notAdministrative"),
        unknownOperation: sum("unknownOperation"),
      },
      cut: logs.filter(({ log }) => log.isCut).map(({ name }) => name),
    };
  });
}

/** Reads one log, entry by entry where it is a list. */
function loadLog(name: string, folder: string): Outcome<ActivityLog> {
  const unreadable = (reason: string) =>
    failure("unreadable-input", `${name} cannot be read: ${reason}`, LOG_FIX);
  const collected = new CollectedActivity();
  const list = new JsonListReader((entry) => collected.add(entry));
  const read = readTextPieces(resolve(folder, name), "activity-log", NAMED, (piece) => list.add(piece));
  if (!read.ok) return unreadable(read.error.reason);
  const document = list.end();
  if (!document.ok) return unreadable(document.error);
  const log = document.value === undefined ? collected.log(false) : readActivityLog(document.value);
  return log === undefined
    ? failure("refused-document", `${name} is not an activity log`, LOG_FIX)
    : success(log);
}

/** Reads dated lists of members; undefined where no file is named. */
export function loadMembers(name: string | undefined, folder: string): Outcome<Members | undefined> {
  return attempt(function* () {
    if (name === undefined) return undefined;
    const fix = `write it as ${MEMBERS_FORM}`;
    const members = readMembers(yield* take(loadJson(name, folder, "member-lists", fix)));
    return members.ok
      ? members.value
      : yield* take(failure("refused-document", `${name} ${members.error}`, fix));
  });
}

function loadJson(name: string, folder: string, kind: DocumentKind, fix: string): Outcome<unknown> {
  const read = readJsonFile(resolve(folder, name), kind, NAMED);
  return read.ok
    ? success(read.value)
    : failure("unreadable-input", `${name} cannot be read: ${read.error.reason}`, fix);
}
