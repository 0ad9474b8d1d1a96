import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { CommentedGuid } from "../adoption/remarks.ts";
import { commentedGuids } from "../documents/commented-guids.ts";
import { reasonOfText } from "../documents/decode-text.ts";
import { type CommentedJson, parseJsonWithComments } from "../documents/json-with-comments.ts";
import { NAMED, readTextFile } from "../documents/read-file.ts";
import { valueIn } from "../templates/nested.ts";
import type { PassedValue } from "../templates/parameters.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { isObject } from "../values/json-object.ts";
import type { Path } from "../values/path.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { builtTemplates } from "./build-bicep.ts";
import type { World } from "./world.ts";

/** What only the deployment of a template knows, as a user gives it. */
export interface DeploymentChoices {
  /** Subscriptions at which templates are deployed. */
  readonly subscriptions: readonly Guid[];
  /** Resource group of each of these subscriptions, for a template that is deployed into one. */
  readonly resourceGroup: string | undefined;
  /** Tenant of these subscriptions. */
  readonly customerTenant: Guid | undefined;
  /** Files of parameters, and values as `NAME=VALUE`; later ones win. */
  readonly parameters: readonly string[];
}

/** Values of parameters by lower-case name, and the lines in files that have them. */
export interface TemplateValues {
  readonly passed: ReadonlyMap<string, PassedValue>;
  /** Line of a path in a file of parameters. Undefined for a value of the command line. */
  readonly lineOf: (document: string, path: Path) => number | undefined;
  /** GUIDs in files of parameters that have a comment on their line. */
  readonly commented: readonly CommentedGuid[];
}

/** Input of a template deployment: the user's choices, and the parameter values that they name. */
export interface TemplateInput {
  readonly choices: DeploymentChoices;
  readonly values: TemplateValues;
  /** JSON that Bicep built, by the path of its source. */
  readonly built: ReadonlyMap<string, string>;
}

/** Reads what templates among the sources are deployed with, and builds those in Bicep. */
export function templateInput(
  sources: readonly string[],
  choices: DeploymentChoices,
  world: World,
): Promise<Outcome<TemplateInput>> {
  return attemptAsync(async function* () {
    const values = yield* take(templateValues(choices.parameters, world.folder));
    return { choices, values, built: yield* take(await builtTemplates(sources, world)) };
  });
}

/** Reads the values of parameters that a user passes. */
export function templateValues(choices: readonly string[], folder: string): Outcome<TemplateValues> {
  return attempt(function* () {
    const passed = new Map<string, PassedValue>();
    const lines = new Map<string, (path: Path) => number>();
    const commented: CommentedGuid[] = [];
    for (const choice of choices) {
      const inline = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(choice);
      const [, name = "", value = ""] = inline ?? [];
      if (inline !== null && !existsSync(resolve(folder, choice))) {
        const at = { document: "--parameters", path: [name] };
        passed.set(name.toLowerCase(), { value: () => value, isTyped: true, at });
        continue;
      }
      const file = choice.replace(/^@/, "");
      const read = yield* take(parameterFile(file, folder));
      lines.set(file, read.document.lineOf);
      for (const { path, ...each } of commentedGuids(read.document))
        commented.push({ ...each, at: { file, path } });
      for (const [key, holder] of Object.entries(read.parameters)) {
        const at = { document: file, path: ["parameters", key] };
        passed.set(key.toLowerCase(), { value: () => valueIn(holder, at), at });
      }
    }
    return { passed, lineOf: (document, path) => lines.get(document)?.(path), commented };
  });
}

interface ParameterFile {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly document: CommentedJson;
}

function parameterFile(name: string, folder: string): Outcome<ParameterFile> {
  const fix = name.toLowerCase().endsWith(".bicepparam")
    ? `run bicep build-params ${name}, and pass the JSON that it writes`
    : "name a file of parameters in JSON, or write NAME=VALUE";
  const text = readTextFile(resolve(folder, name), "template", NAMED);
  if (!text.ok) return failure("unreadable-input", `${name} cannot be read: ${text.error.reason}`, fix);
  const parsed = parseJsonWithComments(text.value);
  if (!parsed.ok)
    return failure("refused-document", `${name} is refused: ${reasonOfText(parsed.error)}`, fix);
  const { value } = parsed.value;
  const parameters = isObject(value) ? value["parameters"] : undefined;
  if (!isObject(parameters)) return failure("refused-document", `${name} has no object "parameters"`, fix);
  return success({ parameters, document: parsed.value });
}
