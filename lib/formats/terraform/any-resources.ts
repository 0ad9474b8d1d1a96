import * as z from "zod";
import { type Read, readAllowed } from "../../documents/problem.ts";
import { isObject, type JsonObject } from "../../values/json-object.ts";
import type { Path } from "../../values/path.ts";
import { success } from "../../values/result.ts";
import { instanceKeyText } from "./instance-key.ts";

/*
 * Resources in plans and states of any Terraform configuration: with modules, `count` and `for_each`. Only the frame is
 * read here; values are read by those who know the resource's type.
 */

/** A resource instance of any Terraform configuration. */
export interface AnyResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly values: unknown;
  /** Position of the resource in its document. */
  readonly path: Path;
  /** Terraform deletes it at the next apply: it was replaced, and its removal failed. */
  readonly isDeposed: boolean;
  /** It was created, and could not be read back: the next plan replaces it. */
  readonly isTainted: boolean;
}

/** The resources that exist by a document. */
export interface AnyResources {
  readonly resources: readonly AnyResource[];
  /** Lighthouse resources that a plan creates: they do not exist yet. */
  readonly planned: readonly AnyResource[];
}

/** Reads a state file (version 4), or `terraform show -json` of a state or plan. */
export function readAnyResources(document: unknown): Read<AnyResources> {
  const safe = readAllowed(z.looseObject({}, "a plan or state of Terraform in JSON"), document);
  if (!safe.ok) return safe;
  const root: JsonObject = safe.value;
  if (root["version"] !== undefined) return fromFile(root);
  if (root["resource_changes"] !== undefined || root["planned_values"] !== undefined) return fromPlan(root);
  const frame = readAllowed(shownFrame, root);
  return frame.ok ? success({ resources: inModule(root["values"], ["values"]), planned: [] }) : frame;
}

const shownFrame = z.looseObject({
  format_version: z.string("the format version of terraform show -json").regex(/^1\./, "a version 1.x"),
  values: z.looseObject({ root_module: z.looseObject({}) }).optional(),
});

const fileFrame = z.looseObject({
  version: z.literal(4, "4, the version of state files since Terraform 0.12"),
  resources: z.array(z.looseObject({})).optional(),
});

const planFrame = z.looseObject({
  format_version: shownFrame.shape.format_version,
  prior_state: z.looseObject({ values: shownFrame.shape.values }).optional(),
  resource_changes: z.array(z.looseObject({})).optional(),
});

function fromPlan(root: JsonObject): Read<AnyResources> {
  const frame = readAllowed(planFrame, root);
  if (!frame.ok) return frame;
  const planned = (frame.value.resource_changes ?? []).flatMap((each, index): AnyResource[] => {
    const change = each["change"];
    const isCreated = isObject(change) && (change["before"] ?? null) === null && isManaged(each);
    return isCreated ? resourceIn(each, ["resource_changes", index], change["after"]) : [];
  });
  const resources = inModule(frame.value.prior_state?.values, ["prior_state", "values"]);
  const known = new Set(resources.map(({ address }) => address));
  return success({ resources, planned: planned.filter(({ address }) => !known.has(address)) });
}

function isManaged(resource: JsonObject): boolean {
  return resource["mode"] === "managed";
}

/** Resources of the root module under `values`, and of all modules in it. */
function inModule(values: unknown, path: Path): AnyResource[] {
  const rootModule = isObject(values) ? values["root_module"] : undefined;
  return moduleResources(rootModule, [...path, "root_module"]);
}

function moduleResources(module: unknown, path: Path): AnyResource[] {
  if (!isObject(module)) return [];
  const own = listOf(module["resources"]).flatMap((each, index) =>
    isObject(each) ? resourceIn(each, [...path, "resources", index], each["values"]) : [],
  );
  const inner = listOf(module["child_modules"]).flatMap((each, index) =>
    moduleResources(each, [...path, "child_modules", index]),
  );
  return [...own, ...inner];
}

function resourceIn(resource: JsonObject, path: Path, values: unknown): AnyResource[] {
  const { address, mode, type } = resource;
  if (typeof address !== "string" || typeof type !== "string") return [];
  const isDeposed = typeof resource["deposed"] === "string" || typeof resource["deposed_key"] === "string";
  const isTainted = resource["tainted"] === true;
  return [{ address, mode: mode === "data" ? "data" : "managed", type, values, path, isDeposed, isTainted }];
}

function fromFile(root: JsonObject): Read<AnyResources> {
  const frame = readAllowed(fileFrame, root);
  if (!frame.ok) return frame;
  const resources = (frame.value.resources ?? []).flatMap((each, index) => instancesOf(each, index));
  return success({ resources, planned: [] });
}

function instancesOf(resource: JsonObject, position: number): AnyResource[] {
  const { module, mode, type, name } = resource;
  if (typeof type !== "string" || typeof name !== "string") return [];
  const isData = mode === "data";
  const address = `${typeof module === "string" ? `${module}.` : ""}${isData ? "data." : ""}${type}.${name}`;
  return listOf(resource["instances"]).flatMap((instance, index): AnyResource[] => {
    if (!isObject(instance)) return [];
    const key = instance["index_key"];
    return [
      {
        address:
          typeof key === "string" || typeof key === "number" ? address + instanceKeyText(key) : address,
        mode: isData ? "data" : "managed",
        type,
        values: instance["attributes"],
        path: ["resources", position, "instances", index],
        isDeposed: typeof instance["deposed"] === "string",
        isTainted: instance["status"] === "tainted",
      },
    ];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
