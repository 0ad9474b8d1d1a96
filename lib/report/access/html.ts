import type { Severity } from "../../capabilities/capability.ts";
import type { EstateReach, PrincipalReach } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { listed } from "../../values/listed.ts";
import { forHtml, forScriptElement } from "../escape.ts";
import { askedBox } from "../page/asked-box.ts";
import { pageHtml } from "../page/page-shell.ts";
import { severityBars } from "../page/severity-bars.ts";
import { count, shorten } from "../phrases.ts";
import { ACCESS_SCRIPT } from "./access-script.ts";
import { ACCESS_STYLE } from "./access-style.ts";
import { collectAccess } from "./collect-access.ts";
import {
  knownWaysText,
  principalName,
  typeText,
  worstPowerBesideReach,
  worstPowerText,
} from "./reach-words.ts";
import { rolesHtml } from "./roles-html.ts";

/** What is shown beside the reach. */
export interface AccessPageOptions {
  /** The side, as the command line names it. */
  readonly side: string;
  /** What the question is narrowed to, in words; empty for the whole estate. */
  readonly narrowedTo: readonly string[];
  /** What is to be reported beside access, a sentence each. */
  readonly notes: readonly string[];
}

/** Principals that the page names one by one; the table of grants has all. */
const MOST_PRINCIPALS = 100;

/**
 * Access as one self-contained HTML file. It has the most dangerous principal in a sentence, all principals, and every
 * grant. The reach of one principal is a picture and a table. Its content security policy allows its own style and
 * script alone.
 */
export function htmlAccess(reach: EstateReach, directory: NameDirectory, options: AccessPageOptions): string {
  const verdict = verdictOf(reach, directory, options);
  const shown = { ...reach, principals: reach.principals.slice(0, MOST_PRINCIPALS) };
  return pageHtml({
    language: "en",
    title: `Access: ${verdict}`,
    style: ACCESS_STYLE,
    script: ACCESS_SCRIPT,
    body: `<a class="skip" href="#grants">Skip to the grants</a>
<header class="top"><div><strong>Lighthouse Keeper</strong> <span class="soft">Access</span>
<span class="soft small end">${forHtml(`${options.side === "." ? "definitions" : shorten(options.side)}; role catalogue of ${reach.catalogueDate}`)}</span></div></header>
<main>
${headHtml(verdict, reach, directory, options)}
${tiles(reach)}
${principalsHtml(reach, directory)}
<section id="reach" class="panel" aria-labelledby="reach-title" hidden></section>
<section id="grants-panel" class="panel" aria-labelledby="grants">
<div class="head"><h2 id="grants" tabindex="-1">Every grant</h2><p class="soft small">${count(reach.grants.length, "grant")}, the most dangerous first</p></div>
<noscript><p class="body">The table of grants needs JavaScript; <code>keeper access --format csv</code> has it too.</p></noscript>
<div id="table"></div>
</section>
${rolesHtml(reach, directory)}
</main>
<script type="application/json" id="data">${forScriptElement(collectAccess(shown, directory))}</script>`,
  });
}

function verdictOf(
  { grants, principals, customers }: EstateReach,
  directory: NameDirectory,
  { narrowedTo }: AccessPageOptions,
): string {
  const [worst] = principals;
  if (worst !== undefined) return `${principalName(worst, directory)} ${worstPowerText(worst, customers)}`;
  if (grants.length === 0)
    return narrowedTo.length === 0 ? "Nothing is delegated" : `No grant: ${narrowedTo.join(", ")}`;
  return `${count(grants.length, "grant")}: ${narrowedTo.join(", ")}`;
}

function headHtml(
  verdict: string,
  reach: EstateReach,
  directory: NameDirectory,
  { narrowedTo, notes }: AccessPageOptions,
): string {
  const [worst] = reach.grants;
  const isBad = worst?.severity === "critical";
  const sentences = [
    ...waysOfWorst(reach),
    ...othersText(reach),
    ...(narrowedTo.length > 0 && reach.grants.length > 0
      ? ["What a stolen credential reaches is not shown: this is a part of what its principals have."]
      : []),
    ...notes.map((note) => `Note: ${note}`),
  ];
  return `<section class="panel verdict" aria-label="Verdict">
<div class="says"><span class="sign big ${isBad ? "more" : "same"}" aria-hidden="true">${isBad ? "!" : "·"}</span>
<div><h1>${forHtml(verdict)}</h1>
${sentences.map((text) => `<p class="soft">${forHtml(text)}</p>`).join("\n")}</div></div>
${askedBox(asked(reach, directory))}</section>`;
}

function isCritical({ powers, unknownRoles }: PrincipalReach): boolean {
  return unknownRoles.length > 0 || powers.some(({ severity }) => severity === "critical");
}

function isCriticalAtOnce({ powers, unknownRoles }: PrincipalReach): boolean {
  return (
    unknownRoles.length > 0 ||
    powers.some(({ severity, use }) => severity === "critical" && use === "standing")
  );
}

function waysOfWorst({ principals: [worst] }: EstateReach): string[] {
  const ways = worst === undefined ? "" : knownWaysText(worst);
  return ways === "" ? [] : [`By known ways it ${ways}.`];
}

function othersText({ principals }: EstateReach): string[] {
  if (principals.length < 2) return [];
  const critical = principals.filter(isCritical).length;
  return [
    `${critical} of ${count(principals.length, "principal")} ${critical === 1 ? "has" : "have"} a critical power, ${principals.filter(isCriticalAtOnce).length} of them at all times.`,
  ];
}

/** Principals that a question names one by one. */
const MOST_NAMES = 2;

/** What a reader must decide, by what was found. */
function asked({ principals, grants }: EstateReach, directory: NameDirectory): string[] {
  const atOnce = principals.filter(isCriticalAtOnce);
  const people = principals.filter(({ grants: { withoutMfa } }) => withoutMfa > 0).length;
  const unknown = new Set(principals.flatMap(({ unknownRoles }) => unknownRoles)).size;
  return [
    ...(unknown === 0
      ? []
      : [`${count(unknown, "role")} that the catalogue does not know: keeper roles update`]),
    ...(atOnce.length === 0
      ? []
      : [
          `Critical power at all times (${listed(
            atOnce.map((each) => shorten(principalName(each, directory))),
            MOST_NAMES,
          )}): would access on request do?`,
        ]),
    ...(people === 0 ? [] : [`${count(people, "principal")} can activate without MFA: require it`]),
    ...(grants.length === 0 ? [] : ["Each grant below: is it still needed?"]),
  ];
}

function tiles({ principals, grants, customers }: EstateReach): string {
  const reached = new Set(grants.map(({ customer }) => customer)).size;
  const standing = grants.filter(({ grant }) => grant.access.kind === "standing").length;
  const eligible = grants.flatMap(({ grant: { access } }) => (access.kind === "eligible" ? [access] : []));
  const withoutMfa = eligible.filter((each) => each.multiFactorAuthProvider === "None").length;
  const critical = grants.filter(({ severity }) => severity === "critical").length;
  const holders = new Set(grants.map(({ grant }) => `${grant.managingTenantId}/${grant.principalId}`)).size;
  const steps = principals.filter(({ powers }) => powers.some(({ use }) => use === "known-way")).length;
  const tile = (label: string, value: number, remark: string, style = "") =>
    `<div class="tile"><dt>${label}</dt><dd${style === "" || value === 0 ? "" : ` class="${style}"`}>${value} <small>${forHtml(remark)}</small></dd></div>`;
  return `<dl class="panel tiles">
${tile("Customers reached", reached, `of ${customers}`)}
${tile("Principals", holders, principals.length === 0 ? "" : `${steps} could reach more`)}
${tile("Standing", standing, `of ${count(grants.length, "grant")}`)}
${tile("On request", eligible.length, eligible.length === 0 ? "" : "after activation")}
${tile("Critical", critical, critical === 1 ? "grant" : "grants", "more")}
${tile("On request without MFA", withoutMfa, `of ${eligible.length}`, "wait")}
</dl>`;
}

/** All principals, the most dangerous first, readable without script. */
function principalsHtml({ principals, customers }: EstateReach, directory: NameDirectory): string {
  if (principals.length === 0) return "";
  const rows = principals
    .slice(0, MOST_PRINCIPALS)
    .map((each, at) => principalRow(each, at, customers, directory));
  const rest = principals.length - rows.length;
  const more =
    rest > 0 ? `<p class="soft small body">${rest} less dangerous ones are in the table of grants.</p>` : "";
  return `<section class="panel" aria-labelledby="principals">
<div class="head"><h2 id="principals">Principals</h2><p class="soft small">What a stolen credential can do at worst, and what it could become; the most dangerous first</p></div>
<div class="scroll" tabindex="0" role="region" aria-label="Table of principals">
<table class="cards"><thead><tr><th scope="col">Principal</th><th scope="col">Customers</th><th scope="col">Severity</th><th scope="col">Worst power</th><th scope="col">By known ways</th><th scope="col">Grants</th></tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>${more}</section>`;
}

function principalRow(reach: PrincipalReach, at: number, total: number, directory: NameDirectory): string {
  const severity = reach.unknownRoles.length > 0 ? "critical" : reach.powers[0]?.severity;
  const { standing, onRequest } = reach.grants;
  const ways = knownWaysText(reach);
  const type = typeText(reach, directory);
  return `<tr data-principal="${at}"><th scope="row"><span class="name">${forHtml(principalName(reach, directory))}</span><small>${forHtml(type === "" ? reach.principalId : `${type} ${reach.principalId}`)}</small></th>
<td data-label="Customers" class="part-of">${shareMark(reach.customers.length, total)}${reach.customers.length} of ${total}</td>
<td data-label="Severity">${severity === undefined ? "none" : severityMark(severity)}</td>
<td data-label="Worst power">${forHtml(worstPowerBesideReach(reach))}</td>
<td data-label="By known ways">${ways === "" ? '<span class="soft">no more</span>' : forHtml(ways)}</td>
<td data-label="Grants">${standing} standing, ${onRequest} on request</td></tr>`;
}

/** Customers as a part of all, as a bar. */
function shareMark(part: number, all: number): string {
  const width = Math.max(2, Math.round((72 * part) / Math.max(1, all)));
  return `<svg class="share" viewBox="0 0 72 10" aria-hidden="true"><rect class="all" x="0.5" y="0.5" width="71" height="9"/><rect class="part" width="${width}" height="10"/></svg>`;
}

/** A severity as bars and its word. */
function severityMark(severity: Severity): string {
  return `<span class="level ${severity}">${severityBars(severity)}${severity}</span>`;
}
