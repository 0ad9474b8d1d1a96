import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** Where the page of a rule is. */
export interface RulePage {
  /** Path inside the package. */
  readonly page: string;
  /** Absolute address; null where none is known. */
  readonly helpUri: string | null;
}

/** Addresses of the pages of rules, by code. */
export type RulePages = (code: string) => RulePage;

/** What says where the pages of rules are served. */
export interface RulePageSettings {
  /** `KEEPER_HELP_URI`: an http or https address with `{code}`; undefined or empty for none. */
  readonly template: string | undefined;
  /** `homepage` of the package: the address of its README, beside which its documents are. @default - none */
  readonly homepage: string | undefined;
}

/** Place of a rule's code in a configured address. */
const CODE = "{code}";

const pageOf = (code: string) => `docs/rules/${code}.md`;

/** Pages of the package alone, without an address. */
export const PACKAGED_PAGES: RulePages = (code) => ({ page: pageOf(code), helpUri: null });

/**
 * Pages under a configured address, such as `https://docs.contoso.com/keeper/{code}.html`. Without one, beside the
 * package's README, where that has an address. Fails where the configured address is not valid.
 */
export function rulePages({ template, homepage }: RulePageSettings): Outcome<RulePages> {
  if (template === undefined || template === "") return success(besideReadme(homepage));
  if (!template.includes(CODE) || !isWebAddress(template.replaceAll(CODE, "LH001")))
    return failure(
      "bad-arguments",
      `KEEPER_HELP_URI is ${JSON.stringify(template)}, which is not an address of the rules' pages`,
      "set it to an https address with {code} in place of a rule's code, or unset it",
    );
  return success((code) => ({ page: pageOf(code), helpUri: template.replaceAll(CODE, code) }));
}

/** Pages beside a README. A homepage that is no README says nothing of where the documents are. */
function besideReadme(homepage: string | undefined): RulePages {
  if (homepage === undefined || !isWebAddress(homepage) || !homepage.endsWith("/README.md"))
    return PACKAGED_PAGES;
  return (code) => ({ page: pageOf(code), helpUri: new URL(pageOf(code), homepage).href });
}

function isWebAddress(text: string): boolean {
  // white space and controls, which URL removes, would be printed as they are
  if (!/^https?:\/\/[!-~]+$/.test(text)) return false;
  return URL.canParse(text);
}
