import type { Guid } from "../values/guid.ts";

/** One operation that somebody called, by an entry of Azure's activity log. */
export interface ActivityEvent {
  /** The day, YYYY-MM-DD in UTC. */
  readonly day: string;
  readonly subscriptionId: Guid;
  /** ARM id in lower case. */
  readonly resourceId: string;
  /** What was called and what was authorized: operations in lower case, each once; never empty. */
  readonly operations: readonly string[];
  /** Who acted, as far as the entry says. */
  readonly actor: {
    readonly objectId: Guid | undefined;
    /** User principal name, application id or other text. */
    readonly name: string | undefined;
    readonly tenantId: Guid | undefined;
  };
  /** The principal whose role allowed it, by the entry's own evidence. @default - the entry has none */
  readonly evidenceOf: Guid | undefined;
}

/** Entries that were not taken, counted by the reason. */
export interface LeftOutEntries {
  /** No object, or without a time, a subscription or an operation in their form. */
  readonly illFormed: number;
  /** Of another category: health of services, alerts, recommendations. */
  readonly notAdministrative: number;
  /** Whose operation is not a name of an Azure operation. */
  readonly unknownOperation: number;
}

/** A read activity log. */
export interface ActivityLog {
  readonly events: readonly ActivityEvent[];
  readonly entries: number;
  readonly leftOut: LeftOutEntries;
  /** Subscriptions of all well-formed entries. */
  readonly subscriptions: ReadonlySet<Guid>;
  /** Whether it names a next page, which was not read. */
  readonly isCut: boolean;
}
