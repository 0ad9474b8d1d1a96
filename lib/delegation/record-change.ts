import { compareText } from "../values/compare-text.ts";
import { own } from "../values/own.ts";
import type { RecordedOffer } from "./recorded-version.ts";

/** A part of a record that a change takes back. Nothing that keeper writes does so: what is recorded stays. */
export interface RecordChange {
  /** `changed`: other grants under the same number. `removed`: the version is gone. `unreadable`: the whole offer is. */
  readonly how: "changed" | "removed" | "made-private" | "unreadable";
  /** `offer/plan@n.n.n`; `offer/plan` where it became private; `offer` where it cannot be read. */
  readonly source: string;
}

/** What a change takes back of an offer's record, sorted. What it adds is none of it. */
export function recordChanges(
  offer: string,
  before: RecordedOffer,
  after: RecordedOffer | undefined,
): RecordChange[] {
  return Object.entries(before)
    .flatMap(([id, { visibility, versions }]): RecordChange[] => {
      const plan = own(after ?? {}, id);
      const isPrivate = visibility === "public" && plan?.visibility === "private";
      const madePrivate = { how: "made-private" as const, source: `${offer}/${id}` };
      const changed = Object.entries(versions).flatMap(([number, lines]): RecordChange[] => {
        const now = own(plan?.versions ?? {}, number);
        if (now?.join("\n") === lines.join("\n")) return [];
        return [{ how: now === undefined ? "removed" : "changed", source: `${offer}/${id}@${number}` }];
      });
      return [...(isPrivate ? [madePrivate] : []), ...changed];
    })
    .sort((a, b) => compareText(a.source, b.source));
}
