import { htmlConsent } from "../../report/consent/html.ts";
import { LANGUAGE_WORDS } from "../../report/consent/language-words.ts";
import type { Language } from "../../report/consent/words.ts";
import { checkJson } from "../../report/finding-json.ts";
import { checkText } from "../../report/finding-text.ts";
import { exportText } from "../../report/onboarding/export-text.ts";
import { packageForm, packageReadme } from "../../report/onboarding/readme.ts";
import { take } from "../../values/result.ts";
import { type ExportRequest, exportPackages } from "../../workflows/export.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper export`. */
export interface ExportOptions {
  readonly output: string;
  /** Language of the consent sheet. */
  readonly language: Language;
  readonly json?: boolean;
}

/** `keeper export`: writes onboarding packages; ends with 1 where definitions break rules. */
export function exportVerb(
  customers: readonly string[],
  { output, language, json = false }: ExportOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const words: ExportRequest["words"] = (onboarded, sheet) => ({
      readme: packageReadme(onboarded),
      consent: htmlConsent([sheet], LANGUAGE_WORDS[language], language),
      form: packageForm(onboarded),
    });
    const done = yield* take(await exportPackages({ customers, output, words }, worldOf(commandContext)));
    if (json) printJson({ ...checkJson(done.result), packages: done.exported ?? null }, terminal);
    else {
      terminal.err(checkText(done.result));
      if (done.exported === undefined) terminal.err("nothing was written\n");
      else terminal.out(exportText(done.exported));
    }
    return done.exported === undefined ? 1 : 0;
  });
}
