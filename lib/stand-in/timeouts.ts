import { type PluginObject, type PluginValue, textOf } from "./plugin-values.ts";
import type { ResourceType } from "./resource-types.ts";

/** Deadlines of a resource's operations, in milliseconds. */
export interface Timeouts {
  readonly create: number;
  readonly read: number;
  readonly update: number;
  readonly delete: number;
}

const MINUTE = 60_000;

/** azurerm's defaults for both resources. */
export const DEFAULT_TIMEOUTS: Timeouts = {
  create: 30 * MINUTE,
  read: 5 * MINUTE,
  update: 30 * MINUTE,
  delete: 30 * MINUTE,
};

/** Terraform's plugin SDK keeps timeouts in a resource's private data under this key, in nanoseconds. */
const PRIVATE_KEY = "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0";

/** The operations of each resource; an assignment cannot change. */
const OPERATIONS: Readonly<Record<ResourceType, readonly (keyof Timeouts)[]>> = {
  azurerm_lighthouse_definition: ["create", "delete", "read", "update"],
  azurerm_lighthouse_assignment: ["create", "delete", "read"],
};

/** Timeouts with a `timeouts` block applied. A text that is not a Go duration counts as missing. */
export function timeoutsOf(block: PluginValue | undefined): Timeouts {
  const written = typeof block === "object" && block !== null ? (block as PluginObject) : {};
  const of = (name: keyof Timeouts) => goDuration(textOf(written[name]) ?? "") ?? DEFAULT_TIMEOUTS[name];
  return { create: of("create"), read: of("read"), update: of("update"), delete: of("delete") };
}

/** The private data of a planned resource. */
export function plannedPrivate(type: ResourceType, timeouts: Timeouts): Uint8Array {
  return Buffer.from(JSON.stringify({ [PRIVATE_KEY]: nanoseconds(type, timeouts) }));
}

/** The private data of an imported resource: with the version of its schema. */
export function importedPrivate(type: ResourceType): Uint8Array {
  const kept = { [PRIVATE_KEY]: nanoseconds(type, DEFAULT_TIMEOUTS), schema_version: "0" };
  return Buffer.from(JSON.stringify(kept));
}

/** The timeouts in a resource's private data; the defaults where it holds none. */
export function keptTimeouts(data: Uint8Array | null | undefined): Timeouts {
  if (data == null || data.length === 0) return DEFAULT_TIMEOUTS;
  const kept = JSON.parse(Buffer.from(data).toString("utf8"))?.[PRIVATE_KEY] ?? {};
  const of = (name: keyof Timeouts) =>
    typeof kept[name] === "number" ? kept[name] / 1_000_000 : DEFAULT_TIMEOUTS[name];
  return { create: of("create"), read: of("read"), update: of("update"), delete: of("delete") };
}

function nanoseconds(type: ResourceType, timeouts: Timeouts): Record<string, number> {
  return Object.fromEntries(OPERATIONS[type].map((name) => [name, timeouts[name] * 1_000_000]));
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: MINUTE, h: 60 * MINUTE };

/** Parses a Go duration such as `1h30m`, in milliseconds. Undefined for any other text. */
function goDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (UNITS[unit ?? ""] ?? 0), 0);
}
