import { stringify } from "yaml";

/**
 * Formats plain data as YAML in block style. Lists inside lists of a map are indented.
 *
 * @param columns width after which texts are wrapped
 */
export function yamlText(value: unknown, columns: number = 100): string {
  const lineWidth = Number.isFinite(columns) ? columns : 0;
  return stringify(value, { lineWidth, aliasDuplicateObjects: false });
}
