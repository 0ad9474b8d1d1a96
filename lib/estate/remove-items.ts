import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { parsedYaml } from "../documents/yaml.ts";
import type { Path } from "../values/path.ts";
import { nodeInData } from "./locate-data.ts";
import { nodeInModule } from "./locate-module.ts";
import { isNode, nodesIn, propertyName, type SyntaxNode, statementsOf } from "./module-syntax.ts";
import { type Splice, spliced } from "./splice-list.ts";

/*
 * Removes scopes or subscriptions from the text of a customer's file. Everything else stays as it is written. Whether the
 * text then means what it should, the caller finds by reading it again.
 */

/** What is removed: every scope on these subscriptions, or the subscriptions themselves. */
export interface Removal {
  readonly of: "scopes" | "subscriptions";
  /** The author's names of subscriptions. */
  readonly names: ReadonlySet<string>;
}

/** The text without these items; undefined where it cannot be parsed. @param file name, by whose ending the text is read */
export function withoutItems(text: string, file: string, removal: Removal): string | undefined {
  const lists = /\.(?:ya?ml|json)$/.test(file) ? listsInData(text, removal) : listsInModule(text, removal);
  return lists === undefined
    ? undefined
    : spliced(
        text,
        lists.flatMap((list) => splicesOf(text, list)),
      );
}

/**
 * Text without one item of a list. Undefined where the path leads to no literal list with that item.
 *
 * @param file name, by whose ending the text is read
 * @param path of the item: it ends with its index
 */
export function withoutItem(text: string, file: string, path: Path): string | undefined {
  const index = path.at(-1);
  const list = /\.(?:ya?ml|json)$/.test(file)
    ? itemsInData(text, path.slice(0, -1))
    : itemsInModule(text, path.slice(0, -1));
  if (list === undefined || typeof index !== "number" || index >= list.items.length) return undefined;
  const items = list.items.map((item, at) => ({ ...item, isRemoved: at === index }));
  return spliced(text, splicesOf(text, { ...list, items }));
}

function itemsInModule(text: string, path: Path): FoundList | undefined {
  const node = nodeInModule(text, path);
  const elements = node === undefined ? [] : nodesIn(node["elements"]);
  // after a spread, an index says nothing
  if (node?.type !== "ArrayExpression" || elements.some(({ type }) => type === "SpreadElement"))
    return undefined;
  const items = elements.map(({ start, end }) => ({ start: start ?? 0, end: end ?? 0, isRemoved: false }));
  return { form: "brackets", empty: "[]", start: node.start ?? 0, end: node.end ?? 0, items };
}

function itemsInData(text: string, path: Path): FoundList | undefined {
  const document = parsedYaml(text);
  const node = document.errors.length > 0 ? undefined : nodeInData(document.contents, path);
  return isSeq(node) && node.items.every(isMap) ? dataList(node, "[]", () => false) : undefined;
}

/** A list or map in a text, with what is to be removed of it. Offsets are in UTF-16 code units. */
interface FoundList {
  /** In brackets or braces, or in lines. */
  readonly form: "brackets" | "lines";
  readonly empty: "[]" | "{}";
  readonly start: number;
  readonly end: number;
  readonly items: readonly { readonly start: number; readonly end: number; readonly isRemoved: boolean }[];
}

function splicesOf(text: string, list: FoundList): Splice[] {
  const kept = list.items.filter(({ isRemoved }) => !isRemoved);
  if (kept.length === list.items.length) return [];
  if (kept.length === 0) return [emptied(text, list)];
  const last = list.items.findLastIndex(({ isRemoved }) => !isRemoved);
  return list.items.flatMap((item, index): Splice[] => {
    if (!item.isRemoved) return [];
    if (list.form === "lines") return [lines(text, item)];
    // with the comma that separates it from what stays behind it; the tail of the list goes as a whole
    if (index < last) return [{ start: item.start, end: list.items[index + 1]?.start ?? item.end, text: "" }];
    if (index < list.items.length - 1) return [];
    return [{ start: list.items[last]?.end ?? item.start, end: item.end, text: "" }];
  });
}

/** A list without items: in lines, the empty list goes behind the key. */
function emptied(text: string, { form, empty, start, end }: FoundList): Splice {
  if (form === "brackets") return { start, end, text: empty };
  const key = text.lastIndexOf(":", start) + 1;
  const tail = /\s*$/.exec(text.slice(start, end))?.[0].length ?? 0;
  return { start: key, end: end - tail, text: ` ${empty}` };
}

/** Whole lines of an item. */
function lines(text: string, { start, end }: { readonly start: number; readonly end: number }): Splice {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const to = text[end - 1] === "\n" ? end : text.indexOf("\n", end) + 1;
  return { start: from, end: to === 0 ? text.length : to, text: "" };
}

function listsInModule(text: string, { of, names }: Removal): FoundList[] | undefined {
  const statements = statementsOf(text, "refused");
  if (statements === undefined) return undefined;
  const found: FoundList[] = [];
  for (const open: unknown[] = [...statements]; open.length > 0; ) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if (isNode(node) && propertyName(node) === of && isNode(node["value"])) {
      const list = moduleList(node["value"], of, names);
      if (list !== undefined) found.push(list);
    }
    open.push(...Object.values(node));
  }
  return found;
}

function moduleList(node: SyntaxNode, of: Removal["of"], names: ReadonlySet<string>): FoundList | undefined {
  const isList = of === "scopes";
  if (node.type !== (isList ? "ArrayExpression" : "ObjectExpression")) return undefined;
  const items = nodesIn(isList ? node["elements"] : node["properties"]).map((item) => ({
    start: item.start ?? 0,
    end: item.end ?? 0,
    isRemoved: names.has((isList ? subscriptionIn(item) : propertyName(item)) ?? ""),
  }));
  return { form: "brackets", empty: isList ? "[]" : "{}", start: node.start ?? 0, end: node.end ?? 0, items };
}

function subscriptionIn(scope: SyntaxNode): string | undefined {
  const property = nodesIn(scope["properties"]).find((each) => propertyName(each) === "subscription");
  const value = property?.["value"];
  const name = isNode(value) ? value["value"] : undefined;
  return typeof name === "string" ? name : undefined;
}

function listsInData(text: string, { of, names }: Removal): FoundList[] | undefined {
  const document = parsedYaml(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  if (of === "subscriptions") {
    const map = document.contents.get("subscriptions", true);
    return isMap(map) ? [dataList(map, "{}", (name) => names.has(name))] : [];
  }
  const delegations = document.contents.get("delegations", true);
  if (!isSeq(delegations)) return [];
  return delegations.items.flatMap((each) => {
    const scopes = isMap(each) ? each.get("scopes", true) : undefined;
    return isSeq(scopes) ? [dataList(scopes, "[]", (name) => names.has(name))] : [];
  });
}

function dataList(
  list: YAMLMap | YAMLSeq,
  empty: FoundList["empty"],
  isRemoved: (name: string) => boolean,
): FoundList {
  const items = list.items.map((item) => {
    if (isMap(item)) {
      const [start, end] = rangeOf(item);
      return { start, end, isRemoved: isRemoved(String(item.get("subscription"))) };
    }
    const { key, value } = item as { readonly key: Node; readonly value: Node };
    const name = isScalar(key) ? String(key.value) : "";
    return { start: rangeOf(key)[0], end: rangeOf(value)[1], isRemoved: isRemoved(name) };
  });
  const [start, end] = rangeOf(list);
  return { form: list.flow === true ? "brackets" : "lines", empty, start, end, items };
}

function rangeOf(node: Node): readonly [number, number] {
  return [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
}
