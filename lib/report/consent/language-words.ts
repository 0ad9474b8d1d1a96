import type { ConsentWords, Language } from "./words.ts";
import { ENGLISH } from "./words-english.ts";
import { GERMAN } from "./words-german.ts";
import { JAPANESE } from "./words-japanese.ts";
import { KOREAN } from "./words-korean.ts";

/** The words of each language. A fifth language is one file, its code in `LANGUAGES`, and a line here. */
export const LANGUAGE_WORDS: Readonly<Record<Language, ConsentWords>> = {
  en: ENGLISH,
  de: GERMAN,
  ko: KOREAN,
  ja: JAPANESE,
};
