import type { ConsentOffer, ConsentSheet } from "../../consent/consent-sheet.ts";
import { forHtml, linesForHtml } from "../escape.ts";
import type { ConsentWords } from "../languages/consent-words.ts";
import type { Language } from "../languages/customer-words.ts";
import { pageHtml } from "../page/page-shell.ts";
import { changeRows } from "./change-rows.ts";
import { CONSENT_STYLE } from "./consent-style.ts";
import { inShort, knownWaysOf, Notes, type Worded, type WordedTerms, wordedTerms } from "./describe-sheet.ts";
import { activityQuery, agreedTexts, endCommands, forWhomText, whereText } from "./how-to.ts";

/** Sentences of one cell; the others are counted, and stand in the notes. */
const MOST_SENTENCES = 6;

/** Sentences of each half of the summary. */
const MOST_IN_SHORT = 4;

/**
 * Consent sheets as one self-contained HTML file. When printed, each offer of a customer takes two pages of A4. It has
 * no script, and its content security policy allows its own style alone.
 */
export function htmlConsent(
  sheets: readonly ConsentSheet[],
  words: ConsentWords,
  language: Language,
): string {
  const names = sheets
    .map(({ customer, isForAnyCustomer, offers }) =>
      isForAnyCustomer ? offers.map(({ title }) => title).join(", ") : customer.name,
    )
    .join(", ");
  return pageHtml({
    language,
    title: `${words.sheet}: ${names}`,
    style: CONSENT_STYLE,
    body: `<header class="top"><strong>Lighthouse Keeper</strong> <span>${forHtml(words.sheet)}</span></header>
<main>
${sheets.map((sheet, index) => new SheetPage(sheet, words, index).html).join("\n")}
</main>`,
  });
}

/** One sheet. Notes get their numbers in the order of reading. */
class SheetPage {
  readonly #sheet: ConsentSheet;
  readonly #words: ConsentWords;
  readonly #notes: Notes;
  readonly #prefix: string;

  constructor(sheet: ConsentSheet, words: ConsentWords, index: number) {
    this.#sheet = sheet;
    this.#words = words;
    this.#notes = new Notes(words);
    this.#prefix = `s${index + 1}-`;
  }

  get html(): string {
    const { offers } = this.#sheet;
    const words = this.#words;
    const providers = [...new Set(offers.map(({ provider }) => provider.name))].join(", ");
    const notReviewed =
      words.notReviewed === undefined ? "" : `<p class="unsigned">${forHtml(words.notReviewed)}</p>`;
    return `<article class="sheet">
<header class="hd"><p class="kick">${forHtml(forWhomText(this.#sheet, words))}</p>
<h1>${forHtml(words.title(providers))}</h1>${notReviewed}</header>
${offers.map((offer) => this.#offer(offer)).join("\n")}
${this.#limits()}
${this.#activity()}
${this.#ending()}
${this.#agreement()}
${this.#operations()}
</article>`;
  }

  #offer(offer: ConsentOffer): string {
    const { title, description, provider, plan, version } = offer;
    const words = this.#words;
    const rows: readonly (readonly [string, string])[] = [
      [words.offer, `${title} – ${words.planAndVersion(plan, version)}`],
      [words.provider, `${provider.name} (${words.tenant} ${provider.id})`],
      [words.where, whereText(this.#sheet, offer, words)],
    ];
    return `<section class="offer"><h2>${forHtml(title)}</h2>
${description === "" ? "" : `<p class="soft">${linesForHtml(description)}</p>`}
<dl>${rows.map(([term, value]) => `<dt>${forHtml(term)}</dt><dd>${forHtml(value)}</dd>`).join("")}</dl>
${this.#short(offer)}
${this.#changes(offer)}
${this.#principals(offer)}</section>`;
  }

  #short(offer: ConsentOffer): string {
    const words = this.#words;
    const { standing, onRequest } = inShort(offer);
    const line = (lead: string, codes: typeof standing) => {
      const texts = codes.slice(0, MOST_IN_SHORT).map((code) => words.capabilities[code]);
      const more = codes.length > MOST_IN_SHORT ? [words.others(codes.length - MOST_IN_SHORT)] : [];
      return `<p>${forHtml(lead)}: <b>${forHtml([...texts, ...more].join("; ") || words.nothing)}</b>.</p>`;
    };
    const request = onRequest.length === 0 ? "" : line(words.onRequestOnly, onRequest);
    return `<section class="short"><h3>${forHtml(words.inShort)}</h3>${line(words.atAllTimes, standing)}${request}</section>`;
  }

  #changes({ changes, version }: ConsentOffer): string {
    if (changes === undefined) return "";
    const words = this.#words;
    const { since, list } = changes;
    if (list === undefined) return `<p class="soft">${forHtml(words.notCompared(since))}</p>`;
    if (list.length === 0) return `<p>${forHtml(words.noChanges(since))}</p>`;
    const signs = { more: ["+", words.more], less: ["−", words.less], both: ["±", ""] } as const;
    const rows = changeRows(list, words, this.#notes).map(({ sign, who, what, before, after }) => {
      const [shown, said] = signs[sign];
      const text = typeof what === "string" ? forHtml(what) : this.#worded(what);
      return `<tr class="${sign}"><td><span class="sign ${sign}" aria-hidden="true">${shown}</span><span class="vh">${forHtml(said)}</span></td><th scope="row">${forHtml(who)}</th><td>${text}</td><td>${forHtml(before)}</td><td><b>${forHtml(after)}</b></td></tr>`;
    });
    const gained = list.some((each) => each.kind === "conditions" || each.after !== "no");
    const chip = gained ? ` <span class="chip wait">${forHtml(words.needsAgreement)}</span>` : "";
    return `<h3>${forHtml(words.changesSince(since))}${chip}</h3>
<table class="diff"><thead><tr><th scope="col"><span class="vh">±</span></th><th scope="col">${forHtml(words.who)}</th><th scope="col">${forHtml(words.may)}</th><th scope="col">${forHtml(words.before(since))}</th><th scope="col">${forHtml(words.now(version))}</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>`;
  }

  #principals({ principals, provider }: ConsentOffer): string {
    const words = this.#words;
    const rows = principals.flatMap(({ principal, terms }) => {
      const worded = terms.map((each) => wordedTerms(each, words, this.#notes));
      const name = forHtml(principal.displayName || principal.id);
      const kind = forHtml(words.kinds[principal.type]);
      return worded.map((each, index) => {
        const head =
          index === 0
            ? `<th scope="row" rowspan="${worded.length}">${name}<br><span class="soft">${kind}</span></th>`
            : "";
        return `<tr>${head}<td>${this.#may(each)}</td><td>${this.#when(each)}</td></tr>`;
      });
    });
    return `<h3>${forHtml(words.whoMayWhat)}</h3>
<table class="who"><thead><tr><th scope="col">${forHtml(words.who)}</th><th scope="col">${forHtml(words.may)}</th><th scope="col">${forHtml(words.when)}</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table>
<p class="soft">${forHtml(words.groupMembers(provider.name))}</p>`;
  }

  #may({ may, handsOut, besides, roles }: WordedTerms): string {
    const words = this.#words;
    const list = (all: readonly Worded[]) => {
      const shown = all.slice(0, MOST_SENTENCES).map((each) => this.#worded(each));
      const more = all.slice(MOST_SENTENCES);
      const numbers = more.map(({ note }) => this.#link(note)).join(" ");
      return [
        ...shown,
        ...(more.length === 0 ? [] : [`${forHtml(words.others(more.length))} ${numbers}`]),
      ].join("; ");
    };
    const own = may.length === 0 && besides.length === 0 ? forHtml(words.nothing) : list(may);
    return [
      own,
      ...(handsOut.length === 0 ? [] : [`${forHtml(words.handsOut)}: ${list(handsOut)}`]),
      ...besides.map(forHtml),
      `<span class="soft">${forHtml(words.roles)}: ${forHtml(roles.join(", "))}</span>`,
    ]
      .filter((line) => line !== "")
      .join("<br>");
  }

  #when({ when, isStanding }: WordedTerms): string {
    const style = isStanding ? "standing" : "request";
    return when
      .map((part, index) => `<span class="chip ${index === 0 ? style : ""}">${forHtml(part)}</span>`)
      .join(" ");
  }

  #worded({ text, note }: Worded): string {
    return `${forHtml(text)} ${this.#link(note)}`;
  }

  #link(note: number): string {
    return `<a class="ref" href="#${this.#prefix}${note}" aria-label="${forHtml(this.#words.note(note))}">${note}</a>`;
  }

  #limits(): string {
    const words = this.#words;
    const { cannot, catalogueDate } = this.#sheet;
    const ways = knownWaysOf(this.#sheet).map(({ step, reaches }) => {
      const first = reaches.slice(0, 2).map((code) => words.capabilities[code]);
      const more = reaches.length > 2 ? [words.others(reaches.length - 2)] : [];
      return `<li>${forHtml(words.byWay(words.ways[step], [...first, ...more].join("; ")))}</li>`;
    });
    const not =
      cannot.length === 0
        ? `<p>${forHtml(words.nothingExcluded)}</p>`
        : `<ul class="no">${cannot.map((code) => `<li>${forHtml(words.cannot[code])}</li>`).join("")}</ul>`;
    return `<div class="cols"><section><h2>${forHtml(words.doesNotAllow)}</h2>${not}<p class="soft">${forHtml(words.notAllowedAsOf(catalogueDate))}</p></section>
<section><h2>${forHtml(words.couldLeadTo)}</h2>${ways.length === 0 ? `<p>${forHtml(words.noKnownWay)}</p>` : `<ul class="warn">${ways.join("")}</ul><p class="soft">${forHtml(words.knownWaysOnly)}</p>`}</section></div>`;
  }

  #activity(): string {
    const words = this.#words;
    const tenants = [...new Set(this.#sheet.offers.map(({ provider }) => provider.id))];
    const queries = tenants.map((id) => `<pre>${forHtml(activityQuery(id))}</pre>`).join("");
    return `<section><h2>${forHtml(words.seeActivity)}</h2><p>${forHtml(words.seeActivityHow)}</p>${queries}<p class="soft">${forHtml(words.readingIsNotLogged)}</p></section>`;
  }

  #ending(): string {
    const words = this.#words;
    const commands = endCommands(this.#sheet).map(codeHtml).join("\n");
    const byCommand = commands === "" ? "" : `<p>${forHtml(words.endByCommand)}</p><pre>${commands}</pre>`;
    return `<section><h2>${forHtml(words.endIt)}</h2><p>${forHtml(words.endByHand)}</p>${byCommand}</section>`;
  }

  #agreement(): string {
    const words = this.#words;
    const agreed = agreedTexts(this.#sheet, words).map(
      ({ agree, covers }) =>
        `<p>${forHtml(agree)}</p>${covers === undefined ? "" : `<p class="soft">${forHtml(covers)}</p>`}`,
    );
    const lines = [words.nameAndFunction, words.date, words.signature].map(
      (each) => `<p>${forHtml(each)}</p>`,
    );
    return `<section class="agreement"><h2>${forHtml(words.agreement)}</h2>${agreed.join("")}<div class="lines">${lines.join("")}</div></section>`;
  }

  #operations(): string {
    const notes = this.#notes.all.map(({ number, text, operations, more }) => {
      const codes = operations.map((each) => `<code>${codeHtml(each)}</code>`).join(", ");
      const rest = more === 0 ? "" : `, ${forHtml(this.#words.others(more))}`;
      return `<li id="${this.#prefix}${number}"><b>${number}</b> ${forHtml(text)}: ${codes}${rest}</li>`;
    });
    return `<section><h2>${forHtml(this.#words.behindTheWords)}</h2><ul class="refs">${notes.join("")}</ul></section>`;
  }
}

/** Code that is broken after a slash. It is broken inside a word only where no line is long enough. */
function codeHtml(text: string): string {
  return forHtml(text).replaceAll("/", "/<wbr>");
}
