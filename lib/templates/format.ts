import type { Arguments } from "./arguments.ts";

/** A part of a composite format. It is a doubled brace, a placeholder, or a single brace (an error). */
const PART = /\{\{|\}\}|\{(\d{1,3})(?::([^{}]*))?\}|[{}]/g;

/**
 * `format()`, for strings, integers and booleans. Of .NET's formats it knows `N0`, which groups digits, and `D` with a number of
 * digits; every other one is refused.
 */
export function formatted(args: Arguments): string {
  const text = args.text(0).replace(PART, (part, index: string | undefined, form: string | undefined) => {
    if (part === "{{" || part === "}}") return part.slice(1);
    if (index === undefined) args.refuse("was given a format with a single brace");
    return placed(args, Number(index) + 1, form);
  });
  return args.made(text);
}

function placed(args: Arguments, index: number, form: string | undefined): string {
  if (index >= args.length) args.refuse(`has no argument for {${index - 1}}`);
  const value = args.values[index];
  if (form === undefined) {
    if (typeof value === "string") return value;
    if (typeof value === "number") return String(args.integer(index));
    if (typeof value === "boolean") return value ? "True" : "False";
    return args.wrong(index, "a string, an integer or a boolean");
  }
  const integer = args.integer(index);
  if (/^n0$/i.test(form)) return integer.toLocaleString("en-US");
  const digits = /^d(\d{1,2})$/i.exec(form)?.[1];
  if (digits === undefined) return args.refuse(`has the format ${JSON.stringify(form)}, which is not known`);
  return `${integer < 0 ? "-" : ""}${String(Math.abs(integer)).padStart(Number(digits), "0")}`;
}
