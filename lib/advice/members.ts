import type { Guid } from "../values/guid.ts";

/** Who was in which group on a day, as Microsoft Graph listed it. */
export interface Members {
  /** The day of the lists, YYYY-MM-DD. */
  readonly date: string;
  /** Object ids of the users and service principals in each listed group, nested groups included. */
  readonly groups: ReadonlyMap<Guid, ReadonlySet<Guid>>;
  /** Those of `groups` whose lists are whole. */
  readonly completeGroups: ReadonlyMap<Guid, ReadonlySet<Guid>>;
  /** Object ids by user principal name, in lower case. */
  readonly byName: ReadonlyMap<string, Guid>;
}
