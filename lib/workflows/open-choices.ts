import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseJsonWithComments } from "../documents/json-with-comments.ts";
import { NAMED, readTextFile } from "../documents/read-file.ts";
import { isSecure } from "../templates/parameters.ts";
import { targetKindOf } from "../templates/target.ts";
import { isObject } from "../values/json-object.ts";
import { isBicep } from "./build-bicep.ts";
import { holdsLists } from "./load-lists.ts";
import { type DeploymentChoices, templateValues } from "./template-values.ts";

/** A parameter of a template without a default and without a given value. */
export interface OpenParameter {
  readonly name: string;
  /** As the template writes it, such as `string`. */
  readonly type: string;
  /** What the template says of it; empty for nothing. */
  readonly description: string;
}

/** What templates need and only their deployment knows. */
export interface OpenChoices {
  /** Whether no subscription is named. */
  readonly subscription: boolean;
  /** Whether a template is deployed into a resource group, and none is named. */
  readonly resourceGroup: boolean;
  /** Whether neither a choice nor a list shows the customer's tenant. */
  readonly customerTenant: boolean;
  readonly parameters: readonly OpenParameter[];
}

/**
 * Finds what is still to be said of the deployment of templates among sources. Nothing for sources without a template, and
 * for those that cannot be read: their adoption says why.
 */
export function openChoices(
  sources: readonly string[],
  choices: DeploymentChoices,
  folder: string,
): OpenChoices {
  const templates = sources.flatMap((name) => templateIn(resolve(folder, name)));
  if (templates.length === 0)
    return { subscription: false, resourceGroup: false, customerTenant: false, parameters: [] };
  const values = templateValues(choices.parameters, folder);
  const passed: ReadonlyMap<string, unknown> = values.ok ? values.value.passed : new Map();
  const parameters = templates
    .flatMap(openParameters)
    .filter(({ name }) => values.ok && !passed.has(name.toLowerCase()));
  return {
    subscription: choices.subscriptions.length === 0,
    resourceGroup:
      choices.resourceGroup === undefined &&
      templates.some((template) => targetKindOf(template) === "resourceGroup"),
    customerTenant:
      choices.customerTenant === undefined && !sources.some((name) => holdsLists(resolve(folder, name))),
    parameters: [...new Map(parameters.map((each) => [each.name.toLowerCase(), each])).values()],
  };
}

/** A template as an object. An empty object for Bicep, which is not built yet. Nothing for other sources. */
function templateIn(path: string): Readonly<Record<string, unknown>>[] {
  if (isBicep(path)) return [{}];
  // what is not a file, such as a pipe, has its text once
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [];
  const text = readTextFile(path, "template", NAMED);
  const parsed = text.ok ? parseJsonWithComments(text.value) : undefined;
  if (parsed?.ok !== true) return [];
  const { value } = parsed.value;
  return isObject(value) && targetKindOf(value) !== undefined ? [value] : [];
}

function openParameters({ parameters }: Readonly<Record<string, unknown>>): OpenParameter[] {
  if (!isObject(parameters)) return [];
  return Object.entries(parameters).flatMap(([name, declared]): OpenParameter[] => {
    if (!isObject(declared) || Object.hasOwn(declared, "defaultValue") || declared["nullable"] === true)
      return [];
    const { type, metadata } = declared;
    if (typeof type !== "string" || isSecure(type)) return [];
    const description = isObject(metadata) ? metadata["description"] : undefined;
    return [{ name, type, description: typeof description === "string" ? description : "" }];
  });
}
