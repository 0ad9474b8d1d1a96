import { posix } from "node:path";
import {
  ACCEPTANCES_FOLDER,
  type AcceptanceRecord,
  acceptancePath,
} from "../acceptance/acceptance-record.ts";
import { parseAcceptance } from "../acceptance/parse-acceptance.ts";
import { decodeText } from "../documents/decode-text.ts";
import type { Outcome } from "../values/failure.ts";
import { groupBy } from "../values/group-by.ts";
import { attempt, take } from "../values/result.ts";
import type { GitRepository } from "./git.ts";

/** What to read of former records. */
export interface FormerAcceptancesRequest {
  /** Whether a customer is asked about. */
  readonly isAsked: (customer: string) => boolean;
  /** Customers with a record in this checkout: their last commit holds it. */
  readonly current: ReadonlySet<string>;
}

/**
 * Records of acceptances that were replaced or removed since. They are those that commits of this checkout's branch had, by
 * customer, oldest first. Those that cannot be read are left out.
 */
export function formerAcceptances(
  repository: GitRepository,
  root: string,
  { isAsked, current }: FormerAcceptancesRequest,
): Outcome<AcceptanceRecord[]> {
  return attempt(function* () {
    const folder = repository.pathOf(root, ACCEPTANCES_FOLDER);
    const logged = yield* take(repository.firstParents("HEAD", folder));
    const versions = logged
      .flatMap(({ commit, files = [] }) => files.map((path) => ({ commit, path, customer: nameIn(path) })))
      .filter(({ path, customer }) => path === repository.pathOf(root, acceptancePath(customer)))
      .filter(({ customer }) => isAsked(customer));
    const former = [...groupBy(versions, ({ customer }) => customer)].flatMap(([customer, own]) =>
      current.has(customer) ? own.slice(0, -1) : own,
    );
    const records: AcceptanceRecord[] = [];
    for (const { commit, path, customer } of former)
      records.push(...recordIn(yield* take(repository.file(commit, path)), customer));
    return records;
  });
}

function nameIn(path: string): string {
  return posix.basename(path, ".yaml");
}

/** The record of a file's bytes; none where it was removed or cannot be read. */
function recordIn(content: Buffer | undefined, customer: string): AcceptanceRecord[] {
  const text = content && decodeText(content, "acceptance");
  const read = text?.ok === true ? parseAcceptance(text.value, customer) : undefined;
  return read?.ok === true ? [read.value] : [];
}
