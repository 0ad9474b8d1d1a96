import { forTerminal } from "./escape.ts";
import { count } from "./phrases.ts";

/** An import mark and how it was found, as a report shows it. */
export type ReportedMark = {
  readonly mark: { readonly customer: string; readonly subscriptionId: string; readonly offer: string };
} & (
  | { readonly isFinished: true; readonly by: string }
  | { readonly isFinished: false; readonly why: ReportedReason }
);

type ReportedReason =
  | { readonly code: "not-defined" }
  | { readonly code: "no-state" }
  | { readonly code: "not-in-state"; readonly state: string; readonly address: string }
  | { readonly code: "gone"; readonly lists: string };

/** Most marks that are listed; `--json` has all. */
const MOST = 20;

/** Import marks in words: which were removed, which stand, and why. */
export function finishText(marks: readonly ReportedMark[]): string {
  const finished = marks.filter(({ isFinished }) => isFinished);
  const standing = marks.flatMap((each) => (each.isFinished ? [] : [each]));
  const lines = [
    marks.length === 0
      ? "nothing to finish: the lock has no import mark"
      : `${count(finished.length, "import")} finished, ${standing.length} not`,
    ...standing
      .slice(0, MOST)
      .flatMap(({ mark, why }) => [
        `not finished: ${mark.customer}: offer ${mark.offer} on subscription ${mark.subscriptionId}`,
        `  ${REASONS[why.code](why as never)}`,
      ]),
    ...(standing.length > MOST ? [`and ${standing.length - MOST} more: --json shows all`] : []),
    ...(finished.length > 0 ? ["estate.lock.json changed: commit it"] : []),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

const REASONS: {
  readonly [C in ReportedReason["code"]]: (why: Extract<ReportedReason, { readonly code: C }>) => string;
} = {
  "not-defined": () => "the definitions no longer have it: the next keeper synth drops the mark",
  "no-state": () =>
    "no state that was read has it: deploy, then pass its state: terraform -chdir=cdktf.out/stacks/<customer> state pull",
  "not-in-state": ({ state, address }) =>
    `${state} does not have ${address} as it is pinned: deploy, then finish`,
  gone: ({ lists }) =>
    `${lists} shows that it is gone from Azure, so its import fails: remove its scope from the definitions, or unpin its GUIDs to delegate anew`,
};
