import { CLAUSES } from "../../lib/emulator/clauses.ts";
import { compareText } from "../../lib/values/compare-text.ts";

/** Makes `docs/emulator.md` from the table of clauses. */
export function clausesPage(): string {
  return `${[
    "# The emulated Azure, clause by clause",
    "",
    "The visible behaviour of the emulated `Microsoft.ManagedServices`, with sources. A clause without a source is a",
    "**guess**. No guess refuses a request ([decision 7](decisions/0007-emulator-by-clauses.md)). `npm run docs` generates",
    "this page from `lib/emulator/clauses.ts`; `test/emulator/` tests every clause under its code.",
    "",
    "| clause | behaviour | source |",
    "| --- | --- | --- |",
    ...Object.entries(CLAUSES)
      .sort(([a], [b]) => compareText(a, b))
      .map(
        ([code, { text, source }]) =>
          `| ${code} | ${cell(text)} | ${source === null ? "**guess**" : cell(source)} |`,
      ),
  ].join("\n")}\n`;
}

/** Escapes characters that would end a table's cell or start HTML. Clauses may contain other Markdown. */
function cell(text: string): string {
  return text.replace(/`[^`]*`|[|<>]/g, (part) =>
    part.length > 1 ? part.replaceAll("|", "\\|") : `\\${part}`,
  );
}
