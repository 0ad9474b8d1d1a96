import { isObject } from "../../values/json-object.ts";
import { TEMPLATE_VERSIONS } from "../arm/template.ts";
import { bicepText } from "./bicep-text.ts";

/** A resource of Bicep. @param lines the parts of its body */
export function declaration(symbol: string, type: string, lines: readonly string[]): string {
  const body = lines.map((line) => `  ${line}`).join("\n");
  return `resource ${symbol} '${type}@${TEMPLATE_VERSIONS.delegation}' = {\n${body}\n}`;
}

/** A text, list or object of a request body as a value of Bicep. @param level how deep it is indented */
export function valueText(value: unknown, level: number): string {
  if (typeof value === "string") return bicepText(value);
  const [inside, end] = ["  ".repeat(level + 1), "  ".repeat(level)];
  if (Array.isArray(value))
    return `[\n${value.map((each) => `${inside}${valueText(each, level + 1)}\n`).join("")}${end}]`;
  if (!isObject(value)) throw new Error("a body holds texts, lists and objects only");
  const entries = Object.entries(value).map(
    ([key, each]) => `${inside}${key}: ${valueText(each, level + 1)}\n`,
  );
  return `{\n${entries.join("")}${end}}`;
}
