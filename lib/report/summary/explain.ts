import type { NetChange } from "../../review/net-changes.ts";
import { count } from "../phrases.ts";
import { planSources, type ReportContext, sourceText } from "../review/context.ts";
import { describeChange } from "../review/describe-change.ts";
import type { DescribedChange } from "../review/described.ts";
import { customerText, subscriptionText } from "../review/names.ts";
import { locatorOf } from "../review/where.ts";
import { lineText } from "./line-text.ts";
import type { Power, Powers, SummaryLine } from "./summary-line.ts";

/** Everything about one change, in lines: each capability, each known way, each pattern, every customer. */
export function explanationLines(line: SummaryLine, context: ReportContext): string[] {
  const { of, title, number } = line;
  return [
    `Change ${number}: ${title}`,
    `${line.sign} ${lineText(line)}`,
    ...line.notes.map((text) => `  ${text}`),
    ...(line.powerUse === "same"
      ? powerSection("The role", line.gains.own.length > 0 ? line.gains : line.losses)
      : [...powerSection("Gains", line.gains), ...powerSection("Loses", line.losses)]),
    "Exactly:",
    ...(of.kind === "net" ? exactChanges(of.net, context) : of.part.changes).flatMap(changeLines),
    ...(line.customers.length === 0 ? [] : [`${count(line.customers.length, "customer")}:`]),
    ...line.customers.map((id) => `  ${customerLine(id, context)}`),
    ...(of.kind === "net" ? placeLines(of.net, context) : []),
  ];
}

function powerSection(heading: string, { own, handedOut, ways, uncovered, unknownRoles }: Powers): string[] {
  if (own.length + handedOut.length + ways.length + uncovered + unknownRoles.length === 0) return [];
  const powerLine = (beginning: string) => (power: Power) =>
    `  ${beginning}${power.text} [${power.severity}, ${power.code}]`;
  return [
    `${heading}:`,
    ...unknownRoles.map((id) => `  can do anything: the catalogue does not know the role ${id}`),
    ...own.map(powerLine("can ")),
    ...handedOut.map(powerLine("can let managed identities ")),
    ...ways.map((way) => `  ${way}`),
    ...(uncovered === 0 ? [] : [`  ${count(uncovered, "known operation")} that no words cover`]),
  ];
}

function exactChanges(
  { changes, first, customers }: NetChange,
  { directory }: ReportContext,
): DescribedChange[] {
  const locate = locatorOf(first.changes, customers.length);
  return changes.map((change) => describeChange(change, directory, locate));
}

function changeLines({ sign, line, details, unabridged }: DescribedChange): string[] {
  return [`  ${sign} ${line}`, ...allDetails(details, unabridged).map((detail) => `      ${detail}`)];
}

const PATTERN_LINE = /^(?:gains|loses|may newly hand out|may no longer hand out) /;

/** All particulars, with every pattern of operations where the shorter list counts some of them. */
export function allDetails(details: readonly string[], unabridged: readonly string[]): readonly string[] {
  if (unabridged.length === 0) return details;
  return [...details.filter((detail) => !PATTERN_LINE.test(detail)), ...unabridged];
}

function customerLine(id: string, { directory, sourceOf }: ReportContext): string {
  const source = sourceOf(id);
  return `${customerText(id, directory)}${source === undefined ? "" : `, ${sourceText(source)}`}`;
}

/** Where the plan versions are defined; of a single customer, its subscriptions. */
function placeLines({ changes, first, customers }: NetChange, context: ReportContext): string[] {
  const sources = planSources(changes, first, context).map((source) => `  ${sourceText(source)}`);
  const ids = [...new Set(changes.map(({ subscriptionId }) => subscriptionId))].sort();
  const named = ids.map((id) => `  ${subscriptionText(id, context.directory)}`);
  return [
    ...(sources.length === 0 ? [] : ["Defined in:", ...sources]),
    ...(customers.length > 1 ? [] : ["Subscriptions:", ...named]),
  ];
}
