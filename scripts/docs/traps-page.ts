import { forMarkdown } from "../../lib/report/escape.ts";
import { INVARIANTS } from "./invariants.ts";
import type { Guard, Trap } from "./traps.ts";

/** Makes `docs/traps.md`: the twenty traps of the service with their guards. */
export function trapsPage(traps: readonly Trap[]): string {
  return `${[
    "# Twenty traps, and what guards against each",
    "",
    "A **rule** checks definitions. The **type system** refuses to compile. An **invariant** is checked on the synthesized",
    "JSON before it is written. `keeper review` makes the **comparison** of before and after.",
    "`npm run docs` generates this page from `scripts/docs/traps.ts`.",
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
    "| invariant | condition of every stack |",
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
