import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ID_PATTERN } from "../../delegation/identifiers.ts";
import { findEstate } from "../../estate/find-estate.ts";
import { customerTemplate, customerYamlTemplate, offerTemplate } from "../../report/templates.ts";
import { reasonOf } from "../../values/failure.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { printFailure } from "../print.ts";

/** What `keeper new` is asked for. */
export interface NewDefinition {
  readonly kind: "offer" | "customer";
  readonly id: string;
  readonly yaml: boolean;
}

/** `keeper new offer|customer <id>`: a commented starting file; never overwrites one. */
export function newDefinition(
  { kind, id, yaml }: NewDefinition,
  { terminal, folder }: CommandContext,
): ExitCode {
  if (!ID_PATTERN.test(id)) {
    const problem = `${JSON.stringify(id)} cannot be the id of ${kind === "offer" ? "an offer" : "a customer"}`;
    const fix = "use 2 to 50 characters: a lower-case letter, then lower-case letters, digits and hyphens";
    return printFailure({ kind: "bad-arguments", problem, fix }, false, terminal);
  }
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return printFailure(estate.error, false, terminal);
  const { root } = estate.value;
  const taken = ["ts", "mts", "js", "mjs", "yaml", "yml", "json"].map((ending) => `${kind}s/${id}.${ending}`);
  const present = taken.find((file) => existsSync(join(root, file)));
  if (present !== undefined) {
    const fix = "take another id, or edit that file";
    return printFailure({ kind: "file-exists", problem: `${present} exists`, fix }, false, terminal);
  }
  const file = `${kind}s/${id}.${yaml ? "yaml" : "ts"}`;
  try {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), templateOf(kind, id, yaml), { flag: "wx" });
  } catch (error) {
    const problem = `${file} cannot be written: ${reasonOf(error)}`;
    return printFailure(
      { kind: "output-not-writable", problem, fix: "free the folder or the disk" },
      false,
      terminal,
    );
  }
  terminal.out(`${file} written. Fill in what stands in <angle brackets>, then run keeper check.\n`);
  return 0;
}

function templateOf(kind: NewDefinition["kind"], id: string, yaml: boolean): string {
  if (kind === "offer") return offerTemplate(id);
  return yaml ? customerYamlTemplate(id) : customerTemplate(id);
}
