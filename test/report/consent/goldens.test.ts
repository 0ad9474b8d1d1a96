import { join } from "node:path";
import { expect, test } from "vitest";
import { htmlConsent } from "../../../lib/report/consent/html.ts";
import { LANGUAGES } from "../../../lib/report/languages/customer-words.ts";
import { LANGUAGE_WORDS } from "../../../lib/report/languages/language-words.ts";
import { sheetsOf } from "../../../lib/workflows/consent.ts";
import { sampleEstate } from "../../support/stacks.ts";

/*
 * What people read on the pages of the sample customers, in every language. The operations behind the words are left out:
 * they are the same for everybody, and make most of a page.
 */

/** What a page shows, a line for each paragraph, cell or item. */
function shown(page: string): string {
  return page
    .replace(/<(style|title)>[\s\S]*?<\/\1>/g, "")
    .replace(/<a class="ref"[^>]*>\d+<\/a>/g, "")
    .replace(/<\/(p|h\d|li|td|th|dt|dd|pre|header)>|<br>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/ +/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

test.each(LANGUAGES)(
  "the sheets of the samples are as they were read and agreed to: %s",
  async (language) => {
    const words = LANGUAGE_WORDS[language].consent;
    const sheets = sheetsOf(await sampleEstate(), undefined);
    expect(sheets.length).toBeGreaterThan(3);
    for (const sheet of sheets) {
      const page = htmlConsent([sheet], words, language);
      const said = shown(page.slice(0, page.indexOf(`<h2>${words.behindTheWords}</h2>`)));
      const file = join(import.meta.dirname, "golden", `${sheet.customer.id}.${language}.txt`);
      await expect(`${said}\n`).toMatchFileSnapshot(file);
    }
  },
);
