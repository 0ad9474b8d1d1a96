import { isScalar } from "yaml";
import { parsedYaml } from "../documents/yaml.ts";
import type { Path } from "../values/path.ts";
import { nodeInData } from "./locate-data.ts";
import { nodeInModule } from "./locate-module.ts";
import { spliced } from "./splice-list.ts";

/**
 * A definition's text with another string at a path: nothing else changes. Undefined where the path does not lead to that
 * string as a literal: a variable, a call, an alias, a spread before it.
 *
 * @param file name of the file, by whose ending the text is read
 */
export function withOtherText(
  text: string,
  file: string,
  path: Path,
  { from, to }: { readonly from: string; readonly to: string },
): string | undefined {
  const literal = /\.(?:ya?ml|json)$/i.test(file) ? dataLiteral(text, path) : moduleLiteral(text, path);
  if (literal === undefined || literal.value !== from) return undefined;
  const { start, end } = literal;
  const written = text.slice(start, end);
  // quotes stay as they are
  const at = written.indexOf(from);
  if (at < 0 || written.length - from.length > 2) return undefined;
  return spliced(text, [{ start: start + at, end: start + at + from.length, text: to }]);
}

interface Literal {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
}

function moduleLiteral(text: string, path: Path): Literal | undefined {
  const node = nodeInModule(text, path);
  if (node?.type !== "StringLiteral") return undefined;
  return { value: node["value"], start: node.start ?? 0, end: node.end ?? 0 };
}

function dataLiteral(text: string, path: Path): Literal | undefined {
  const document = parsedYaml(text);
  if (document.errors.length > 0) return undefined;
  const node = nodeInData(document.contents, path);
  if (!isScalar(node) || node.range == null) return undefined;
  return { value: node.value, start: node.range[0], end: node.range[1] };
}
