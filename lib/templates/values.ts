import { isObject } from "../values/json-object.ts";
import type { Arguments } from "./arguments.ts";

/** Whether two values are equal: same type, same content; strings by case. Compares at the budget's cost. */
export function areEqual(one: unknown, other: unknown, args: Arguments): boolean {
  args.budget.spend(typeof one === "string" ? one.length : 1, args.at);
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((each, index) => areEqual(each, other[index], args));
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && areEqual(one[name], other[name], args))
  );
}

/** A value as JSON without spaces, as `string()` gives it. Values may share parts: each use is counted. */
export function jsonText(value: unknown, args: Arguments): string {
  args.budget.spend(typeof value === "string" ? value.length : 1, args.at);
  if (Array.isArray(value)) return `[${value.map((each) => jsonText(each, args)).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value);
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${jsonText(each, args)}`).join(",")}}`;
}

/** The name of an object's property, compared case-insensitively as Azure does. Undefined where there is none. */
export function nameIn(object: object, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const found = Object.keys(object).filter((each) => each.toUpperCase() === name.toUpperCase());
  return found.length === 1 ? found[0] : undefined;
}
