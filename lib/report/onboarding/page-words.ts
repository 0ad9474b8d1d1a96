import { LANGUAGE_WORDS } from "../consent/language-words.ts";
import type { ConsentWords, Language } from "../consent/words.ts";
import { README_ENGLISH } from "./readme-english.ts";
import { README_GERMAN } from "./readme-german.ts";
import { README_JAPANESE } from "./readme-japanese.ts";
import { README_KOREAN } from "./readme-korean.ts";
import type { ReadmeWords } from "./readme-words.ts";

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

const README_WORDS: Readonly<Record<Language, ReadmeWords>> = {
  en: README_ENGLISH,
  de: README_GERMAN,
  ko: README_KOREAN,
  ja: README_JAPANESE,
};

/** The words of a package in one language. */
export function pageWords(language: Language): PageWords {
  return { ...README_WORDS[language], terms: LANGUAGE_WORDS[language] };
}
