import { isDeepStrictEqual } from "node:util";
import { isMap, isPair, isScalar, isSeq, type Node, type YAMLMap } from "yaml";
import { parsedYaml, parseYaml } from "../documents/yaml.ts";
import { yamlText } from "../documents/yaml-text.ts";
import { isObject, type JsonObject } from "../values/json-object.ts";

/** What is added to a customer's file. */
export interface CustomerAddition {
  readonly subscriptions: Readonly<Record<string, string>>;
  readonly delegations: readonly object[];
}

/**
 * Text of a customer's YAML file with more subscriptions and delegations. Lines are inserted; every other line stays.
 * Undefined where the text has lists in braces or brackets, aliases, or anything unusual.
 */
export function extendedYaml(text: string, addition: CustomerAddition): string | undefined {
  const before = parseYaml(text);
  if (!before.ok || !isObject(before.value)) return undefined;
  const { subscriptions, delegations } = before.value;
  if (!isObject(subscriptions) || !Array.isArray(delegations)) return undefined;
  const document = parsedYaml(text);
  if (!isMap(document.contents)) return undefined;
  const inserted = insertions(text, document.contents, addition);
  if (inserted === undefined) return undefined;
  let edited = text;
  for (const { at, lines } of inserted.sort((a, b) => b.at - a.at))
    edited = edited.slice(0, at) + lines + edited.slice(at);
  const wanted: JsonObject = {
    ...before.value,
    subscriptions: { ...subscriptions, ...addition.subscriptions },
    delegations: [...delegations, ...addition.delegations],
  };
  const after = parseYaml(edited);
  return after.ok && isDeepStrictEqual(plain(after.value), plain(wanted)) ? edited : undefined;
}

/** Values as JSON has them: without prototypes and undefined properties. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

interface Insertion {
  /** Offset of the beginning of a line, or of the end of the text. */
  readonly at: number;
  readonly lines: string;
}

function insertions(
  text: string,
  customer: YAMLMap,
  { subscriptions, delegations }: CustomerAddition,
): Insertion[] | undefined {
  const parts = [
    Object.keys(subscriptions).length === 0
      ? []
      : [insertion(text, customer, "subscriptions", yamlText(subscriptions))],
    delegations.length === 0 ? [] : [insertion(text, customer, "delegations", yamlText(delegations))],
  ].flat();
  return parts.includes(undefined) ? undefined : parts.flatMap((each) => each ?? []);
}

/** Place for lines at the end of a block list or map. They are indented as its items. */
function insertion(text: string, customer: YAMLMap, key: string, lines: string): Insertion | undefined {
  const pair = customer.items.find((each) => isPair(each) && isScalar(each.key) && each.key.value === key);
  const node = pair?.value as Node | undefined;
  if (!(isMap(node) || isSeq(node)) || node.flow === true || node.items.length === 0) return undefined;
  const [start = 0, end = 0] = node.range ?? [];
  const begin = text.lastIndexOf("\n", start - 1) + 1;
  const indent = text.slice(begin, start);
  if (!/^ *$/.test(indent)) return undefined;
  // comments and empty lines that follow belong to what comes next
  const at = end === 0 || text[end - 1] === "\n" ? end : text.indexOf("\n", end) + 1;
  const isEnd = at === 0;
  const place = isEnd ? text.length : at;
  const indented = lines.replace(/^(?=.)/gm, indent);
  return { at: place, lines: isEnd && !text.endsWith("\n") ? `\n${indented}` : indented };
}
