import type { Rule } from "../../lib/rules/rule.ts";
import { prose } from "./markdown.ts";
import type { Trap } from "./traps.ts";

/** Makes the page of one rule in `docs/rules/`, with the same five headings for all rules. */
export function rulePage(rule: Rule, traps: readonly Trap[]): string {
  const guarded = traps.filter(({ guards }) =>
    guards.some((guard) => guard.by === "rule" && guard.codes.some((code) => code === rule.code)),
  );
  const traplist = guarded.map(({ number }) => `[${number}](../traps.md)`).join(", ");
  return `${[
    `# ${rule.code} ${rule.kind}`,
    "",
    `${sentence(rule.title)} Severity: **${rule.severity}**.`,
    "",
    "## What it is",
    "",
    sentence(rule.what),
    "",
    "## Why it hurts",
    "",
    sentence(rule.harm),
    "",
    "## How to fix it",
    "",
    sentence(rule.fix),
    "",
    "## When to accept it",
    "",
    sentence(rule.accept),
    "",
    "## Where it comes from",
    "",
    sentence(rule.source),
    ...(guarded.length === 0 ? [] : ["", `Guards against trap ${traplist}.`]),
  ].join("\n")}\n`;
}

/** Makes the index of all rules, `docs/rules/README.md`. */
export function ruleIndex(rules: readonly Rule[]): string {
  return `${[
    "# Rules",
    "",
    "Errors stop synthesis. Warnings are printed; `accepts: [{ rule, reason, at? }]` in the definition accepts one.",
    "This page and the pages of the rules are generated from `lib/rules/` by `npm run docs`.",
    "",
    "| code | severity | judges | what holds |",
    "| --- | --- | --- | --- |",
    ...rules.map(
      ({ code, kind, severity, judges, title }) =>
        `| [${code}](${code}.md) ${kind} | ${severity} | ${judges} | ${sentence(title)} |`,
    ),
  ].join("\n")}\n`;
}

function sentence(text: string): string {
  const escaped = prose(text);
  return escaped.endsWith(".") ? escaped : `${escaped}.`;
}
