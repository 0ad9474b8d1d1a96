import { isMap, isScalar, isSeq, type YAMLSeq } from "yaml";
import type { RevokedAtCustomer } from "../delegation/principal.ts";
import { parsedYaml } from "../documents/yaml.ts";
import { insertedInBraces, insertedInMap } from "./insert-property.ts";
import { nodeInModule } from "./locate-module.ts";
import { nodesIn } from "./module-syntax.ts";
import { appended, type Splice, spliced } from "./splice-list.ts";

/**
 * A customer's text with one more principal in its `revoked`, in TypeScript, YAML or JSON. Nothing else changes. Undefined
 * where the customer is not a literal there. Whether the text then means what it should, the caller finds by reading it.
 *
 * @param file name of the file, by whose ending the text is read
 */
export function markedAtCustomer(text: string, file: string, mark: RevokedAtCustomer): string | undefined {
  const splices = /\.(?:ya?ml|json)$/i.test(file) ? inData(text, mark) : inModule(text, mark);
  return splices === undefined ? undefined : spliced(text, splices);
}

/** JSON texts are string literals of TypeScript, YAML and JSON alike. */
function codeOf(mark: RevokedAtCustomer, quote: "" | '"'): string {
  const parts = (["objectId", "since", "reason"] as const).map(
    (name) => `${quote}${name}${quote}: ${JSON.stringify(mark[name])}`,
  );
  return `{ ${parts.join(", ")} }`;
}

function inModule(text: string, mark: RevokedAtCustomer): Splice[] | undefined {
  const code = codeOf(mark, "");
  const list = nodeInModule(text, ["revoked"]);
  if (list !== undefined) {
    if (list.type !== "ArrayExpression") return undefined;
    return appended(text, { node: list, items: nodesIn(list["elements"]) }, [() => code]);
  }
  const { start, end } = nodeInModule(text, ["tenantId"]) ?? {};
  if (start == null || end == null) return undefined;
  const key = /\btenantId\s*:\s*$/.exec(text.slice(0, start))?.index;
  return key === undefined ? undefined : [insertedInBraces(text, { start: key, end }, `revoked: [${code}]`)];
}

function inData(text: string, mark: RevokedAtCustomer): Splice[] | undefined {
  const { contents, errors } = parsedYaml(text);
  if (errors.length > 0 || !isMap(contents)) return undefined;
  const list = contents.get("revoked", true);
  if (list !== undefined) return isSeq(list) ? appendedItem(text, list, mark) : undefined;
  const tenant = contents.items.find(({ key }) => isScalar(key) && key.value === "tenantId");
  if (tenant === undefined) return undefined;
  const property = {
    inBraces: `"revoked": [${codeOf(mark, '"')}]`,
    inLines: `revoked:\n  - ${codeOf(mark, "")}`,
  };
  return [insertedInMap(text, contents, tenant, property)];
}

function appendedItem(text: string, list: YAMLSeq, mark: RevokedAtCustomer): Splice[] | undefined {
  const [first, last] = [list.items[0], list.items.at(-1)].map((item) =>
    isMap(item) ? item.range : undefined,
  );
  if (first == null || last == null) return undefined;
  const end = last[1];
  if (list.flow === true) {
    const item = codeOf(mark, '"');
    return [insertedInBraces(text, { start: last[0], end }, item)];
  }
  const dash = text.slice(text.lastIndexOf("\n", first[0] - 1) + 1, first[0]);
  if (!/^\s*-\s+$/.test(dash)) return undefined;
  const isBroken = text[end - 1] === "\n";
  const at = isBroken ? end : end + text.slice(end).search(/\r?\n|$/);
  const item = `${dash}${codeOf(mark, "")}`;
  return [{ start: at, end: at, text: isBroken ? `${item}\n` : `\n${item}` }];
}
