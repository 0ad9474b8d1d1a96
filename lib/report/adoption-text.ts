import { listed } from "../values/listed.ts";
import { pathText } from "../values/path.ts";
import { command } from "../values/shell-word.ts";
import { forTerminal } from "./escape.ts";
import { count, shorten } from "./phrases.ts";

/** A part of a source that was not adopted, as a report shows it. */
export interface ReportedNotAdopted {
  readonly at: { readonly file: string; readonly path: readonly (string | number)[] };
  readonly line: number | undefined;
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly fix?: string;
}

/** What a report of an adoption shows. */
export interface ReportedAdoption {
  readonly output: string;
  readonly files: readonly { readonly path: string; readonly isUnchanged: boolean }[];
  readonly offers: readonly { readonly id: string; readonly plans: Readonly<Record<string, unknown>> }[];
  readonly customers: readonly { readonly id: string }[];
  readonly adopted: number;
  readonly alreadyDefined: number;
  readonly notAdopted: readonly ReportedNotAdopted[];
  readonly findings: readonly { readonly code: string; readonly accepted?: string }[];
  readonly remarks: readonly Omit<ReportedNotAdopted, "fix">[];
  readonly unknownTypes: readonly {
    readonly name: string;
    readonly objectId: string;
    readonly tenantId: string;
  }[];
  readonly edits: readonly {
    readonly customer: string;
    readonly file: string;
    readonly text: string;
    readonly isWritten: boolean;
  }[];
  readonly otherStates: readonly {
    readonly file: string;
    readonly addresses: readonly (readonly string[])[];
  }[];
}

/** A question of an adoption, as a report shows it. */
export type ReportedQuestion =
  | { readonly kind: "deployed-by-provider" }
  | {
      readonly kind: "one-offer";
      readonly offer: {
        readonly name: string;
        readonly titles: readonly string[];
        readonly identities: readonly string[];
      };
    };

/** A question that yes or no answers, in words. */
export function adoptionQuestionText(question: ReportedQuestion): string {
  switch (question.kind) {
    case "deployed-by-provider":
      return "do you apply the stacks of these customers yourself, as an Owner there? (no: the customers do)";
    case "one-offer": {
      const { name, titles, identities } = question.offer;
      const shown = listed(
        titles.map((each) => JSON.stringify(shorten(each))),
        5,
      );
      return forTerminal(
        `${identities.length} sets of authorizations share four fifths (${shown}): are they plans of one offer, ${JSON.stringify(shorten(name))}?`,
      );
    }
  }
}

/** Most entries of one kind; `--json` has all. */
const MOST = 20;

/**
 * An adoption in words: what was written, and what was left out and why. Where no proof follows, also what to do next.
 */
export function adoptionText(adoption: ReportedAdoption, follows: "proof" | "hint"): string {
  const { adopted, alreadyDefined, output, files } = adoption;
  const changed = files.filter(({ isUnchanged }) => !isUnchanged);
  const lines = [
    adopted === 0
      ? `nothing to adopt${alreadyDefined === 0 ? "" : `: ${definitions(alreadyDefined)} defined already`}`
      : `${definitions(adopted)} adopted: ${summary(adoption)}`,
    ...(adopted > 0 && alreadyDefined > 0 ? [`${definitions(alreadyDefined)} defined already`] : []),
    ...(files.length > 0
      ? [
          `${count(changed.length, "file")} written into ${forTerminal(output)}, ${files.length - changed.length} unchanged`,
        ]
      : []),
    ...offerLines(adoption),
    ...acceptedLines(adoption),
    ...remarkLines(adoption),
    ...unknownTypeLines(adoption),
    ...notAdoptedLines(adoption),
    ...adoption.edits.flatMap(editLines),
    ...adoption.otherStates.flatMap(otherStateLines),
    ...(adopted === 0 || follows === "proof"
      ? []
      : ["next: keeper check, then keeper adopt <source…> --prove: only imports"]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function definitions(number: number): string {
  return count(number, "registration definition");
}

function summary({ offers, customers }: ReportedAdoption): string {
  return `${count(customers.length, "customer")}, ${count(offers.length, "new offer")}`;
}

function offerLines({ offers }: ReportedAdoption): string[] {
  const shown = offers
    .slice(0, MOST)
    .map(({ id, plans }) => `  offer ${id}: ${count(Object.keys(plans).length, "plan")}`);
  return offers.length > MOST ? [...shown, `  and ${offers.length - MOST} more offers`] : shown;
}

function acceptedLines({ findings }: ReportedAdoption): string[] {
  const accepted = findings.filter((each) => each.accepted !== undefined);
  if (accepted.length === 0) return [];
  const codes = [...new Set(accepted.map(({ code }) => code))].sort().join(", ");
  return [`${count(accepted.length, "warning")} accepted in the definitions, each with its reason: ${codes}`];
}

function remarkLines({ remarks }: ReportedAdoption): string[] {
  const shown = remarks
    .slice(0, MOST)
    .flatMap(({ at, line, code, what, why }) => [
      `to check (${code}): ${forTerminal(placeText(at, line))}`,
      `  ${forTerminal(shorten(what, 160))} ${forTerminal(shorten(why, 400))}`,
    ]);
  const more = remarks.length - MOST;
  return more > 0 ? [...shown, `and ${more} more to check: --json shows all`] : shown;
}

function unknownTypeLines({ unknownTypes }: ReportedAdoption): string[] {
  const tenants = [...new Set(unknownTypes.map(({ tenantId }) => tenantId))];
  return tenants.map((tenantId) => {
    const ids = unknownTypes.filter((each) => each.tenantId === tenantId).map(({ objectId }) => objectId);
    const body = JSON.stringify({ ids });
    const subject = ids.length === 1 ? "1 principal has" : `${ids.length} principals have`;
    return `${subject} type "unknown". To look it up in tenant ${tenantId}:
  az rest --method post --url https://graph.microsoft.com/v1.0/directoryObjects/getByIds --headers Content-Type=application/json --body '${body}' --query "value[].{id:id,type:\\"@odata.type\\",name:displayName}" --output table`;
  });
}

function editLines({ customer, file, text, isWritten }: ReportedAdoption["edits"][number]): string[] {
  if (isWritten) return [`${forTerminal(file)} extended: customer ${customer}`];
  return [
    `customer ${customer} is defined in ${forTerminal(file)}, which is left alone: add this to it`,
    ...text
      .trimEnd()
      .split("\n")
      .map((line) => `  ${forTerminal(line)}`),
  ];
}

/** Commands for the folder of another configuration. All of them: what stays in its state, it still manages. */
function otherStateLines({ file, addresses }: ReportedAdoption["otherStates"][number]): string[] {
  return [
    `once the import is applied, remove what is adopted from the state of ${forTerminal(file)}, where its configuration is:`,
    ...addresses.map((each) => `  ${forTerminal(command("terraform", "state", "rm", ...each))}`),
    "  then remove the resources from that configuration: its next plan would create them again",
  ];
}

function notAdoptedLines({ notAdopted }: ReportedAdoption): string[] {
  const shown = notAdopted
    .slice(0, MOST)
    .flatMap(({ at, line, code, what, why, fix }) => [
      `not adopted (${code}): ${forTerminal(placeText(at, line))}`,
      `  ${forTerminal(shorten(what, 160))} ${forTerminal(shorten(why, 400))}`,
      ...(fix === undefined ? [] : [`  fix: ${forTerminal(fix)}`]),
    ]);
  const more = notAdopted.length - MOST;
  return more > 0 ? [...shown, `and ${more} more that are not adopted: --json shows all`] : shown;
}

function placeText({ file, path }: ReportedNotAdopted["at"], line: number | undefined): string {
  return line === undefined ? `${file} ${pathText(path)}` : `${file}:${line} ${pathText(path)}`;
}
