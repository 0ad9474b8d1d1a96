import { type Read, refusal } from "../../documents/problem.ts";
import { isObject } from "../../values/json-object.ts";
import { success } from "../../values/result.ts";
import { readAnyResources } from "./any-resources.ts";

/** A managed resource that a state holds. */
export interface StateResource {
  readonly address: string;
  /** ARM id in lower case; empty where the state has none. */
  readonly id: string;
  /** It was created, and could not be read back: the next plan replaces it. */
  readonly isTainted: boolean;
}

/**
 * Managed resources of a state, of keeper's own or of any configuration. The input is the state file, or the output of
 * `terraform show -json` for a state. Refuses a plan. Deposed objects are left out.
 */
export function readStateResources(document: unknown): Read<StateResource[]> {
  if (isObject(document) && ("resource_changes" in document || "planned_values" in document))
    return refusal(
      "value-not-allowed",
      [],
      "is a plan",
      "a plan",
      "a state: terraform show -json, without a plan file",
    );
  const read = readAnyResources(document);
  if (!read.ok) return read;
  const present = read.value.resources.filter(({ mode, isDeposed }) => mode === "managed" && !isDeposed);
  return success(
    present.map(({ address, values, isTainted }) => {
      const id = isObject(values) ? values["id"] : undefined;
      return { address, id: typeof id === "string" ? id.toLowerCase() : "", isTainted };
    }),
  );
}
