import { count } from "../phrases.ts";
import { flagWords } from "../review/wording.ts";
import type { Power, Powers, SummaryLine } from "./summary-line.ts";

/** Longest list of powers that a line names, in characters; one power is always named. */
const LONGEST_POWERS = 190;

/** A change in one line: "Analysts: Reader -> Contributor on 2 subscriptions of Contoso (standing)". */
export function lineText({ who, what, where, how, flags, of }: SummaryLine): string {
  const words = flagWords(flags, of.kind === "net" ? of.net.changes : []);
  const urgent = words.length === 0 ? "" : `[${words.join(", ")}] `;
  return `${urgent}${who}: ${what}${where === "" ? "" : ` ${where}`}${how === "" ? "" : ` (${how})`}`;
}

/** What a change means, in lines: gains, losses, then notes. @param longest of a list of powers, in characters */
export function meaningLines(line: SummaryLine, longest: number = LONGEST_POWERS): string[] {
  const { gains, losses, notes, powerUse } = line;
  const isSame = powerUse === "same";
  const powers = isSame
    ? powerLines("the role can", gains.own.length > 0 ? gains : losses, longest)
    : [...powerLines("can now", gains, longest), ...powerLines("can no longer", losses, longest)];
  // changed terms are what such a change is about
  return isSame ? [...notes, ...powers] : [...powers, ...notes];
}

function powerLines(verb: string, powers: Powers, longest: number): string[] {
  const { own, handedOut, unknownRoles } = powers;
  const named = [
    ...(own.length === 0 ? [] : [powerListText(own, longest)]),
    ...wordless(powers).map((text) => (own.length === 0 ? `use ${text}` : text)),
  ];
  return [
    ...unknownRoles.map((id) => `${verb} do anything: the catalogue does not know the role ${id}`),
    ...(handedOut.length === 0
      ? []
      : [`${verb} let managed identities ${powerListText(handedOut, longest)}`]),
    ...(named.length === 0 ? [] : [`${verb} ${named.join("; ")}`]),
  ];
}

/** What the words leave out, counted. */
function wordless({ own, handedOut, unknownRoles, uncovered, patterns }: Powers): string[] {
  if (uncovered > 0) return [`${count(uncovered, "operation")} that no words cover`];
  const isSaid = own.length + handedOut.length + unknownRoles.length > 0;
  return isSaid || patterns === 0 ? [] : [`${count(patterns, "pattern")} of operations that no words cover`];
}

/** Powers in one line, the most dangerous first; those that do not fit are counted. */
function powerListText(powers: readonly Power[], longest: number): string {
  const shown: string[] = [];
  let length = 0;
  for (const { text } of powers) {
    length += text.length + 2;
    if (shown.length > 0 && length > longest) break;
    shown.push(text);
  }
  const more = powers.length - shown.length;
  return `${shown.join("; ")}${more > 0 ? `; ${count(more, "more power")}` : ""}`;
}
