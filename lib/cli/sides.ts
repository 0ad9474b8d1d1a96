import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import type { Revisions } from "../workflows/change-commits.ts";

/** The options, as parsed, of every command that compares sides. */
export interface SidesOptions {
  readonly base?: string;
  readonly head?: string;
  readonly names?: string;
  readonly customer?: string[];
}

/** The revisions of the change; undefined where neither of both was named. */
export function revisionsOf({ base, head }: SidesOptions): Outcome<Revisions | undefined> {
  if (base === undefined && head === undefined) return success(undefined);
  if (base !== undefined && head !== undefined) return success({ base, head });
  const fix = "name both revisions of the change";
  return failure("bad-arguments", "one of --base and --head is missing", fix);
}
