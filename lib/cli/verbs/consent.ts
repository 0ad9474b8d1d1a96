import { extname } from "node:path";
import { htmlConsent } from "../../report/consent/html.ts";
import { jsonConsent } from "../../report/consent/json.ts";
import { markdownConsent } from "../../report/consent/markdown.ts";
import { checkText } from "../../report/finding-text.ts";
import { jsonText } from "../../report/json-text.ts";
import type { Language } from "../../report/languages/customer-words.ts";
import { LANGUAGE_WORDS } from "../../report/languages/language-words.ts";
import { take } from "../../values/result.ts";
import { consentSheets } from "../../workflows/consent.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printOrWrite, runVerb } from "../print.ts";
import { errorStream } from "../terminal.ts";

/** A form of a consent sheet. */
export type ConsentFormat = "html" | "markdown" | "json";

/** Endings of files in a form. */
const ENDINGS: Readonly<Record<string, ConsentFormat>> = { ".md": "markdown", ".json": "json" };

/** The options of `keeper consent`. */
export interface ConsentOptions {
  readonly since?: string;
  readonly language: Language;
  /** @default - by the ending of `output`; else Markdown on a terminal, and HTML anywhere else */
  readonly format?: ConsentFormat;
  /** File to write to. @default - standard output */
  readonly output?: string;
}

/** `keeper consent`: what customers agree to; ends with 1 where definitions break rules. */
export function consent(
  customers: readonly string[],
  options: ConsentOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  const { since, language, output } = options;
  const format = formatOf(options, terminal.columns !== undefined);
  return runVerb(terminal, format === "json", async function* () {
    const { result, sheets } = yield* take(
      await consentSheets({ customers, since }, worldOf(commandContext)),
    );
    if (sheets === undefined) {
      terminal.err(checkText(result, errorStream(terminal)));
      return 1;
    }
    const words = LANGUAGE_WORDS[language].consent;
    const rendered = {
      html: () => htmlConsent(sheets, words, language),
      markdown: () => markdownConsent(sheets, words),
      json: () => jsonText(jsonConsent(sheets, words)),
    } satisfies Record<ConsentFormat, () => string>;
    yield* take(printOrWrite(rendered[format](), output, commandContext));
    return 0;
  });
}

function formatOf({ format, output }: ConsentOptions, isTerminal: boolean): ConsentFormat {
  if (format !== undefined) return format;
  if (output !== undefined) return ENDINGS[extname(output)] ?? "html";
  return isTerminal ? "markdown" : "html";
}
