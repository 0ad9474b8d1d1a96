import type { ConsentWords } from "../languages/consent-words.ts";
import type { Language } from "../languages/customer-words.ts";
import { LANGUAGE_WORDS } from "../languages/language-words.ts";
import type { ReadmeWords } from "../languages/readme-words.ts";

/** The words of a package's page and form. Terms of access are called as on the consent sheet. */
export type PageWords = ReadmeWords & {
  readonly terms: Pick<
    ConsentWords,
    | "holding"
    | "hours"
    | "notReviewed"
    | "noSecondFactor"
    | "noSecondPerson"
    | "onRequest"
    | "approvedBy"
    | "secondFactor"
  >;
};

/** The words of a package in one language. */
export function pageWords(language: Language): PageWords {
  const { consent, readme } = LANGUAGE_WORDS[language];
  return { ...readme, terms: consent };
}
