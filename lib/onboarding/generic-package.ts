import type { RegistrationDefinition } from "../delegation/registration.ts";
import { genericTemplate } from "../formats/arm/generic-template.ts";
import { genericModule } from "../formats/bicep/generic-module.ts";
import { createUiDefinition } from "./create-ui-definition.ts";
import { json, type PackageFile, type PackageWords, withChecksums } from "./package-files.ts";

/**
 * The files with which a customer that is not known yet delegates a whole subscription. They name no customer.
 *
 * @param definition of any subscription
 */
export function genericPackageFiles(
  definition: RegistrationDefinition,
  { readme, consent, form }: PackageWords,
): PackageFile[] {
  return withChecksums([
    { path: "README.md", text: readme },
    { path: "consent.html", text: consent },
    { path: "main.bicep", text: genericModule(definition) },
    { path: "template.json", text: json(genericTemplate(definition)) },
    { path: "createUiDefinition.json", text: json(createUiDefinition(undefined, form)) },
  ]);
}
