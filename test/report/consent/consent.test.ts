import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlConsent } from "../../../lib/report/consent/html.ts";
import { markdownConsent } from "../../../lib/report/consent/markdown.ts";
import { LANGUAGES } from "../../../lib/report/languages/customer-words.ts";
import { LANGUAGE_WORDS } from "../../../lib/report/languages/language-words.ts";
import { sheetOf } from "../../consent/sheets.ts";
import { aCustomer, anOffer, MANAGING_TENANT } from "../../support/builders.ts";
import { hostileLine } from "../../support/hostile-text.ts";

test("only English has no note that nobody has reviewed it", () => {
  const unsigned = LANGUAGES.filter((code) => LANGUAGE_WORDS[code].consent.notReviewed !== undefined);
  expect(unsigned).toEqual(["de", "ko", "ja"]);
  const sheet = sheetOf(aCustomer(), [anOffer()]);
  for (const language of unsigned) {
    const { notReviewed = "" } = LANGUAGE_WORDS[language].consent;
    expect(htmlConsent([sheet], LANGUAGE_WORDS[language].consent, language)).toContain(notReviewed);
    expect(markdownConsent([sheet], LANGUAGE_WORDS[language].consent)).toContain(notReviewed);
  }
});

test("no two capabilities have one sentence, and no translation is empty or English", () => {
  for (const language of LANGUAGES) {
    const { capabilities, cannot, ways } = LANGUAGE_WORDS[language].consent;
    const sentences = Object.values(capabilities);
    expect(new Set(sentences).size).toBe(sentences.length);
    if (language === "en") continue;
    for (const [own, english] of [
      [capabilities, LANGUAGE_WORDS.en.consent.capabilities],
      [cannot, LANGUAGE_WORDS.en.consent.cannot],
      [ways, LANGUAGE_WORDS.en.consent.ways],
    ] as const)
      for (const [code, sentence] of Object.entries(own))
        expect([code, sentence.trim() !== "", sentence !== Object(english)[code]]).toEqual([
          code,
          true,
          true,
        ]);
  }
});

test("what people call things is text in HTML and Markdown, whatever it is made of", () => {
  fc.assert(
    fc.property(hostileLine(), hostileLine(), hostileLine(), (title, description, person) => {
      const principals = {
        ...MANAGING_TENANT.principals,
        operators: { ...MANAGING_TENANT.principals.operators, displayName: person },
      };
      const offer = anOffer({
        name: title,
        description,
        managingTenant: { ...MANAGING_TENANT, principals },
        plans: {
          standard: {
            visibility: "public",
            versions: { "1.0.0": { authorizations: [{ principal: "operators", role: "Reader" }] } },
          },
        },
      });
      const sheet = sheetOf(aCustomer({ name: person }), [offer]);
      const page = htmlConsent([sheet], LANGUAGE_WORDS.en.consent, "en");
      const tags = page.match(/<[a-zA-Z!/][^>]*>/g) ?? [];
      const known =
        /^<(!DOCTYPE html|\/?(html|head|meta|title|style|body|header|main|article|section|div|h1|h2|h3|p|dl|dt|dd|table|thead|tbody|tr|th|td|ul|li|a|b|br|wbr|code|pre|span|strong)\b[^<]*)>$/;
      expect(tags.filter((tag) => !known.test(tag))).toEqual([]);
      const plain = page.replace(/<style>[\s\S]*?<\/style>/, "");
      expect(plain.match(/<b\b/g)?.length).toBe(plain.match(/<\/b>/g)?.length);
      const markdown = markdownConsent([sheet], LANGUAGE_WORDS.en.consent);
      for (const line of markdown.split("\n"))
        if (line.startsWith("|")) expect(line.endsWith("|")).toBe(true);
      expect(markdown.match(/^# /gm)).toHaveLength(1);
    }),
    { numRuns: 60 },
  );
});
