import type { CheckResult } from "../rules/check.ts";
import type { Finding } from "../rules/finding.ts";
import { pathText } from "../values/path.ts";
import { forTerminal } from "./escape.ts";
import { painter, RED, YELLOW } from "./paint.ts";
import { count } from "./phrases.ts";
import { streamLines } from "./review/wrap.ts";

/** The stream that findings are printed to. */
export interface FindingStream {
  /** Whether severities are in colours. @default - they are not */
  readonly colour?: boolean | undefined;
  /** Columns of the terminal. @default - it is none, and every text has one line */
  readonly columns?: number | undefined;
}

/** Further places of one finding that are named. */
const MOST_PLACES = 9;

/**
 * Every finding as text, accepted ones in one line each. The same finding in several places is printed once. Many plans
 * may include one authorization set, and many customers take one offer.
 */
export function findingsText(findings: readonly Finding[], stream: FindingStream = {}): string {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const { code, problem, received, allowed, fix, accepted } = finding;
    const key = JSON.stringify([code, problem, received, allowed, fix, accepted]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const blocks = [...groups.values()].map((group) =>
    group[0].accepted === undefined ? openFindings(group, stream) : acceptedFindings(group, stream),
  );
  return [...blocks, ""].join("\n");
}

/** All findings, their count, and the skipped rules; an empty text where there are none. */
export function checkText({ findings, skippedRules }: CheckResult, stream: FindingStream = {}): string {
  const skipped = skippedRules.join(", ");
  return [
    ...(findings.length === 0 ? [] : [findingsText(findings, stream), `${findingsSummary(findings)}\n`]),
    ...(skipped === ""
      ? []
      : streamLines(
          `skipped, because they need the whole estate: ${skipped} (keeper check runs them)`,
          stream.columns,
        ).map((line) => `${line}\n`)),
  ].join("");
}

/** One line: how many errors, warnings and accepted warnings. */
export function findingsSummary(findings: readonly Finding[]): string {
  const accepted = findings.filter((finding) => finding.accepted !== undefined).length;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors - accepted;
  const parts = [count(errors, "error"), count(warnings, "warning")];
  if (accepted > 0) parts.push(`${count(accepted, "accepted warning")}`);
  return parts.join(", ");
}

/** The colours of severities, as a review has them. */
const COLOURS = { error: RED, warning: YELLOW } satisfies Record<Finding["severity"], string>;

function openFindings(
  [finding, ...others]: readonly [Finding, ...Finding[]],
  { colour = false, columns }: FindingStream,
): string {
  const { severity } = finding;
  const more = others.length - MOST_PLACES;
  return [
    // a place is not broken, so that it can be opened
    `${painter(colour)(COLOURS[severity], severity)} ${forTerminal(findingHeading(finding))}`,
    ...others.slice(0, MOST_PLACES).map((other) => `  also at   ${forTerminal(findingHeading(other))}`),
    ...(more > 0 ? [`  and at ${count(more, "more place")} (keeper check --format json names all)`] : []),
    ...findingLines(finding).flatMap((line) => streamLines(`  ${line}`, columns)),
    "",
  ].join("\n");
}

function acceptedFindings(findings: readonly Finding[], { columns }: FindingStream): string {
  return findings
    .flatMap((finding) =>
      streamLines(`accepted ${findingHeading(finding)}: ${finding.accepted ?? ""}`, columns),
    )
    .join("\n");
}

/**
 * Lines of a finding, unescaped: problem with details, received, allowed and fix. Or the problem and the reason that
 * accepts it.
 */
export function findingLines(finding: Finding): readonly string[] {
  const { problem, details = [], received, allowed, fix, accepted } = finding;
  if (accepted !== undefined) return [problem, `accepted: ${accepted}`];
  const shown = details.map((each) => `  ${each}`);
  return [problem, ...shown, `received: ${received}`, `allowed:  ${allowed}`, `fix:      ${fix}`];
}

/** Code, file, line and path of a finding, unescaped. */
export function findingHeading({ code, at }: Finding): string {
  const file = at.line === undefined ? at.file : `${at.file}:${at.line}`;
  const path = pathText(at.path);
  return path === "" ? `${code} ${file}` : `${code} ${file} ${path}`;
}
