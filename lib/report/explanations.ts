import { ADVICE, ADVICE_KINDS, type AdviceKind } from "../advice/advice.ts";
import type { GateReasonKind } from "../gate/reason.ts";
import { FLAGS, GRADES } from "../review/grade.ts";
import type { Rule } from "../rules/rule.ts";
import { nearest } from "../values/nearest.ts";
import { DRIFT_WORDS, OWNERSHIP_WORDS } from "./drift/words.ts";
import { EXCEPTION_WORDS, type ExceptionWord } from "./exception-words.ts";
import { GATE_REASON_WORDS } from "./gate-wording.ts";
import { CHECK_WORDS } from "./preflight/words.ts";
import { FLAG_WORDS, GRADE_WORDS } from "./review/wording.ts";
import { KIND_WORDS } from "./status/cell-words.ts";
import { ACCEPTANCE_WORDS, STATE_WORDS } from "./status/words.ts";
import { TROUBLE_SECTIONS, type Trouble, type TroubleSection } from "./trouble.ts";
import { findTroubles, TROUBLES } from "./troubleshooting.ts";

/** What `keeper explain` prints about one thing. Our own text; nothing of a user is in it. */
export interface Explanation {
  /** Its heading. */
  readonly title: string;
  /** Every spelling under which it is found, as reports print it. */
  readonly names: readonly [string, ...string[]];
  /** What it is, as a sentence. */
  readonly summary: string;
  /** Headed paragraphs. */
  readonly parts: readonly (readonly [heading: string, text: string])[];
  /** A command to be typed. */
  readonly command?: string;
}

/**
 * Everything that has a name. Rules, reasons of the gate, grades and flags of a review, kinds of advice, words of drift,
 * status, acceptances and preflight, exceptions, and known messages.
 */
export function explanations(rules: readonly Rule[]): readonly Explanation[] {
  return [
    ...rules.map(ofRule),
    ...(Object.keys(GATE_REASON_WORDS) as GateReasonKind[]).map(ofGateReason),
    ...GRADES.map((grade) => ofWord("A grade of a change", grade, GRADE_WORDS[grade])),
    ...FLAGS.map((flag) => ofWord("A flag of a change", flag, FLAG_WORDS[flag])),
    ...ADVICE_KINDS.map(ofAdvice),
    ...ofTable("A finding of keeper drift", DRIFT_WORDS),
    ...ofTable("Whose a delegation is, in keeper drift", OWNERSHIP_WORDS),
    ...ofTable("A state of a delegation in keeper status", { ...KIND_WORDS, ...STATE_WORDS }).map(
      withPageWord,
    ),
    ...Object.entries(ACCEPTANCE_WORDS).map(ofAcceptance),
    ...Object.entries(CHECK_WORDS).map(([kind, { name, asks }]) =>
      ofWord("A check of keeper preflight, which asks Azure", kind, { word: name, meaning: asks }),
    ),
    ...EXCEPTION_WORDS.map(ofException),
    ...TROUBLES.map(ofTrouble),
  ];
}

/**
 * The explanations with this name, in any case. Where there is none, those of the known messages that the words
 * contain. Where there is none either, the most similar name.
 */
export function findExplanations(
  words: string,
  all: readonly Explanation[],
): { readonly found: readonly Explanation[]; readonly similar: string | undefined } {
  const wanted = words.trim().toLowerCase();
  const found = all.filter(({ names }) => names.some((name) => name.toLowerCase() === wanted));
  if (found.length > 0) return { found, similar: undefined };
  const troubles = findTroubles(words).map(ofTrouble);
  if (troubles.length > 0) return { found: troubles, similar: undefined };
  return { found, similar: meantBy(wanted, all) };
}

/** Most times the length of the words that a suggested name has. */
const MOST_BEYOND = 2;

/** The most similar name. None where the words are only the first of a much longer name, such as `role`. */
function meantBy(wanted: string, all: readonly Explanation[]): string | undefined {
  return nearest(
    wanted,
    all.flatMap(({ names }) => names).filter(({ length }) => length <= wanted.length * MOST_BEYOND),
  );
}

function ofRule({ code, kind, severity, title, what, harm, fix, accept, source }: Rule): Explanation {
  return {
    title: `${code} ${kind}`,
    names: [code, kind],
    summary: `${title}. Severity: ${severity}.`,
    parts: [
      ["What it is", what],
      ["Why it hurts", harm],
      ["How to fix it", fix],
      ["When to accept it", accept],
      ["Where it comes from", source],
    ],
  };
}

function ofGateReason(kind: GateReasonKind): Explanation {
  const { title, remedy } = GATE_REASON_WORDS[kind];
  const summary = `A reason of the gate: ${title}.`;
  return { title: kind, names: [kind], summary, parts: [["How to fix it", remedy]] };
}

function ofAdvice(kind: AdviceKind): Explanation {
  const { title, severity, why, edit, changes, givesUp, source } = ADVICE[kind];
  return {
    title: kind,
    names: [kind],
    summary: `Advice of keeper advise: ${title}. Severity: ${severity}.`,
    parts: [
      ["Why", why],
      ["The edit", edit],
      ["What it changes", changes],
      ...(givesUp === "" ? [] : [["What it gives up", givesUp] as const]),
      ["Where it comes from", source],
    ],
  };
}

/** A word as reports print it, with its meaning. */
interface Word {
  readonly word: string;
  readonly meaning: string;
}

function ofTable(what: string, words: Readonly<Record<string, Word>>): Explanation[] {
  return Object.entries(words).map(([name, word]) => ofWord(what, name, word));
}

function ofWord(what: string, name: string, { word, meaning }: Word): Explanation {
  const title = word.toLowerCase().replaceAll(" ", "-") === name ? word : `${word} ${name}`;
  return { title, names: [word, name], summary: `${what}: ${meaning}.`, parts: [] };
}

function ofAcceptance([, { word, meaning }]: readonly [string, Word]): Explanation {
  const name = `acceptance ${word}`;
  return {
    title: name,
    names: [name, word],
    summary: `A recorded acceptance in keeper status: ${meaning}.`,
    parts: [],
  };
}

/** The page of `keeper status` has longer words for some states. */
function withPageWord(state: Explanation): Explanation {
  const pageWords = Object.entries(KIND_WORDS).flatMap(([kind, { word }]) =>
    state.names.includes(kind) ? [word] : [],
  );
  return { ...state, names: [...state.names, ...pageWords] };
}

function ofException({ word, where, lets, until }: ExceptionWord): Explanation {
  return {
    title: word,
    names: [word],
    summary: `What it lets pass: ${lets}.`,
    parts: [
      ["Where it is written", where],
      ["How long it holds", `until ${until}`],
      ["More", "Allow a difference from Azure, in docs/deviations.md of the package"],
    ],
  };
}

function ofTrouble({ messages, cause, fix, command, section }: Trouble): Explanation {
  const more = section === undefined ? [] : [["More", placeOf(section)] as const];
  return {
    title: messages.join(" / "),
    names: messages,
    summary: "A message of Terraform, or an error code of Azure.",
    parts: [["Cause", cause], ["How to fix it", fix], ...more],
    ...(command === undefined ? {} : { command }),
  };
}

/** A section of the documents, and its document, as a path in the package. */
function placeOf(section: TroubleSection): string {
  const { title, link } = TROUBLE_SECTIONS[section];
  const [page] = link.split("#");
  return `${title}, in docs/${page || "troubleshooting.md"} of the package`;
}
