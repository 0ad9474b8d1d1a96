import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** Where the page of a rule is. */
export interface RulePage {
  /** Path inside the package. */
  readonly page: string;
  /** Absolute address; null where none is configured: the package's pages are served at no address of its own. */
  readonly helpUri: string | null;
}

/** Addresses of the pages of rules, by code. */
export type RulePages = (code: string) => RulePage;

/** Place of a rule's code in a configured address. */
const CODE = "{code}";

/** Pages of the package alone, without an address. */
export const PACKAGED_PAGES: RulePages = (code) => ({ page: `docs/rules/${code}.md`, helpUri: null });

/**
 * Pages under a configured address (`KEEPER_HELP_URI`), such as `https://docs.contoso.com/keeper/{code}.html`.
 *
 * @param template an http or https address with `{code}`; undefined or empty for none
 */
export function rulePages(template: string | undefined): Outcome<RulePages> {
  if (template === undefined || template === "") return success(PACKAGED_PAGES);
  if (!template.includes(CODE) || !isWebAddress(template.replaceAll(CODE, "LH001")))
    return failure(
      "bad-arguments",
      `KEEPER_HELP_URI is ${JSON.stringify(template)}, which is no address of the rules' pages`,
      "set it to an https address with {code} in place of a rule's code, or unset it",
    );
  return success((code) => ({ ...PACKAGED_PAGES(code), helpUri: template.replaceAll(CODE, code) }));
}

function isWebAddress(text: string): boolean {
  // white space and controls, which URL removes, would be printed as they are
  if (!/^https?:\/\/[!-~]+$/.test(text)) return false;
  return URL.canParse(text);
}
