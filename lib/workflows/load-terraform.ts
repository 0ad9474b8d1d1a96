import { statSync } from "node:fs";
import type { FoundDelegations } from "../access/found-delegation.ts";
import { parseJson } from "../documents/json.ts";
import { NAMED, OWN, readTextFile } from "../documents/read-file.ts";
import { refused } from "../documents/refused-document.ts";
import { foundInTerraform } from "../formats/terraform/found-delegations.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { attempt, take } from "../values/result.ts";
import { loadTemplate, looksLikeTemplate } from "./load-template.ts";
import type { TemplateInput } from "./template-values.ts";

const FIX = "name a folder from keeper fetch, a plan or state from terraform show -json, or an ARM template";

/** Finds the delegations in the JSON text of any Terraform configuration's plan or state. */
function foundInText(name: string, text: string): Outcome<FoundDelegations> {
  const document = parseJson(text);
  if (!document.ok) return refused(name, "terraform", document.error);
  const found = foundInTerraform(document.value);
  return found.ok ? found : refused(name, "terraform", found.error);
}

/**
 * Loads the delegations of a file. It is an ARM template, or a plan or state of any Terraform configuration, in JSON.
 *
 * @param input undefined where templates are refused
 */
export function loadFile(
  name: string,
  path: string,
  input: TemplateInput | undefined,
): Outcome<FoundDelegations> {
  return attempt(function* () {
    const built = input?.built.get(path);
    if (built !== undefined && input !== undefined) return yield* take(loadTemplate(name, built, input));
    // read once: a pipe has its text once
    const text = yield* take(readNamed({ name, path, kind: "plan-or-state" }, FIX));
    if (!looksLikeTemplate(text)) return yield* take(foundInText(name, text));
    return yield* take(input === undefined ? noTemplate(name) : loadTemplate(name, text, input));
  });
}

function noTemplate(name: string): Outcome<never> {
  return failure(
    "bad-arguments",
    `${name} is a template, which shows no more than what it would deploy`,
    "adopt it with keeper adopt, or name a folder from keeper fetch",
  );
}

/** A plan or state that a user names, or the state that the estate keeps. */
export type TerraformKind = "plan-or-state" | "local-state";

/**
 * Reads the JSON of a plan or state.
 *
 * @param fix what to name instead, where it is a folder or cannot be read
 */
export function readTerraform(source: NamedSource, fix: string): Outcome<unknown> {
  return attempt(function* () {
    const text = yield* take(readNamed(source, fix));
    const document = parseJson(text);
    return yield* take(document.ok ? document : refused<unknown>(source.name, "terraform", document.error));
  });
}

interface NamedSource {
  readonly name: string;
  readonly path: string;
  readonly kind: TerraformKind;
}

function readNamed({ name, path, kind }: NamedSource, fix: string): Outcome<string> {
  try {
    if (statSync(path).isDirectory())
      return failure("unreadable-input", `${JSON.stringify(name)} is not a folder with Azure's lists`, fix);
  } catch (error) {
    return failure("unreadable-input", `${name} cannot be read: ${reasonOf(error)}`, fix);
  }
  const text = readTextFile(path, kind, kind === "local-state" ? OWN : NAMED);
  if (text.ok) return text;
  const { content, reason } = text.error;
  if (content !== undefined) return refused(name, "terraform", content);
  return failure("unreadable-input", `${name} cannot be read: ${reason}`, fix);
}
