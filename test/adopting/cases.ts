import { cpSync } from "node:fs";
import { join } from "node:path";
import { change, type Files, temporaryFolder } from "../support/estates.ts";

const CASES = join(import.meta.dirname, "cases");

const CDKTF = JSON.stringify({ language: "typescript", app: "keeper synth" });

/** The name of an estate that exists in Azure already, in a shape that was met in public material. */
export type Case =
  | "01-az-hides-eligible"
  | "02-adopted-not-destroyed"
  | "03-another-provider"
  | "04-state-of-other-terraform"
  | "05-one-group-two-names"
  | "06-placeholder-guids"
  | "07-kept-role-adopted"
  | "08-first-look-before-synth"
  | "09-renamed-role"
  | "10-roles-by-guid"
  | "11-lists-from-powershell";

/** A copy of a case, with these changes; gone after the test. */
export function caseCopy(name: Case, files: Files = {}): string {
  const estate = temporaryFolder();
  cpSync(join(CASES, name), estate, { recursive: true });
  change(estate, { "cdktf.json": CDKTF, ...files });
  return estate;
}
