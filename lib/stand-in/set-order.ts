import { crc32 } from "node:zlib";
import type { PluginObject, PluginValue } from "./plugin-values.ts";

/*
 * The order of sets in azurerm's request bodies. Terraform's plugin SDK keeps a set by the CRC-32 of each member's
 * serialization. It lists the set in the order of these numbers as text.
 */

/** Kind of an attribute, as far as the serialization differs. */
type Kind = "text" | { readonly list: Shape } | { readonly set: Shape } | "texts";

/** The attributes of a block. */
type Shape = Readonly<Record<string, Kind>>;

const APPROVER: Shape = { principal_display_name: "text", principal_id: "text" };

const POLICY: Shape = {
  approver: { set: APPROVER },
  maximum_activation_duration: "text",
  multi_factor_auth_provider: "text",
};

const AUTHORIZATION: Shape = {
  delegated_role_definition_ids: "texts",
  principal_display_name: "text",
  principal_id: "text",
  role_definition_id: "text",
};

const ELIGIBLE_AUTHORIZATION: Shape = {
  just_in_time_access_policy: { list: POLICY },
  principal_display_name: "text",
  principal_id: "text",
  role_definition_id: "text",
};

const SHAPES = {
  approver: APPROVER,
  authorization: AUTHORIZATION,
  eligible_authorization: ELIGIBLE_AUTHORIZATION,
} satisfies Record<string, Shape>;

/** Sorts the blocks of a set as azurerm sends them. */
export function inSetOrder(
  set: keyof typeof SHAPES,
  blocks: readonly PluginObject[],
): readonly PluginObject[] {
  return byHash(blocks, (block) => serializedBlock(block, SHAPES[set]));
}

/** Sorts the texts of a set as azurerm sends them. */
export function textsInSetOrder(texts: readonly string[]): readonly string[] {
  return byHash(texts, (text) => `${text};`);
}

function byHash<T>(members: readonly T[], serialize: (member: T) => string): readonly T[] {
  // the numbers are compared as text, so 10 comes before 9
  const keyed = members.map((member) => ({ key: String(crc32(serialize(member))), member }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ member }) => member);
}

function serializedBlock(block: PluginObject, shape: Shape): string {
  return Object.keys(shape)
    .sort()
    .map((name) => `${name}:${serializedValue(block[name], shape[name] ?? "text")}`)
    .join("");
}

function serializedValue(value: PluginValue | undefined, kind: Kind): string {
  if (kind === "text") return `${typeof value === "string" ? value : ""};`;
  const members = Array.isArray(value) ? value : [];
  if (kind === "texts") {
    const texts = members.filter((each) => typeof each === "string");
    return `{${textsInSetOrder(texts)
      .map((text) => `${text};`)
      .join("")}};`;
  }
  const blocks = members.filter((each): each is PluginObject => typeof each === "object" && each !== null);
  if ("list" in kind) return `(${blocks.map((each) => `<${serializedBlock(each, kind.list)}>;`).join("")});`;
  const sorted = byHash(blocks, (each) => serializedBlock(each, kind.set));
  return `{${sorted.map((each) => `<${serializedBlock(each, kind.set)}>;`).join("")}};`;
}
