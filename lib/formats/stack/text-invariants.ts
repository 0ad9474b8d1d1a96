import type { RegistrationDefinition } from "../../delegation/registration.ts";
import { isObject, objectAt } from "../../values/json-object.ts";
import { own } from "../../values/own.ts";
import { definitionName } from "../azurerm/addresses.ts";
import { type Violation, violationsAt } from "./invariant-kinds.ts";
import { literalText } from "./literal.ts";

/** By its key, what a string may evaluate; everything else must be literal. */
const EXPRESSIONS: Readonly<Record<string, RegExp>> = {
  condition: /^\$\{lower\(self\.tenant_id\) == "[0-9a-f-]{36}"\}$/,
  lighthouse_definition_id: /^\$\{azurerm_lighthouse_definition\.[\w-]+\.id\}$/,
};
const OUTPUT_EXPRESSION = /^\$\{azurerm_lighthouse_(?:definition|assignment)\.[\w-]+\.id\}$/;

/** Every string of a stack, comments apart, that evaluates anything but what its place allows. */
export function evaluationViolations(stack: unknown): Violation[] {
  return [...strings(stack, [])]
    .filter(({ text, path }) => literalText(text) === undefined && allowedAt(path)?.test(text) !== true)
    .map(({ text, path }) => ({ kind: "text-evaluated", address: path.join("."), received: text }));
}

function allowedAt(path: readonly string[]): RegExp | undefined {
  return path[0] === "output" ? OUTPUT_EXPRESSION : own(EXPRESSIONS, path.at(-1) ?? "");
}

function* strings(
  value: unknown,
  path: readonly string[],
): Iterable<{ text: string; path: readonly string[] }> {
  if (typeof value === "string") yield { text: value, path };
  if (Array.isArray(value)) for (const each of value) yield* strings(each, path);
  if (!isObject(value)) return;
  for (const [key, each] of Object.entries(value)) if (key !== "//") yield* strings(each, [...path, key]);
}

/** Every definition of a stack whose customer-visible texts are not those that were defined. */
export function textViolations(stack: unknown, definitions: readonly RegistrationDefinition[]): Violation[] {
  const blocks = objectAt(stack, "resource", "azurerm_lighthouse_definition");
  return definitions.flatMap(({ offerId, subscriptionId, name, description }) => {
    const address = definitionName(offerId, subscriptionId);
    const block = objectAt(blocks, address);
    const texts = [block["name"], block["description"]].map((text) => literalText(String(text)));
    const differs = texts[0] !== name || texts[1] !== description;
    return violationsAt(`azurerm_lighthouse_definition.${address}`)(
      "text-equals-definitions",
      differs,
      texts,
    );
  });
}
