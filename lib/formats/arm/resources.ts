import * as z from "zod";
import { type Read, readAllowed, readAt } from "../../documents/problem.ts";
import { isObject } from "../../values/json-object.ts";
import type { Path } from "../../values/path.ts";
import { success } from "../../values/result.ts";
import { pagesOf } from "./pages.ts";
import {
  assignmentResource,
  definitionResource,
  PART_NAMES,
  type RegistrationAssignmentResource,
  type RegistrationDefinitionResource,
} from "./schema.ts";
import { unknownInAssignment, unknownInDefinition } from "./unknown-parts.ts";

/** A resource of a list, with its position and the names of its unknown properties. */
export interface Listed<T> {
  readonly resource: T;
  readonly path: Path;
  readonly unknown: readonly string[];
}

/** Resources of a list, and the names of unknown properties of the answers around them. */
export interface ListedAnswers<T> {
  readonly resources: readonly Listed<T>[];
  readonly unknown: readonly string[];
}

/** Reads a list of definitions, in any of the shapes of {@link pagesOf}. @param at where the list is */
export function listedDefinitions(
  document: unknown,
  at: Path,
): Read<ListedAnswers<RegistrationDefinitionResource>> {
  return listed(document, at, z.preprocess(definitionValue, definitionResource), (value) =>
    unknownInDefinition(nested(value, PART_NAMES.definitionProperties)),
  );
}

/** Reads a list of assignments, in any of the shapes of {@link pagesOf}. @param at where the list is */
export function listedAssignments(
  document: unknown,
  at: Path,
): Read<ListedAnswers<RegistrationAssignmentResource>> {
  return listed(
    document,
    at,
    z.preprocess((value) => nested(value, PART_NAMES.assignmentProperties), assignmentResource),
    (value) => unknownInAssignment(nested(value, PART_NAMES.assignmentProperties)),
  );
}

/** Reads the copies of definitions inside expanded assignments, each under the path of its assignment. */
export function expandedDefinitions(
  assignments: readonly Listed<RegistrationAssignmentResource>[],
): Read<readonly Listed<RegistrationDefinitionResource>[]> {
  const copies = assignments.flatMap(({ resource: { properties, systemData }, path }) => {
    const { registrationDefinition: copy } = properties;
    if (!isObject(copy) || !isExpanded(copy)) return [];
    // one answer has one API version: what shows that of the assignment shows that of the copy
    return [{ copy: { systemData, ...copy }, path: [...path, "properties", "registrationDefinition"] }];
  });
  const found: Listed<RegistrationDefinitionResource>[] = [];
  for (const { copy, path } of copies) {
    const read = readAt(readAllowed(z.preprocess(definitionValue, definitionResource), copy), path);
    if (!read.ok) return read;
    const unknown = unknownInDefinition(nested(copy, PART_NAMES.definitionProperties));
    found.push({ resource: read.value, path, unknown });
  }
  return success(found);
}

/** Without expansion, the copy is missing or names the definition alone. */
function isExpanded(copy: Readonly<Record<string, unknown>>): boolean {
  return isObject(copy["properties"]) || Object.hasOwn(copy, "managedByTenantId");
}

function listed<T>(
  document: unknown,
  at: Path,
  schema: z.ZodType<T>,
  unknownIn: (value: unknown) => string[],
): Read<ListedAnswers<T>> {
  const pages = readAt(pagesOf(document), at);
  if (!pages.ok) return pages;
  const all: Listed<T>[] = [];
  for (const { path: below, resources } of pages.value) {
    const path = [...at, ...below];
    const read = readPage(schema, path, resources);
    if (!read.ok) return read;
    read.value.forEach((resource, index) => {
      all.push({ resource, path: [...path, index], unknown: unknownIn(resources[index]) });
    });
  }
  return success({ resources: all, unknown: pages.value.flatMap(({ unknown }) => unknown) });
}

function readPage<T>(schema: z.ZodType<T>, path: Path, resources: readonly unknown[]): Read<readonly T[]> {
  return readAt(readAllowed(z.array(schema), resources), path);
}

/** States in which a definition grants nothing. */
export const FAILED_STATES: ReadonlySet<string> = new Set(["Failed", "Canceled", "Deleted"]);

/** A definition with nested properties. One that failed keeps no authorizations: they may be what Azure refused. */
function definitionValue(value: unknown): unknown {
  const resource = nested(value, PART_NAMES.definitionProperties);
  const properties = isObject(resource) ? resource["properties"] : undefined;
  if (!isObject(properties) || !FAILED_STATES.has(String(properties["provisioningState"]))) return resource;
  return {
    ...(resource as object),
    properties: { ...properties, authorizations: [], eligibleAuthorizations: [] },
  };
}

/** Restores `properties` of a flattened resource. Newer versions of az print them beside `id` and `name`. */
function nested(value: unknown, names: ReadonlySet<string>): unknown {
  if (!isObject(value) || Object.hasOwn(value, "properties")) return value;
  const entries = Object.entries(value);
  const properties = entries.filter(([key]) => names.has(key));
  const rest = entries.filter(([key]) => !names.has(key));
  return { ...Object.fromEntries(rest), properties: Object.fromEntries(properties) };
}
