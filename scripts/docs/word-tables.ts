import { ADVICE, ADVICE_KINDS } from "../../lib/advice/advice.ts";
import { EXCEPTION_WORDS } from "../../lib/report/exception-words.ts";
import { FLAG_WORDS, GRADE_WORDS } from "../../lib/report/review/wording.ts";
import { STATE_WORDS } from "../../lib/report/status/words.ts";
import { TROUBLE_SECTIONS } from "../../lib/report/trouble.ts";
import { TROUBLES } from "../../lib/report/troubleshooting.ts";
import { FLAGS, GRADES } from "../../lib/review/grade.ts";
import { fillRegion, markdownTable } from "./markdown.ts";

/** Fills the tables of grades and flags in `docs/concepts.md`. */
export function conceptsPage(document: string): string {
  const grades = GRADES.map((grade) => [`\`${grade}\``, GRADE_WORDS[grade].word, GRADE_WORDS[grade].meaning]);
  const flags = FLAGS.map((flag) => [`\`${flag}\``, FLAG_WORDS[flag].word, FLAG_WORDS[flag].meaning]);
  const filled = fillRegion(document, "grades", markdownTable(["grade", "printed as", "the change"], grades));
  return fillRegion(filled, "flags", markdownTable(["flag", "printed as", "means"], flags));
}

/** Fills the table of kinds in `docs/how-to/advise.md`. */
export function advicePage(document: string): string {
  const rows = ADVICE_KINDS.map((kind) => {
    const { severity, title, edit, changes, givesUp } = ADVICE[kind];
    return [`\`${kind}\``, severity, title, edit, changes, givesUp === "" ? "nothing" : givesUp];
  });
  return fillRegion(
    document,
    "advice",
    markdownTable(["kind", "severity", "what it finds", "the edit", "what it changes", "gives up"], rows),
  );
}

/** Fills the table of words in `docs/deviations.md`. */
export function deviationsPage(document: string): string {
  const rows = EXCEPTION_WORDS.map(({ word, where, lets, until }) => [`\`${word}\``, where, lets, until]);
  return fillRegion(
    document,
    "exceptions",
    markdownTable(["word", "where", "what it lets pass", "until"], rows),
  );
}

/** Fills the table of states in `docs/status.md`. */
export function statusPage(document: string): string {
  const rows = Object.entries(STATE_WORDS).map(([state, { word, meaning }]) => [
    `\`${state}\``,
    word,
    meaning,
  ]);
  return fillRegion(document, "states", markdownTable(["state (JSON, CSV)", "in words", "meaning"], rows));
}

/** Fills the table of messages in `docs/troubleshooting.md`. */
export function troubleshootingPage(document: string): string {
  const rows = TROUBLES.map(({ messages, cause, fix, command, section }) => {
    const { title, link } = section === undefined ? { title: "", link: "" } : TROUBLE_SECTIONS[section];
    const more = section === undefined ? "" : ` ([${title}](${link}))`;
    const typed = command === undefined ? "" : `: \`${command}\``;
    return [messages.map((message) => `\`${message}\``).join(", "), cause, `${fix}${typed}${more}`];
  });
  return fillRegion(document, "messages", markdownTable(["message", "cause", "fix"], rows));
}
