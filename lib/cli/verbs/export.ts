import { htmlConsent } from "../../report/consent/html.ts";
import { checkJson } from "../../report/finding-json.ts";
import { checkText } from "../../report/finding-text.ts";
import type { Language } from "../../report/languages/customer-words.ts";
import { LANGUAGE_WORDS } from "../../report/languages/language-words.ts";
import { exportedPlansText, exportText } from "../../report/onboarding/export-text.ts";
import { genericForm, genericReadme } from "../../report/onboarding/generic-readme.ts";
import { managementGroupReadme } from "../../report/onboarding/management-group-readme.ts";
import { pageWords } from "../../report/onboarding/page-words.ts";
import { packageForm, packageReadme } from "../../report/onboarding/readme.ts";
import { failure } from "../../values/failure.ts";
import { take } from "../../values/result.ts";
import { type ExportRequest, exportPackages } from "../../workflows/export.ts";
import { type ExportOfferRequest, exportOffer } from "../../workflows/export-offer.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { servedRulePages } from "../own-package.ts";
import { printJson, runVerb } from "../print.ts";
import { errorStream } from "../terminal.ts";

/** The options of `keeper export`. */
export interface ExportOptions {
  /** An offer, or one plan of it, for customers that are not known yet. */
  readonly offer?: string;
  /** Whether the offer's package is also for management groups. */
  readonly managementGroup?: boolean;
  /** Address where the output folder of an offer is published. */
  readonly publicUrl?: string;
  readonly output: string;
  /** Language of the pages that the customer reads. */
  readonly language: Language;
  readonly json?: boolean;
}

/** `keeper export`: writes onboarding packages; ends with 1 where definitions break rules. */
export function exportVerb(
  customers: readonly string[],
  options: ExportOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { offer, managementGroup = false, publicUrl } = options;
  if (offer !== undefined && customers.length === 0) return exportGeneric(offer, options, commandContext);
  if (offer === undefined && customers.length > 0 && !managementGroup && publicUrl === undefined)
    return exportCustomers(customers, options, commandContext);
  return runVerb<ExitCode>(commandContext.terminal, options.json ?? false, async function* () {
    if (offer === undefined && managementGroup) {
      const problem = "--management-group delegates subscriptions that no definition names";
      return yield* take(
        failure("bad-arguments", problem, "name the offer: --offer <id> --management-group"),
      );
    }
    if (offer === undefined && publicUrl !== undefined) {
      const problem = "--public-url is for offers alone: what a customer is sent is never made public";
      return yield* take(
        failure("bad-arguments", problem, "name the offer: --offer <id> --public-url <address>"),
      );
    }
    const problem =
      customers.length === 0 ? "there is nothing to export" : "--offer is for no known customer";
    return yield* take(failure("bad-arguments", problem, "name customers, or an offer with --offer"));
  });
}

function exportCustomers(
  customers: readonly string[],
  { output, language, json = false }: ExportOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const pages = yield* take(servedRulePages(commandContext));
    const words: ExportRequest["words"] = (onboarded, sheet) => ({
      readme: packageReadme(onboarded, pageWords(language)),
      consent: htmlConsent([sheet], LANGUAGE_WORDS[language].consent, language),
      form: packageForm(onboarded, pageWords(language)),
    });
    const done = yield* take(await exportPackages({ customers, output, words }, worldOf(commandContext)));
    if (json) printJson({ ...checkJson(done.result, pages), packages: done.exported ?? null }, terminal);
    else {
      terminal.err(checkText(done.result, errorStream(terminal)));
      if (done.exported === undefined) terminal.err("nothing was written\n");
      else terminal.out(exportText(done.exported));
    }
    return done.exported === undefined ? 1 : 0;
  });
}

/** Packages for customers that are not known yet. */
function exportGeneric(
  offer: string,
  {
    output,
    language,
    managementGroup: isForManagementGroups = false,
    publicUrl,
    json = false,
  }: ExportOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const pages = yield* take(servedRulePages(commandContext));
    const words: ExportOfferRequest["words"] = (registration, sheet, cloud, portal) => ({
      consent: htmlConsent([sheet], LANGUAGE_WORDS[language].consent, language),
      readme: genericReadme(registration, pageWords(language), cloud, portal),
      form: genericForm(registration, pageWords(language)),
      managementGroup: managementGroupReadme(registration, cloud),
    });
    const request = { offer, output, isForManagementGroups, publicUrl, words };
    const done = yield* take(await exportOffer(request, worldOf(commandContext)));
    if (json) printJson({ ...checkJson(done.result, pages), packages: done.exported ?? null }, terminal);
    else {
      terminal.err(checkText(done.result, errorStream(terminal)));
      if (done.exported === undefined) terminal.err("nothing was written\n");
      else terminal.out(exportedPlansText(done.exported));
    }
    return done.exported === undefined ? 1 : 0;
  });
}
