import { isScalar, isSeq, type Node, type YAMLSeq } from "yaml";
import type { VersionEdit } from "../advice/version-edit.ts";
import type { PlanVersion } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import { roleText } from "../delegation/role-reference.ts";
import { parsedYaml } from "../documents/yaml.ts";
import { type Path, pathText } from "../values/path.ts";
import { insertedInBraces } from "./insert-property.ts";
import { nodeInData } from "./locate-data.ts";
import { nodeInModule } from "./locate-module.ts";
import { nodesIn } from "./module-syntax.ts";
import { withoutItem } from "./remove-items.ts";
import { withOtherText } from "./replace-text.ts";
import { appended, spliced } from "./splice-list.ts";

/*
 * Edits of a plan version as edits of the text that defines it. Everything else stays as it is written.
 */

/** A plan version in the text of an offer. */
export interface VersionText {
  readonly text: string;
  /** The file's name, by whose ending the text is read. */
  readonly file: string;
  /** Path of the version from the offer's root. */
  readonly path: Path;
  readonly version: PlanVersion;
}

/**
 * The text of an offer after edits of one of its versions. Undefined where the version is not written as literals, or where
 * an authorization stands in a set that other versions may include.
 */
export function withVersionEdits(written: VersionText, edits: readonly VersionEdit[]): string | undefined {
  // what is added copies how its principal is written, which a later edit may remove
  const inOrder = [
    ...edits.filter(({ kind }) => kind === "add-authorization"),
    ...edits.filter(({ kind }) => kind !== "add-authorization"),
  ];
  return inOrder.reduce<string | undefined>(
    (text, edit) => (text === undefined ? undefined : withEdit({ ...written, text }, edit)),
    written.text,
  );
}

function withEdit(written: VersionText, edit: VersionEdit): string | undefined {
  const { text, file, path, version } = written;
  if ("at" in edit && !isBelow(edit.at, path)) return undefined;
  switch (edit.kind) {
    case "replace-role":
      return withOtherText(text, file, [...edit.at, "role"], edit);
    case "remove-authorization":
      return withoutItem(text, file, edit.at);
    case "add-authorization": {
      const principal = principalText(written, edit.principal);
      return (
        principal &&
        withAuthorization(written, "authorizations", [
          ["principal", principal],
          ["role", quoted(edit.role)],
        ])
      );
    }
    case "make-eligible": {
      const moved = version.authorizations.find((each) => pathText(each.path) === pathText(edit.at));
      const principal = moved && principalText(written, moved.principal);
      if (moved === undefined || principal === undefined) return undefined;
      const added = withAuthorization(written, "eligibleAuthorizations", [
        ["principal", principal],
        ["role", quoted(roleText(moved.role))],
        ...(moved.displayName === undefined ? [] : [["displayName", quoted(moved.displayName)] as const]),
        ["justInTimeAccessPolicy", policyText(written, edit.policy)],
      ]);
      return added && withoutItem(added, file, edit.at);
    }
  }
}

function isBelow(path: Path, above: Path): boolean {
  return above.every((part, index) => path[index] === part) && path[above.length] !== "includes";
}

/** JSON texts are string literals of TypeScript, YAML and JSON alike. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Text of a principal in one of the version's authorizations. Undefined where it takes several lines. */
function principalText(
  { text, file, path, version }: VersionText,
  { objectId }: Principal,
): string | undefined {
  for (const authorization of [...version.authorizations, ...version.eligibleAuthorizations]) {
    if (authorization.principal.objectId !== objectId || !isBelow(authorization.path, path)) continue;
    const source = sourceAt(text, file, [...authorization.path, "principal"]);
    if (source !== undefined && !source.includes("\n")) return source;
  }
  return undefined;
}

function sourceAt(text: string, file: string, path: Path): string | undefined {
  if (!isData(file)) {
    const node = nodeInModule(text, path);
    return node === undefined ? undefined : text.slice(node.start ?? 0, node.end ?? 0);
  }
  const node = nodeInData(parsedYaml(text).contents, path);
  // an alias or a map of several lines is left to a person
  return isScalar(node) && node.range != null ? text.slice(node.range[0], node.range[1]) : undefined;
}

function isData(file: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(file);
}

type Property = readonly [name: string, source: string];

/** How the same policy is written for another authorization of the version; else written out. */
function policyText(
  { text, file, path, version }: VersionText,
  policy: { readonly multiFactorAuthProvider: string; readonly maximumActivationDuration: string },
): string {
  const same = version.eligibleAuthorizations.find(
    (each) => each.justInTimeAccessPolicy === policy && isBelow(each.path, path),
  );
  const source = same && sourceAt(text, file, [...same.path, "justInTimeAccessPolicy"]);
  if (source !== undefined && !source.includes("\n")) return source;
  return braces(file, [
    ["multiFactorAuthProvider", quoted(policy.multiFactorAuthProvider)],
    ["maximumActivationDuration", quoted(policy.maximumActivationDuration)],
    ["approvers", "[]"],
  ]);
}

function braces(file: string, properties: readonly Property[]): string {
  const isJson = /\.json$/i.test(file);
  return `{ ${properties.map(([name, source]) => `${isJson ? quoted(name) : name}: ${source}`).join(", ")} }`;
}

function withAuthorization(
  { text, file, path }: VersionText,
  list: "authorizations" | "eligibleAuthorizations",
  properties: readonly Property[],
): string | undefined {
  const item = braces(file, properties);
  return isData(file)
    ? appendedInData(text, [...path, list], item)
    : appendedInModule(text, path, list, item);
}

function appendedInModule(text: string, path: Path, list: string, item: string): string | undefined {
  const version = nodeInModule(text, path);
  if (version?.type !== "ObjectExpression") return undefined;
  const node = nodeInModule(text, [...path, list]);
  if (node === undefined) {
    const last = nodesIn(version["properties"]).at(-1);
    if (last === undefined || nodesIn(version["properties"]).some(({ type }) => type === "SpreadElement"))
      return undefined;
    const place = { start: last.start ?? 0, end: last.end ?? 0 };
    return spliced(text, [insertedInBraces(text, place, `${list}: [${item}]`)]);
  }
  if (node.type !== "ArrayExpression") return undefined;
  const splices = appended(text, { node, items: nodesIn(node["elements"]) }, [() => item]);
  return splices && spliced(text, splices);
}

/** An item after the last one of a list in YAML or JSON. Undefined where the list is missing or empty. */
function appendedInData(text: string, path: Path, item: string): string | undefined {
  const document = parsedYaml(text);
  const list = document.errors.length > 0 ? undefined : nodeInData(document.contents, path);
  const last = isSeq(list) ? (list as YAMLSeq<Node>).items.at(-1) : undefined;
  if (!isSeq(list) || last?.range == null) return undefined;
  const [start, end] = last.range;
  if (list.flow === true) return spliced(text, [{ start: end, end, text: `, ${item}` }]);
  const dash = text.lastIndexOf("-", start);
  const indent = text.slice(text.lastIndexOf("\n", dash) + 1, dash);
  if (!/^\s*$/.test(indent)) return undefined;
  const at = text.slice(0, end).trimEnd().length;
  return spliced(text, [{ start: at, end: at, text: `\n${indent}- ${item}` }]);
}
