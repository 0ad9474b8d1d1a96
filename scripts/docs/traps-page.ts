import { forMarkdown } from "../../lib/report/escape.ts";
import { INVARIANTS } from "./invariants.ts";
import type { Guard, Trap } from "./traps.ts";

/** `docs/traps.md`: what guards against each of the twenty traps of the service. */
export function trapsPage(traps: readonly Trap[]): string {
  return `${[
    "# Twenty traps, and what guards against each",
    "",
    "A **rule** judges definitions, the **type system** refuses to compile, an **invariant** is asked of the synthesized",
    "JSON before it is written, a **comparison** of before and after is what `keeper review` makes.",
    "This page is generated from `scripts/docs/traps.ts` by `npm run docs`.",
    "",
    "| trap | guarded by |",
    "| --- | --- |",
    ...traps.map(
      ({ number, title, guards }) =>
        `| ${number}. ${forMarkdown(title)} | ${guards.map(guardText).join("; ")} |`,
    ),
    "",
    "## Invariants",
    "",
    "| invariant | what holds of every stack |",
    "| --- | --- |",
    ...Object.entries(INVARIANTS).map(([kind, text]) => `| ${kind} | ${forMarkdown(text)}. |`),
  ].join("\n")}\n`;
}

function guardText(guard: Guard): string {
  switch (guard.by) {
    case "rule":
      return `rule ${guard.codes.map((code) => `[${code}](rules/${code}.md)`).join(", ")}`;
    case "type":
      return `type system (${forMarkdown(guard.what)})`;
    case "invariant":
      return `invariant ${guard.kinds.join(", ")}`;
    case "comparison":
      return `comparison (${forMarkdown(guard.what)})`;
  }
}
