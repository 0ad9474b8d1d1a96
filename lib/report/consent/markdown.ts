import type { ConsentOffer, ConsentSheet } from "../../consent/consent-sheet.ts";
import { forTerminal, lineForMarkdown as text } from "../escape.ts";
import type { ConsentWords } from "../languages/consent-words.ts";
import { changeRows } from "./change-rows.ts";
import { knownWaysOf, Notes, type Worded, wordedTerms } from "./describe-sheet.ts";
import { activityQuery, agreedTexts, endCommands, forWhomText, whereText } from "./how-to.ts";

/** Consent sheets as Markdown, with every sentence that the HTML page has. */
export function markdownConsent(sheets: readonly ConsentSheet[], words: ConsentWords): string {
  return sheets.map((sheet) => sheetMarkdown(sheet, words)).join("\n---\n\n");
}

function sheetMarkdown(sheet: ConsentSheet, words: ConsentWords): string {
  const { offers, cannot, catalogueDate } = sheet;
  const notes = new Notes(words);
  const providers = [...new Set(offers.map(({ provider }) => provider.name))].join(", ");
  const bodies = offers.map((offer) => offerMarkdown(sheet, offer, words, notes));
  const ways = knownWaysOf(sheet).map(({ step, reaches }) =>
    words.byWay(words.ways[step], reaches.map((code) => words.capabilities[code]).join("; ")),
  );
  const tenants = [...new Set(offers.map(({ provider }) => provider.id))];
  const commands = endCommands(sheet);
  return [
    `# ${text(words.title(providers))}`,
    text(forWhomText(sheet, words)),
    ...(words.notReviewed === undefined ? [] : [`*${text(words.notReviewed)}*`]),
    ...bodies,
    `## ${text(words.doesNotAllow)}`,
    cannot.length === 0 ? text(words.nothingExcluded) : list(cannot.map((code) => words.cannot[code])),
    text(words.notAllowedAsOf(catalogueDate)),
    `## ${text(words.couldLeadTo)}`,
    ways.length === 0 ? text(words.noKnownWay) : `${list(ways)}\n\n${text(words.knownWaysOnly)}`,
    `## ${text(words.seeActivity)}`,
    text(words.seeActivityHow),
    code(tenants.map(activityQuery)),
    text(words.readingIsNotLogged),
    `## ${text(words.endIt)}`,
    text(words.endByHand),
    ...(commands.length === 0 ? [] : [text(words.endByCommand), code(commands)]),
    `## ${text(words.agreement)}`,
    list(
      agreedTexts(sheet, words).flatMap(({ agree, covers }) =>
        covers === undefined ? [agree] : [agree, covers],
      ),
    ),
    `${[words.nameAndFunction, words.date, words.signature].map((each) => `${text(each)}: \\_\\_\\_\\_\\_\\_\\_\\_`).join(" · ")}`,
    `## ${text(words.behindTheWords)}`,
    notes.all
      .map(({ number, text: said, operations, more }) => {
        const rest = more === 0 ? "" : `, ${text(words.others(more))}`;
        return `${number}. ${text(said)}: ${operations.map((each) => `\`${each}\``).join(", ")}${rest}`;
      })
      .join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

function offerMarkdown(sheet: ConsentSheet, offer: ConsentOffer, words: ConsentWords, notes: Notes): string {
  const { title, description, provider, plan, version, changes, principals } = offer;
  const rows = principals.flatMap(({ principal, terms }) =>
    terms.map((each) => {
      const { may, handsOut, besides, when, roles } = wordedTerms(each, words, notes);
      const said = [
        may.length === 0 && besides.length === 0 ? text(words.nothing) : may.map(worded).join("; "),
        ...(handsOut.length === 0 ? [] : [`${text(words.handsOut)}: ${handsOut.map(worded).join("; ")}`]),
        ...besides.map(text),
        text(`${words.roles}: ${roles.join(", ")}`),
      ];
      const who = `${principal.displayName || principal.id} (${words.kinds[principal.type]})`;
      return [text(who), said.filter((line) => line !== "").join("<br>"), text(when.join(", "))];
    }),
  );
  return [
    `## ${text(title)}`,
    ...(description === "" ? [] : [text(description)]),
    list([
      `${words.offer}: ${title}, ${words.planAndVersion(plan, version)}`,
      `${words.provider}: ${provider.name} (${words.tenant} ${provider.id})`,
      `${words.where}: ${whereText(sheet, offer, words)}`,
    ]),
    ...changesMarkdown(changes, version, words, notes),
    `### ${text(words.whoMayWhat)}`,
    table([text(words.who), text(words.may), text(words.when)], rows),
    text(words.groupMembers(provider.name)),
  ].join("\n\n");
}

function changesMarkdown(
  changes: ConsentOffer["changes"],
  version: string,
  words: ConsentWords,
  notes: Notes,
): string[] {
  if (changes === undefined) return [];
  if (changes.list === undefined) return [text(words.notCompared(changes.since))];
  if (changes.list.length === 0) return [text(words.noChanges(changes.since))];
  const signs = { more: "+", less: "−", both: "±" } as const;
  const rows = changeRows(changes.list, words, notes).map(({ sign, who, what, before, after }) => [
    signs[sign],
    text(who),
    typeof what === "string" ? text(what) : worded(what),
    text(before),
    `**${text(after)}**`,
  ]);
  const head = ["", words.who, words.may, words.before(changes.since), words.now(version)].map(text);
  return [`### ${text(words.changesSince(changes.since))}`, table(head, rows)];
}

function worded({ text: said, note }: Worded): string {
  return `${text(said)} [${note}]`;
}

function list(items: readonly string[]): string {
  return items.map((each) => `- ${text(each)}`).join("\n");
}

function code(lines: readonly string[]): string {
  return ["```text", ...lines.map(forTerminal), "```"].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
