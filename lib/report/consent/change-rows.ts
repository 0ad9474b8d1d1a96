import type { ConsentChange } from "../../consent/consent-sheet.ts";
import type { ConsentWords } from "../languages/consent-words.ts";
import { type Notes, policyParts, type Worded } from "./describe-sheet.ts";

/** A row of the table of changes. */
export interface ChangeRow {
  readonly sign: "more" | "less" | "both";
  readonly who: string;
  readonly what: Worded | string;
  readonly before: string;
  readonly after: string;
}

const RANK = { no: 0, "on-request": 1, standing: 2 } as const;

/** Changes in words, what is gained first. */
export function changeRows(
  changes: readonly ConsentChange[],
  words: ConsentWords,
  notes: Notes,
): ChangeRow[] {
  const order: readonly ChangeRow["sign"][] = ["more", "both", "less"];
  return changes
    .map((change) => rowOf(change, words, notes))
    .sort((a, b) => order.indexOf(a.sign) - order.indexOf(b.sign));
}

function rowOf(change: ConsentChange, words: ConsentWords, notes: Notes): ChangeRow {
  const who = change.principal.displayName || change.principal.id;
  if (change.kind === "conditions") {
    const [before, after] = [change.before, change.after].map((policies) =>
      policies.map((each) => policyParts(each, words).join(", ")).join("; "),
    );
    return { sign: "both", who, what: words.conditions, before: before ?? "", after: after ?? "" };
  }
  const { code, before, after, services } = change;
  const suffix = { more: ` (${words.moreServices})`, fewer: ` (${words.fewerServices})`, same: "" };
  const isEqual = before === after;
  return {
    sign: signOf(change),
    who,
    what: notes.worded(code),
    before: words.holding[before],
    after: `${words.holding[after]}${isEqual ? suffix[services] : ""}`,
  };
}

function signOf({
  before,
  after,
  services,
}: Extract<ConsentChange, { kind: "capability" }>): ChangeRow["sign"] {
  if (RANK[before] < RANK[after]) return before !== "no" && services === "fewer" ? "both" : "more";
  if (RANK[before] > RANK[after]) return after !== "no" && services === "more" ? "both" : "less";
  return services === "more" ? "more" : "less";
}
