/** A record of a customer, as the scripts of the shipped pipelines keep it. */
export interface CustomerRecord {
  readonly commit: string;
  readonly state: "waiting" | "started" | "done" | "abandoned";
  readonly waiting: readonly string[];
  readonly failed?: true;
  readonly ended?: string;
  readonly secondPlan?: "empty";
  readonly overtaking?: string;
}

/** Both records. */
export interface Records {
  readonly accepted: string | undefined;
  readonly bases: Readonly<Record<string, string>>;
  readonly applied: Readonly<Record<string, CustomerRecord>>;
}

interface Change {
  readonly head: string;
  readonly base: string;
  readonly customers: readonly string[];
  readonly later?: readonly string[];
  readonly narrowing?: readonly string[];
}

type IsAncestor = (earlier: string, later: string) => boolean;

interface RecordRules {
  readonly EMPTY: Records;
  begin(records: Records, commit: string): Records;
  accept(
    records: Records,
    change: Change,
    isAncestor: IsAncestor,
  ): { records: Records; started: string[]; held: Record<string, string> };
  finish(records: Records, head: string, customer: string, how?: object): Records;
  fail(records: Records, head: string, customer: string, how?: object): Records;
  abandon(records: Records, customer: string): Records;
  withdraw(records: Records, commit: string): { records: Records; customers: string[] };
  mayBegin(records: Records, head: string, customers: readonly string[], tolerance: number): boolean;
  mayApply(records: Records, head: string, customer: string): boolean;
}

// the scripts are plain JavaScript, published as they stand
const script: string = "../../pipelines/scripts/record-rules.mjs";

/** The rules of the records, as the pipelines run them. */
export const recordRules: RecordRules = await import(script);
