import type { Finding } from "../rules/finding.ts";
import { forTerminal } from "./escape.ts";
import { pathText } from "./path-text.ts";

/** Gives the line of a finding in its file, where it can be known. */
export type Locate = (finding: Finding) => number | undefined;

/** Every finding as text, the accepted ones in one line each, and a last line that counts them. */
export function findingsText(findings: readonly Finding[], locate: Locate): string {
  const blocks = findings.map((finding) =>
    finding.accepted === undefined ? openFinding(finding, locate) : acceptedFinding(finding, locate),
  );
  return [...blocks, ""].join("\n");
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

/** A number with its noun: "1 error", "2 errors". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function openFinding(finding: Finding, locate: Locate): string {
  const { severity, problem, received, allowed, fix } = finding;
  return [
    `${severity} ${heading(finding, locate)}`,
    `  ${forTerminal(problem)}`,
    `  received: ${forTerminal(received)}`,
    `  allowed:  ${forTerminal(allowed)}`,
    `  fix:      ${forTerminal(fix)}`,
    "",
  ].join("\n");
}

function acceptedFinding(finding: Finding, locate: Locate): string {
  return `accepted ${heading(finding, locate)}: ${forTerminal(finding.accepted ?? "")}`;
}

function heading(finding: Finding, locate: Locate): string {
  const { code, at } = finding;
  const line = locate(finding);
  const file = line === undefined ? at.file : `${at.file}:${line}`;
  const path = pathText(at.path);
  return forTerminal(path === "" ? `${code} ${file}` : `${code} ${file} ${path}`);
}
