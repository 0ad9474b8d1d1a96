import { deleteResource } from "./drift/delete-resource.ts";
import { forTerminal } from "./escape.ts";
import type { ShownEvidence } from "./leaving-certificate.ts";
import { count } from "./phrases.ts";

/** A subscription on its way out, as a report shows it. */
interface ReportedSubscription {
  readonly name: string;
  readonly id: string;
  readonly step: "delegated" | "undelegated" | "ending" | "ended";
  readonly evidence: { readonly kind: ShownEvidence["kind"] } | undefined;
  readonly removable: readonly string[];
  readonly lasting: readonly string[];
  readonly scripts: string | undefined;
}

/** What a step on the way out did, as a report shows it. */
export interface ReportedLeaving {
  readonly customer: string;
  readonly deployedBy: "provider" | "customer";
  readonly edit: "scopes-removed" | "subscriptions-removed" | "file-removed" | "none";
  readonly file: string;
  /** Files of deviations that were removed. */
  readonly deviations: readonly string[];
  /** The command of the next step. */
  readonly nextCommand: string;
  readonly subscriptions: readonly ReportedSubscription[];
}

/** Resources that a text names one by one. */
const MOST = 10;

const STEPS: Readonly<Record<ReportedSubscription["step"], string>> = {
  delegated: "was delegated until this step",
  undelegated: "no longer in the definitions; keeper synth has not run since",
  ending: "no longer in the definitions; nothing shows yet that Azure has none of it",
  ended: "no longer in the definitions",
};

/** What each evidence shows: no more than what was read. */
const SHOWN: Readonly<Record<ShownEvidence["kind"], string>> = {
  "read-back": "nothing is left, by the customer's removal script",
  "customer-snapshot": "nothing is left, by a snapshot of the customer's tenant",
  "not-visible": "no longer visible to us; what the customer's tenant still has is not known",
  "local-state": "Terraform's state of our deployment has nothing left; Azure was not read",
  present: "a delegation is still there, by what was read",
};

const EDITS: Readonly<Record<ReportedLeaving["edit"], (file: string) => string>> = {
  "scopes-removed": (file) =>
    `Step 1 of 2: ${file} no longer delegates these subscriptions. They stay listed: Terraform needs their provider.`,
  "subscriptions-removed": (file) => `Step 2 of 2: ${file} no longer lists these subscriptions.`,
  "file-removed": (file) => `Step 2 of 2: ${file} is removed.`,
  none: () => "Between step 1 and step 2: nothing was edited.",
};

/** Where a customer is on its way out, what was edited, and what comes next. */
export function leaveText(leaving: ReportedLeaving): string {
  const { edit, file, customer, subscriptions } = leaving;
  const lines = [
    `${customer}: ${EDITS[edit](file)}`,
    "",
    ...subscriptions.map((each) => `  ${each.name} (${each.id}): ${stepText(each)}`),
    "",
    ...deviationLines(leaving),
    ...nextLines(leaving),
    ...(edit === "scopes-removed" ? whoRemoves(subscriptions) : []),
  ];
  return lines.map((line) => `${forTerminal(line)}\n`).join("");
}

function stepText({ step, evidence }: ReportedSubscription): string {
  const isShown = step === "ended" || (step === "ending" && evidence?.kind === "present");
  return isShown && evidence !== undefined ? SHOWN[evidence.kind] : STEPS[step];
}

function deviationLines({ deviations }: ReportedLeaving): string[] {
  if (deviations.length === 0) return [];
  const title = "Removed with them, because nothing is delegated there that could differ:";
  return [title, ...deviations.map((file) => `  ${file}`), ""];
}

function nextLines({ edit, deployedBy, nextCommand, subscriptions }: ReportedLeaving): string[] {
  if (edit === "subscriptions-removed" || edit === "file-removed")
    return ["Next: keeper synth, review, and merge. The record of the acceptance may stay, for the history."];
  const scripts = subscriptions.flatMap((each) => each.scripts ?? []);
  const deploy =
    deployedBy === "provider"
      ? "  deploy: Terraform removes assignments and definitions"
      : "  the customer runs remove.sh --read-back removed.json, and sends that file back";
  return [
    "Next:",
    ...(edit === "scopes-removed" || subscriptions.some(({ step }) => step === "undelegated")
      ? ["  keeper synth, review, and merge: it takes access away and adds none"]
      : []),
    deploy,
    ...scripts.map((folder) => `  removal scripts for the customer: ${folder}`),
    `  then: ${nextCommand}`,
    "    with --read-back removed.json or --from <snapshot>, where the state does not show that nothing is left",
  ];
}

function whoRemoves(subscriptions: readonly ReportedSubscription[]): string[] {
  const removable = subscriptions.flatMap((each) => each.removable);
  const lasting = subscriptions.flatMap((each) => each.lasting);
  return [
    "",
    "What you can remove without the customer: assignments, where the delegation grants you the Delete role.",
    ...shown(removable.map(deleteResource)),
    ...(lasting.length === 0 ? [] : ["Assignments that the customer alone can remove:", ...shown(lasting)]),
    "Registration definitions can be removed by the customer alone; without an assignment they grant nothing.",
  ];
}

function shown(lines: readonly string[]): string[] {
  const more = lines.length - MOST;
  return [
    ...lines.slice(0, MOST).map((line) => `  ${line}`),
    ...(more > 0 ? [`  and ${count(more, "other")}`] : []),
  ];
}
