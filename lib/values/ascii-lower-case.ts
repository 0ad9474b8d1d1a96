/**
 * Folds A to Z to lower case, for comparing ARM ids and resource group names. Azure compares both case-insensitively.
 * For other letters this is not established. They stay unchanged, so names that differ in them count as two.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
