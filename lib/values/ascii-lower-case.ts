/**
 * A text with A to Z in lower case, for comparing ARM ids and names of resource groups. Azure compares these without
 * regard to case; for other letters that is not established, so they stay as they are: two names that might be one count
 * as two.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
