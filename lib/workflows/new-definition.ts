import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  customerTemplate,
  customerYamlTemplate,
  offerTemplate,
  offerYamlTemplate,
} from "../definitions/templates.ts";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { findEstate } from "../estate/find-estate.ts";
import { writeNewFiles } from "../estate/write-new-files.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, take } from "../values/result.ts";
import type { World } from "./world.ts";

/** The definition to begin. */
export interface NewDefinition {
  readonly kind: "offer" | "customer";
  readonly id: string;
  /** Whether it is written as YAML rather than TypeScript. */
  readonly yaml: boolean;
}

/** Writes a commented starting file and gives its path from the estate's root. Never overwrites a definition. */
export function beginDefinition(request: NewDefinition, { folder }: World): Outcome<string> {
  const { kind, id, yaml } = request;
  return attempt(function* () {
    if (!ID_PATTERN.test(id)) return yield* take(badId(request));
    const { root } = yield* take(findEstate(folder, undefined));
    const present = FILE_ENDINGS.map((ending) => `${kind}s/${id}.${ending}`).find((file) =>
      existsSync(join(root, file)),
    );
    if (present !== undefined)
      return yield* take(failure("file-exists", `${present} exists`, "choose another id, or edit that file"));
    const file = `${kind}s/${id}.${yaml ? "yaml" : "ts"}`;
    yield* take(writeNewFiles(root, [{ path: file, text: templateOf(request) }]));
    return file;
  });
}

/** Endings of the files that may define something already. */
const FILE_ENDINGS = ["ts", "mts", "js", "mjs", "yaml", "yml", "json"];

function badId({ kind, id }: NewDefinition): Outcome<never> {
  const problem = `${JSON.stringify(id)} cannot be the id of ${kind === "offer" ? "an offer" : "a customer"}`;
  const fix = "use 2 to 50 characters: a lower-case letter, then lower-case letters, digits and hyphens";
  return failure("bad-arguments", problem, fix);
}

function templateOf({ kind, id, yaml }: NewDefinition): string {
  if (kind === "offer") return yaml ? offerYamlTemplate(id) : offerTemplate(id);
  return yaml ? customerYamlTemplate(id) : customerTemplate(id);
}
