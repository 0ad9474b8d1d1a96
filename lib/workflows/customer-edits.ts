import { join } from "node:path";
import { RESERVED } from "../adoption/customer-module.ts";
import { codeName, UsedNames } from "../adoption/ids.ts";
import { withoutImports } from "../adoption/new-customers.ts";
import { codeProperties, codeText, codeValue } from "../documents/code-text.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { yamlText } from "../documents/yaml-text.ts";
import { extendedYaml } from "../estate/extend-customer.ts";
import { type AddedDelegation, extendedModule } from "../estate/extend-module.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import type { ExtendedCustomer } from "./adoption-check.ts";

/** An addition to the file of a customer that the estate defines. */
export interface CustomerEdit {
  readonly customer: string;
  readonly file: string;
  /** The file with the addition. Undefined where it cannot be edited exactly; a person then adds the text. */
  readonly edited: NewFile | undefined;
  /** What is added: subscriptions, then delegations, in the form of the file. */
  readonly text: string;
}

/**
 * The additions to files of customers. A file in YAML, and a plain literal in TypeScript, is edited where that adds
 * text and changes none. Every other file is left alone. Its addition is text for a person, with `import: true`,
 * because the lock then has no mark.
 *
 * @param offerFiles files of offers by id, from the estate's root: those of the estate, and those that are written
 */
export function customerEdits(
  root: string,
  extensions: readonly ExtendedCustomer[],
  offerFiles: ReadonlyMap<string, string>,
): CustomerEdit[] {
  return extensions.map(({ extension }) => {
    const { file, value } = extension.owner;
    const read = readTextFile(join(root, file), "definition", OWN);
    const text = read.ok ? editedText(read.value, extension, offerFiles) : undefined;
    return {
      customer: value.id,
      file,
      edited: text === undefined ? undefined : { path: file, text },
      text: printedText(extension),
    };
  });
}

type Extension = ExtendedCustomer["extension"];

function editedText(
  text: string,
  { owner, subscriptions, delegations }: Extension,
  offerFiles: ReadonlyMap<string, string>,
): string | undefined {
  const { file, value } = owner;
  const added = withoutImports({ delegations });
  if (isYaml(file)) return extendedYaml(text, { subscriptions, ...added });
  if (!isModule(file)) return undefined;
  const present = {
    subscriptions: Object.keys(value.subscriptions).length,
    delegations: value.delegations.length,
  };
  const names = new UsedNames([...RESERVED, ...(text.match(/[A-Za-z_$][\w$]*/g) ?? [])], "");
  const delegated = added.delegations.map(({ offer, ...terms }): AddedDelegation => {
    const offerFile = offerFiles.get(offer) ?? "";
    const module = isModule(offerFile)
      ? { from: `../${offerFile}`, name: names.take(codeName(offer, "offer")) }
      : undefined;
    return { offer, module, terms: codeProperties(terms) };
  });
  return extendedModule(text, { subscriptions, delegations: delegated }, present);
}

function isYaml(file: string): boolean {
  return /\.ya?ml$/.test(file);
}

function isModule(file: string): boolean {
  return /\.m?ts$/.test(file);
}

function printedText({ owner, subscriptions, delegations }: Extension): string {
  const added = Object.keys(subscriptions).length === 0 ? { delegations } : { subscriptions, delegations };
  return isYaml(owner.file) ? yamlText(added) : codeText(codeValue(added), "", 1_000);
}
