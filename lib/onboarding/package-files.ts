import { createHash } from "node:crypto";
import { subscriptionTemplate } from "../formats/arm/template.ts";
import {
  RESOURCE_GROUP_MODULE,
  resourceGroupModule,
  subscriptionModule,
  usesResourceGroups,
} from "../formats/bicep/module.ts";
import { importBlocks, terraformConfiguration } from "../formats/hcl/configuration.ts";
import { compareText } from "../values/compare-text.ts";
import { deployScript } from "./bash-deploy.ts";
import { removeScript } from "./bash-remove.ts";
import { createUiDefinition } from "./create-ui-definition.ts";
import type { OnboardedSubscription } from "./onboarded-subscription.ts";
import { deployPowerShell } from "./powershell-deploy.ts";
import { removePowerShell } from "./powershell-remove.ts";

/** A file of a package, by its path below the package's folder. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

/** What people read in a package; the words are made elsewhere. */
export interface PackageWords {
  /** `README.md`. */
  readonly readme: string;
  /** `consent.html`: the consent sheet. */
  readonly consent: string;
  /** Paragraphs of the form in Azure's portal. */
  readonly form: readonly string[];
}

/** The file with the checksums of all others, as `sha256sum --check` reads it. */
export const CHECKSUMS = "SHA256SUMS";

/** Windows PowerShell takes a file without this mark for one of another encoding. */
const BYTE_ORDER_MARK = "\ufeff";

/**
 * The files with which a customer deploys, checks and ends the delegations of one subscription. The same definitions
 * give the same bytes.
 *
 * @param azurermVersion the versions of azurerm that the estate allows
 */
export function packageFiles(
  onboarded: OnboardedSubscription,
  { readme, consent, form }: PackageWords,
  azurermVersion: string,
): PackageFile[] {
  const { customer, subscription } = onboarded;
  const files: PackageFile[] = [
    { path: "README.md", text: readme },
    { path: "consent.html", text: consent },
    { path: "template.json", text: json(subscriptionTemplate(subscription)) },
    { path: "createUiDefinition.json", text: json(createUiDefinition(subscription.id, form)) },
    { path: "deploy.sh", text: deployScript(onboarded) },
    { path: "remove.sh", text: removeScript(onboarded) },
    { path: "deploy.ps1", text: BYTE_ORDER_MARK + deployPowerShell(onboarded) },
    { path: "remove.ps1", text: BYTE_ORDER_MARK + removePowerShell(onboarded) },
    { path: "main.bicep", text: subscriptionModule(subscription) },
    ...(usesResourceGroups(subscription)
      ? [{ path: RESOURCE_GROUP_MODULE, text: resourceGroupModule() }]
      : []),
    { path: "main.tf", text: terraformConfiguration(subscription, customer, azurermVersion) },
    { path: "imports.tf.txt", text: importBlocks(subscription) },
  ];
  return withChecksums(files);
}

/** The files sorted by path, and a last one with their checksums. */
export function withChecksums(files: readonly PackageFile[]): PackageFile[] {
  const sorted = [...files].sort((a, b) => compareText(a.path, b.path));
  return [...sorted, { path: CHECKSUMS, text: sorted.map(checksum).join("") }];
}

/** A value as the text of a JSON file in a package. */
export function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function checksum({ path, text }: PackageFile): string {
  return `${createHash("sha256").update(text).digest("hex")}  ${path}\n`;
}
