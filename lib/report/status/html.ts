import type { EstateStatus } from "../../status/estate-status.ts";
import { listed } from "../../values/listed.ts";
import { forHtml, forScriptElement } from "../escape.ts";
import { askedBox } from "../page/asked-box.ts";
import { pageHtml } from "../page/page-shell.ts";
import { count, shorten } from "../phrases.ts";
import { KIND_WORDS } from "./cell-words.ts";
import { collectStatus, judge } from "./collect-status.ts";
import { roleLines } from "./roles.ts";
import type { CellKind } from "./status-data.ts";
import { STATUS_SCRIPT } from "./status-script.ts";
import { STATUS_STYLE } from "./status-style.ts";
import type { ShownStatus } from "./terminal.ts";
import { snapshotLine, summaryLines } from "./words.ts";

/** Cells that need a person's attention. All but the newest version in place, and what is not known. */
const ATTENTION: readonly CellKind[] = [
  "failed",
  "unreadable",
  "refused",
  "differs",
  "not-deployed",
  "far-behind",
  "behind",
];

/** What to do about customers of a kind. */
const NEXT_STEPS: Readonly<Partial<Record<CellKind, string>>> = {
  failed: "keeper drift says why and how to go on",
  unreadable: "keeper check lists the errors",
  refused: "the next deployment fails: replace the role",
  differs: "keeper drift shows what, and the ways out",
  "not-deployed": "deploy, or wait for the customer",
  "far-behind": "take the newest version, or say why not",
  behind: "take the newest version, or say why not",
};

/**
 * The status of an estate as one self-contained HTML file. It has the number of customers that need attention, and a
 * map of customers and offers. Its content security policy allows its own style and script alone.
 */
export function htmlStatus({ status, snapshot }: ShownStatus): string {
  const counts = countsOf(status);
  const verdict = verdictOf(status, counts);
  return pageHtml({
    language: "en",
    title: `Status: ${verdict}`,
    style: STATUS_STYLE,
    script: STATUS_SCRIPT,
    body: `<a class="skip" href="#map-title">Skip to the map</a>
<header class="top"><div><strong>Lighthouse Keeper</strong> <span class="soft">Status</span>
<span class="soft small end">${forHtml(`role catalogue of ${status.catalogueDate}`)}</span></div></header>
<main>
<section class="panel verdict" aria-label="Verdict">
<div class="says"><span class="sign big ${attentionOf(counts) > 0 ? "wait" : "less"}" aria-hidden="true">${attentionOf(counts) > 0 ? "!" : "✓"}</span>
<div><h1>${forHtml(verdict)}</h1>
${[...summaryLines(status), snapshotLine(snapshot)].map((line) => `<p class="soft">${forHtml(line)}.</p>`).join("\n")}</div></div>
${asked(status)}</section>
${tiles(status, counts, snapshot !== undefined)}
<section id="strip" class="panel" aria-labelledby="strip-title" hidden></section>
<section class="panel" aria-labelledby="map-title">
<div class="head"><h2 id="map-title" tabindex="-1">Estate map</h2><p class="soft small">Customers and offers; a cell is the version that the definition takes, and what is to be said of it</p></div>
<noscript><p class="body">The map needs JavaScript; <code>keeper status --format csv</code> has everything.</p></noscript>
<div id="map"></div></section>
${roles(status)}
</main>
<script type="application/json" id="data">${forScriptElement(collectStatus(status))}</script>`,
  });
}

type Counts = ReadonlyMap<CellKind, number>;

/** Numbers of customers by the worst that is to be said of them. */
function countsOf({ customers }: EstateStatus): Counts {
  const counts = new Map<CellKind, number>();
  for (const { kind } of customers.map(judge)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function attentionOf(counts: Counts): number {
  return ATTENTION.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
}

function verdictOf({ customers, unreadableFiles }: EstateStatus, counts: Counts): string {
  const attention = attentionOf(counts);
  const missing =
    unreadableFiles.length === 0 ? "" : `, and ${count(unreadableFiles.length, "file")} cannot be read`;
  if (customers.length === 0) return `No customers are defined${missing}`;
  if (attention === 0) return `None of ${count(customers.length, "customer")} needs attention${missing}`;
  return `${attention} of ${count(customers.length, "customer")} ${attention === 1 ? "needs" : "need"} attention: ${worstText(counts)}${missing}`;
}

/** Customers that a sentence names one by one. */
const MOST_NAMES = 2;

/** Kinds that a sentence names one by one. */
const MOST_KINDS = 2;

function worstText(counts: Counts): string {
  const kinds = ATTENTION.filter((kind) => counts.has(kind));
  return listed(
    kinds.map((kind) => `${KIND_WORDS[kind].word} (${counts.get(kind)})`),
    MOST_KINDS,
  );
}

/** What to do about each kind of cell, with its customers. Files that cannot be read come first. */
function asked({ customers, unreadableFiles }: EstateStatus): string {
  const judged = customers.map(judge);
  const unread = unreadableFiles.map((file) => shorten(file));
  return askedBox([
    ...(unread.length === 0
      ? []
      : [
          `${count(unread.length, "file")} cannot be read (${listed(unread, MOST_NAMES)}): keeper check says why`,
        ]),
    ...ATTENTION.flatMap((kind) => {
      const own = judged.filter((each) => each.kind === kind).map(({ customer }) => shorten(customer.name));
      return own.length === 0
        ? []
        : [`${KIND_WORDS[kind].word} (${listed(own, MOST_NAMES)}): ${NEXT_STEPS[kind]}`];
    }),
  ]);
}

function tiles({ customers }: EstateStatus, counts: Counts, isCompared: boolean): string {
  const of = (...kinds: readonly CellKind[]) => kinds.reduce((sum, kind) => sum + (counts.get(kind) ?? 0), 0);
  const self = customers.filter(({ deployedBy }) => deployedBy === "customer").length;
  const tile = (label: string, value: number, remark: string, style: string) =>
    `<div class="tile"><dt>${label}</dt><dd${value === 0 ? "" : ` class="${style}"`}>${value} <small>${forHtml(remark)}</small></dd></div>`;
  // what was not asked is no zero
  const asked = (label: string, value: number, remark: string, style: string) =>
    isCompared || value > 0
      ? tile(label, value, remark, style)
      : `<div class="tile"><dt>${label}</dt><dd>– <small>Azure not compared</small></dd></div>`;
  return `<dl class="panel tiles">
${tile("Newest version", of("current"), `of ${customers.length}`, "less")}
${tile("Behind", of("behind", "far-behind"), `${of("far-behind")} by 2 or more`, "wait")}
${tile("Role refused", of("refused"), "by Azure Lighthouse", "more")}
${asked("Differs or failed", of("differs", "failed", "unreadable"), "drift or errors", "both")}
${asked("Not deployed", of("not-deployed"), `${self} deploy themselves`, "wait")}
${tile("Nothing known or delegated", of("not-read", "nothing-delegated"), `${of("not-read")} not read`, "same")}
</dl>`;
}

/** Refused roles with who holds them, readable without script. */
function roles(status: EstateStatus): string {
  const lines = roleLines(status);
  if (lines.length === 0) return "";
  return `<section class="panel" aria-labelledby="roles"><div class="head"><h2 id="roles">Roles</h2><p class="soft small">By the role catalogue of ${forHtml(status.catalogueDate)}</p></div>
<ul class="body">${lines.map((line) => `<li>${forHtml(shorten(line, 2_000))}</li>`).join("")}</ul></section>`;
}
