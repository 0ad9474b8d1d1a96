import type { GraphNode, NodeKind } from "../../graph/estate-graph.ts";
import { shorten } from "../phrases.ts";

/** Heads of columns. */
export const KIND_TITLES: Readonly<Record<NodeKind, string>> = {
  tenant: "Managing tenants",
  principal: "Principals",
  plan: "Offers",
  customers: "Customers",
};

/** Longest line of a node, in characters. */
const LONGEST = 60;

/** The lines of a node, shortened and unescaped. */
export function nodeLines({ title, about }: GraphNode): string[] {
  return [title, about].filter((text) => text !== "").map((text) => shorten(text, LONGEST));
}
