import { type Guid, LOWER_CASE_GUID_PATTERN } from "../../values/guid.ts";

/** A GUID in lower case; the log writes those of evidence without hyphens. Undefined for any other text. */
export function guidIn(text: string | undefined): Guid | undefined {
  const plain = text?.toLowerCase() ?? "";
  const hyphenated = plain.replace(/^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/, "$1-$2-$3-$4-$5");
  return LOWER_CASE_GUID_PATTERN.test(hyphenated) ? hyphenated : undefined;
}
