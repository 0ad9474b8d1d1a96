import type { Cloud } from "../../delegation/cloud.ts";
import { REGIONS } from "../../delegation/deployment-needs.ts";
import type { Registration } from "../../delegation/registration.ts";
import { forTerminal, lineForMarkdown as text } from "../escape.ts";
import type { PageWords } from "./page-words.ts";
import { formOffer, granted, list, pageText, reviewNote, unchangedPart } from "./readme.ts";

/**
 * The page of a package that any customer can deploy. It says what is granted, and how to deploy and end it.
 *
 * @param portal address of the form in Azure's portal; undefined where the package is not published
 */
export function genericReadme(
  registration: Registration,
  words: PageWords,
  cloud: Cloud,
  portal: string | undefined = undefined,
): string {
  const { name, managingTenant, planId, version } = registration.definition;
  const command = `\`az deployment sub create --location ${REGIONS[cloud]} --template-file template.json\``;
  return pageText([
    `# ${words.genericHeading(text(name))}`,
    ...reviewNote(words),
    words.plan(`\`${planId}\``, `\`${version}\``, text(managingTenant.name), `\`${managingTenant.id}\``),
    words.introduction,
    `## ${words.whatYouGrant}`,
    words.consentSays,
    granted(registration, words),
    `## ${words.deployIt}`,
    words.whoChooses,
    list([
      ...(portal === undefined ? [] : [words.byLink(portal)]),
      words.byPortalAnywhere,
      words.byCommand(command),
      words.byBicep,
    ]),
    words.thenSendIds,
    `## ${words.endIt}`,
    words.endByHand,
    ...unchangedPart(words),
  ]);
}

/** Paragraphs that the form in Azure's portal shows. */
export function genericForm(registration: Registration, words: PageWords): string[] {
  return [words.formAnywhere, formOffer(registration, words), words.formMore].map(forTerminal);
}
