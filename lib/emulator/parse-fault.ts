import type { Fault, FaultKind } from "./faults.ts";

/** A valid fault, or the first problem of the input. */
export type ParsedFault = { readonly fault: Fault } | { readonly problem: string };

type Numbers = Readonly<Record<string, (value: number) => boolean>>;

const WHOLE = (value: number) => Number.isSafeInteger(value) && value >= 0;

/** The numeric fields of each kind, besides `after` and `count`. */
const NUMBERS = {
  throttled: { retryAfterSeconds: WHOLE },
  serverError: { status: (value) => value === 500 || value === 503 },
  expiredToken: {},
  forbidden: {},
  responseLost: {},
  slow: { milliseconds: WHOLE },
  operationFails: {},
} satisfies Record<FaultKind["kind"], Numbers>;

/** Parses a fault from JSON. */
export function parseFault(input: unknown): ParsedFault {
  if (typeof input !== "object" || input === null) return { problem: "a fault must be a JSON object" };
  const { kind, action, path, ...rest } = input as Readonly<Record<string, unknown>>;
  if (typeof kind !== "string" || !Object.hasOwn(NUMBERS, kind))
    return { problem: `kind must be one of ${Object.keys(NUMBERS).join(", ")}` };
  if (typeof action !== "string") return { problem: 'action must be an RBAC action or "*"' };
  if (path !== undefined && typeof path !== "string")
    return { problem: "path must be the beginning of a path" };
  const own: Numbers = NUMBERS[kind as FaultKind["kind"]];
  const numbers: Numbers = { ...own, after: WHOLE, count: WHOLE };
  const wrong = Object.entries(rest).find(
    ([name, value]) => typeof value !== "number" || numbers[name]?.(value) !== true,
  );
  if (wrong !== undefined) return { problem: `${wrong[0]} is unknown, or its number is out of range` };
  const missing = Object.keys(own).find((name) => !Object.hasOwn(rest, name));
  if (missing !== undefined) return { problem: `${missing} is missing` };
  // every property was checked above
  return { fault: { kind, action, ...(path === undefined ? {} : { path }), ...rest } as Fault };
}
