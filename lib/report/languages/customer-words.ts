import type { ConsentWords } from "./consent-words.ts";
import type { ReadmeWords } from "./readme-words.ts";

/** Languages of what a customer reads, by their codes (BCP 47). */
export const LANGUAGES = ["en", "de", "ko", "ja"] as const;

/** The code of a language. */
export type Language = (typeof LANGUAGES)[number];

/** Every word that a customer reads, in one language. */
export interface CustomerWords {
  readonly consent: ConsentWords;
  readonly readme: ReadmeWords;
}
