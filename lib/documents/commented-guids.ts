import { GUID_PATTERN } from "../values/guid.ts";
import type { Path } from "../values/path.ts";
import type { CommentedJson } from "./json-with-comments.ts";

/** The texts of a document that are GUIDs, each with the comments on its line. */
export function commentedGuids({
  value,
  comments,
  lineOf,
}: CommentedJson): { readonly path: Path; readonly guid: string; readonly comment: string }[] {
  if (comments.length === 0) return [];
  const byLine = new Map<number, string>();
  for (const { line, text } of comments) byLine.set(line, `${byLine.get(line) ?? ""} ${text}`);
  return guidsIn(value, []).flatMap(({ path, guid }) => {
    const comment = byLine.get(lineOf(path));
    return comment === undefined ? [] : [{ path, guid, comment: comment.trim() }];
  });
}

function guidsIn(value: unknown, path: Path): { readonly path: Path; readonly guid: string }[] {
  if (typeof value === "string") return GUID_PATTERN.test(value) ? [{ path, guid: value }] : [];
  if (typeof value !== "object" || value === null) return [];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((each, index) => [index, each])
    : Object.entries(value);
  return entries.flatMap(([key, each]) => guidsIn(each, [...path, key]));
}
