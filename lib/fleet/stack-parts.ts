import { canonical } from "../values/canonical-json.ts";
import { isObject, type JsonObject } from "../values/json-object.ts";

/** Parts of a stack that a deployment differs by. */
export const STACK_PARTS = [
  "resources",
  "imports",
  "guards",
  "providers",
  "state",
  "outputs",
  "settings",
  "providerLock",
] as const;

/** One of {@link STACK_PARTS}. */
export type StackPart = (typeof STACK_PARTS)[number];

/** What Terraform sees of a stack: each part as canonical JSON. */
export type StackParts = Readonly<Record<StackPart, string>>;

/**
 * What Terraform sees of a stack. Comments (`//`) are left out: Terraform ignores them, so a role's or customer's name in them
 * is no reason to run. (keeper writes no map of values with such a key.) What is in no part of its own is among the settings.
 *
 * @param providerLock text of the provider lock beside it; undefined where there is none
 */
export function stackParts(stack: JsonObject, providerLock: string | undefined): StackParts {
  const { resource, import: imports, data, provider, output, terraform, ...rest } = withoutComments(stack);
  const { backend, cloud, ...settings } = isObject(terraform) ? terraform : {};
  const parts = {
    resources: resource,
    imports,
    guards: data,
    providers: provider,
    state: { backend, cloud },
    outputs: output,
    settings: { ...rest, terraform: settings },
    providerLock,
  } satisfies Record<StackPart, unknown>;
  return Object.fromEntries(STACK_PARTS.map((part) => [part, canonical(parts[part] ?? null)])) as Record<
    StackPart,
    string
  >;
}

/** The parts that differ, in the order of {@link STACK_PARTS}. */
export function differingParts(before: StackParts, after: StackParts): StackPart[] {
  return STACK_PARTS.filter((part) => before[part] !== after[part]);
}

function withoutComments(value: JsonObject): JsonObject {
  const kept = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutCommentsIn(each)]));
}

function withoutCommentsIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCommentsIn);
  return isObject(value) ? withoutComments(value) : value;
}
