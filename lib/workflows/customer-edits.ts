import { join } from "node:path";
import { type CodeValue, codeText } from "../adoption/code.ts";
import { withoutImports } from "../adoption/new-customers.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { yamlText } from "../documents/yaml-text.ts";
import { extendedYaml } from "../estate/extend-customer.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import type { ExtendedCustomer } from "./adoption-check.ts";

/** An addition to the file of a customer that the estate defines. */
export interface CustomerEdit {
  readonly customer: string;
  readonly file: string;
  /** The file with the addition; undefined where it cannot be edited exactly, and a person adds the text. */
  readonly edited: NewFile | undefined;
  /** What is added: subscriptions, then delegations, in the form of the file. */
  readonly text: string;
}

/**
 * The additions to files of customers. A file in YAML is edited where that adds lines and changes none. Every other file is
 * left alone: its addition is text for a person, with `import: true`, because the lock then has no mark.
 */
export function customerEdits(root: string, extensions: readonly ExtendedCustomer[]): CustomerEdit[] {
  return extensions.map(({ extension }) => {
    const { owner, subscriptions, delegations } = extension;
    const { file } = owner;
    const read = readTextFile(join(root, file), "definition", OWN);
    const isYaml = /\.ya?ml$/.test(file);
    const addition = { subscriptions, ...withoutImports({ delegations }) };
    const text = read.ok && isYaml ? extendedYaml(read.value, addition) : undefined;
    return {
      customer: owner.value.id,
      file,
      edited: text === undefined ? undefined : { path: file, text },
      text: isYaml
        ? yamlText({ ...(Object.keys(subscriptions).length === 0 ? {} : { subscriptions }), delegations })
        : codeOf(extension),
    };
  });
}

function codeOf({ subscriptions, delegations }: ExtendedCustomer["extension"]): string {
  const added = Object.keys(subscriptions).length === 0 ? {} : { subscriptions };
  return codeText({ ...added, delegations } as unknown as CodeValue, "", 1_000);
}
