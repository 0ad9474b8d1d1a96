import { CLAUSES } from "../../lib/emulator/clauses.ts";

/** `docs/emulator.md`: how the emulated Azure behaves, from the table of clauses. */
export function clausesPage(): string {
  return `${[
    "# The emulated Azure, clause by clause",
    "",
    "What can be seen of `Microsoft.ManagedServices` from outside, and where that is known from. What no source says is a",
    "**guess**. Nothing is refused on a guess ([decision 7](decisions/0007-emulator-by-clauses.md)). This page is generated",
    "from `lib/emulator/clauses.ts` by `npm run docs`; `test/emulator/` tests every clause under its code.",
    "",
    "| clause | behaviour | source |",
    "| --- | --- | --- |",
    ...Object.entries(CLAUSES).map(
      ([code, { text, source }]) =>
        `| ${code} | ${cell(text)} | ${source === null ? "**guess**" : cell(source)} |`,
    ),
  ].join("\n")}\n`;
}

/** Clauses are our own text; only what would end a table's cell or start HTML has to be kept from it. */
function cell(text: string): string {
  return text.replace(/`[^`]*`|[|<>]/g, (part) =>
    part.length > 1 ? part.replaceAll("|", "\\|") : `\\${part}`,
  );
}
