import type { CustomerWords, Language } from "./customer-words.ts";
import { ENGLISH } from "./english.ts";
import { GERMAN } from "./german.ts";
import { JAPANESE } from "./japanese.ts";
import { KOREAN } from "./korean.ts";

/** The words of each language. A fifth language is one file, its code in `LANGUAGES`, and a line here. */
export const LANGUAGE_WORDS: Readonly<Record<Language, CustomerWords>> = {
  en: ENGLISH,
  de: GERMAN,
  ko: KOREAN,
  ja: JAPANESE,
};
