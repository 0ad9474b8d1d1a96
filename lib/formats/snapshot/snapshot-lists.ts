import { createHash } from "node:crypto";
import { documentProblem, type Problem } from "../../documents/problem.ts";
import { asciiLowerCase } from "../../values/ascii-lower-case.ts";
import { canonical, stableJson } from "../../values/canonical-json.ts";
import { compareText } from "../../values/compare-text.ts";
import { isObject, type JsonObject } from "../../values/json-object.ts";
import { SNAPSHOT_FILES, type Snapshot } from "./snapshot.ts";

/** A resource as REST answers it: its id, and whatever else Azure says of it. */
export interface ListedResource extends JsonObject {
  readonly id: string;
}

/** A list as REST answers it, with all pages joined. */
export interface JoinedList {
  readonly value: readonly ListedResource[];
}

/**
 * Joins resources into one list, sorted by id. A resource that several answers contain is listed once: lists of a
 * resource group may repeat what the subscription's list has.
 */
export function joinedList(resources: Iterable<ListedResource>): JoinedList {
  const byId = new Map([...resources].map((each) => [asciiLowerCase(each.id), each]));
  return { value: [...byId].sort(([a], [b]) => compareText(a, b)).map(([, each]) => each) };
}

/** Formats a list of a snapshot. The same resources give the same bytes. */
export function listText(list: JoinedList): string {
  return stableJson(list);
}

/** SHA-256 of a list in canonical JSON. Independent of white space and of the order of properties. */
export function listDigest(list: unknown): string {
  return createHash("sha256").update(canonical(list)).digest("hex");
}

/** Finds lists that do not belong to the snapshot beside them. They were edited, or come from another fetch. */
export function foreignLists(
  { digests }: Snapshot,
  lists: { readonly definitions: unknown; readonly assignments: unknown },
): Problem[] {
  return (["definitions", "assignments"] as const)
    .filter((each) => listDigest(lists[each]) !== digests[each])
    .map((each) =>
      documentProblem(
        "output-incomplete",
        [SNAPSHOT_FILES[each]],
        `is not the list that ${SNAPSHOT_FILES.snapshot} was written with`,
        lists[each],
        "the files of one fetch, unchanged",
      ),
    );
}

const PEOPLE = new Set(["createdby", "lastmodifiedby"]);

/** Removes `createdBy` and `lastModifiedBy` from every `systemData`: they name people of the customer. */
export function withoutPeople(resource: ListedResource): ListedResource {
  const { id } = resource;
  return { ...(cleaned(resource, false) as JsonObject), id };
}

function cleaned(value: unknown, isSystemData: boolean): unknown {
  if (Array.isArray(value)) return value.map((each) => cleaned(each, false));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !(isSystemData && PEOPLE.has(asciiLowerCase(key))))
      .map(([key, each]) => [key, cleaned(each, asciiLowerCase(key) === "systemdata")]),
  );
}
