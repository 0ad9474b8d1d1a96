import { stringify } from "yaml";

/** Formats plain data as YAML in block style, 100 columns wide. Lists inside lists of a map are indented. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 100, aliasDuplicateObjects: false });
}
