import { FORM_VERSION } from "./stack-texts.ts";

/** The file in a stack's folder that Terraform reads. */
export const STACK_FILE = "cdk.tf.json";

/** The file that pins providers: committed in an estate's root, placed beside every stack. */
export const PROVIDER_LOCK_FILE = ".terraform.lock.hcl";

/** The end of keeper's manifest: the version of cdktf whose form it has. Former versions of keeper wrote cdktf's own. */
const VERSION = /\n {2}"version": "([\w.+-]+)"\n\}\n$/;

/**
 * `manifest.json` of an output folder, in cdktf's own form. The cdktf CLI finds the stacks by it.
 *
 * @param names the stacks' names: customers' ids, in order
 * @param version of the form
 */
export function manifestText(names: readonly string[], version: string = FORM_VERSION): string {
  // written without JSON.stringify, which takes ten times as long for thousands of stacks
  const stacks = names.map(stackText).join(",");
  return `{\n  "stacks": {${stacks === "" ? "" : `${stacks}\n  `}},\n  "version": "${version}"\n}\n`;
}

/** Whether a text is the {@link manifestText} of these stacks, for any version of cdktf. */
export function isManifestOf(text: string, names: readonly string[]): boolean {
  // only the end is searched
  const version = VERSION.exec(text.slice(-100))?.[1];
  return version !== undefined && text === manifestText(names, version);
}

function stackText(name: string): string {
  return `
    "${name}": {
      "annotations": [],
      "constructPath": "${name}",
      "dependencies": [],
      "name": "${name}",
      "stackMetadataPath": "stacks/${name}/metadata.json",
      "synthesizedStackPath": "stacks/${name}/${STACK_FILE}",
      "workingDirectory": "stacks/${name}"
    }`;
}
