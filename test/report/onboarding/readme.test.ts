import fc from "fast-check";
import { expect, test } from "vitest";
import { LANGUAGES } from "../../../lib/report/languages/customer-words.ts";
import { LANGUAGE_WORDS } from "../../../lib/report/languages/language-words.ts";
import { genericForm, genericReadme } from "../../../lib/report/onboarding/generic-readme.ts";
import { managementGroupReadme } from "../../../lib/report/onboarding/management-group-readme.ts";
import { pageWords } from "../../../lib/report/onboarding/page-words.ts";
import { packageForm, packageReadme } from "../../../lib/report/onboarding/readme.ts";
import { onboarded } from "../../onboarding/package.ts";
import { anyCustomer, anyOffer } from "../../support/arbitraries.ts";
import { aCustomer, anOffer } from "../../support/builders.ts";
import { hostileLine } from "../../support/hostile-text.ts";
import { registered } from "../../support/stacks.ts";

/** Every word of a language by its key; functions with a mark for each parameter. */
function wordsOf(language: (typeof LANGUAGES)[number]): Readonly<Record<string, string>> {
  const { terms: _, ...words } = pageWords(language);
  return Object.fromEntries(
    Object.entries(words).map(([key, word]) => [
      key,
      typeof word === "string" ? word : (word as (...texts: string[]) => string)("«1»", "«2»", "«3»", "«4»"),
    ]),
  );
}

/** What is not translated: commands, names of files, and what the functions are given. */
function fixedParts(text: string): readonly string[] {
  return [...text.matchAll(/`[^`]*`|«\d»/g)].map(([part]) => part).sort();
}

test("each language says every word itself, with the same commands, files and values as English", () => {
  const english = wordsOf("en");
  // the same word in two languages
  const alike = new Set(["de formOffer"]);
  for (const language of LANGUAGES) {
    const words = wordsOf(language);
    expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
    for (const [key, word] of Object.entries(words)) {
      expect([key, word.trim()]).not.toEqual([key, ""]);
      expect([language, key, fixedParts(word)]).toEqual([language, key, fixedParts(english[key] ?? "")]);
      if (language !== "en" && !alike.has(`${language} ${key}`))
        expect([key, word]).not.toEqual([key, english[key]]);
    }
  }
});

test("a page in a translation says that nobody has reviewed it, and English does not", () => {
  const [subscription] = registered(aCustomer(), [anOffer()]);
  const [registration] = subscription?.registrations ?? [];
  if (subscription === undefined || registration === undefined) throw new Error("the customer delegates");
  for (const language of LANGUAGES) {
    const words = pageWords(language);
    const { notReviewed } = LANGUAGE_WORDS[language].consent;
    for (const page of [
      packageReadme({ customer: aCustomer(), subscription }, words),
      genericReadme(registration, words, "public"),
      genericReadme(registration, words, "public", "https://portal.azure.com/#create/x"),
    ])
      expect([language, page.split("\n")[2]?.startsWith("*")]).toEqual([language, notReviewed !== undefined]);
  }
});

/** Faults of a page: markup that no word of keeper's has, and rows with other cells than their head. */
function faultsOf(page: string): string[] {
  const plain = page.replace(/```[\s\S]*?```|^> /gm, "").replace(/\\./g, "");
  const rows = plain.split("\n").filter((line) => line.startsWith("|"));
  return [
    ...(plain
      .replace(/`[^`]*`/g, "")
      .match(/[<>[\]#]/g)
      ?.filter((sign) => sign !== "#") ?? []),
    ...rows.filter((row) => row.split("|").length !== 5),
  ];
}

test("what people call things is text in every page and form, whatever it is made of", () => {
  fc.assert(
    fc.property(
      anyOffer("one"),
      anyCustomer(["one"]),
      fc.constantFrom(...LANGUAGES),
      hostileLine(),
      (offer, customer, language, name) => {
        const words = pageWords(language);
        for (const { subscription } of onboarded({ ...customer, name }, [offer])) {
          const described = { customer: { ...aCustomer(), name }, subscription };
          const pages = [packageReadme(described, words)];
          const forms = packageForm(described, words);
          for (const registration of subscription.registrations) {
            pages.push(
              genericReadme(registration, words, "public"),
              managementGroupReadme(registration, "public"),
            );
            forms.push(...genericForm(registration, words));
          }
          for (const page of pages) {
            expect(faultsOf(page)).toEqual([]);
            expect(page.match(/^# /gm)).toHaveLength(1);
          }
          for (const line of forms) expect(line).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        }
      },
    ),
    { numRuns: 20 },
  );
});
