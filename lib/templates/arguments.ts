import { isObject, type JsonObject } from "../values/json-object.ts";
import type { Budget } from "./budget.ts";
import { refuse, type TemplatePlace } from "./refusal.ts";

/** What a value is, as a template's author calls it. Never the value: it may be a secret. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") return Number.isInteger(value) ? "an integer" : "a number";
  const names: Readonly<Record<string, string>> = { string: "a string", boolean: "a boolean" };
  return names[typeof value] ?? "an object";
}

/** The evaluated arguments of one call. A value of another type is refused: functions convert nothing silently. */
export class Arguments {
  readonly values: readonly unknown[];
  readonly budget: Budget;
  readonly at: TemplatePlace;
  readonly #name: string;

  constructor(name: string, values: readonly unknown[], budget: Budget, at: TemplatePlace) {
    this.values = values;
    this.budget = budget;
    this.at = at;
    this.#name = name;
  }

  get length(): number {
    return this.values.length;
  }

  /** Refuses the call. @param problem what the call does, as a clause without subject */
  refuse(problem: string): never {
    refuse("argument-not-allowed", this.at, `calls ${this.#name}(), which ${problem}`);
  }

  text(index: number): string {
    const value = this.values[index];
    return typeof value === "string" ? value : this.#wrong(index, "a string");
  }

  integer(index: number): number {
    const value = this.values[index];
    return typeof value === "number" && Number.isSafeInteger(value)
      ? value
      : this.#wrong(index, "an integer");
  }

  boolean(index: number): boolean {
    const value = this.values[index];
    return typeof value === "boolean" ? value : this.#wrong(index, "a boolean");
  }

  list(index: number): readonly unknown[] {
    const value = this.values[index];
    return Array.isArray(value) ? value : this.#wrong(index, "an array");
  }

  object(index: number): JsonObject {
    const value = this.values[index];
    return isObject(value) ? value : this.#wrong(index, "an object");
  }

  /** Refuses an argument. @param taken what the function takes there, as a noun phrase */
  wrong(index: number, taken: string): never {
    this.#wrong(index, taken);
  }

  /** A text or list that a function makes, counted. */
  made<T extends string | readonly unknown[]>(value: T): T {
    this.budget.spend(value.length, this.at);
    return value;
  }

  #wrong(index: number, taken: string): never {
    this.refuse(`takes ${taken} as argument ${index + 1}, and was given ${typeOf(this.values[index])}`);
  }
}

/** A function of the language, with how many arguments it takes. */
export interface TemplateFunction {
  readonly least: number;
  /** @default - the same number */
  readonly most?: number;
  readonly run: (args: Arguments) => unknown;
}

/** Functions by name in lower case: Azure compares names case-insensitively. */
export type Functions = Readonly<Record<string, TemplateFunction>>;
