import { type EstateGraph, NODE_KINDS } from "../../graph/estate-graph.ts";
import { forTerminal } from "../escape.ts";
import { KIND_TITLES, nodeLines } from "./node-text.ts";

/** A graph in DOT, for Graphviz. */
export function dotGraph({ nodes, edges }: EstateGraph): string {
  const columns = NODE_KINDS.flatMap((kind) => {
    const own = nodes.filter((node) => node.kind === kind);
    if (own.length === 0) return [];
    const lines = own.map((node) => `    ${node.id} [label="${nodeLines(node).map(forDot).join("\\n")}"];`);
    return [`  subgraph cluster_${kind} {`, `    label="${KIND_TITLES[kind]}";`, ...lines, "  }"];
  });
  const lines = edges.map(
    ({ from, to, isDashed }) => `  ${from} -> ${to}${isDashed ? " [style=dashed]" : ""};`,
  );
  return ["digraph estate {", "  rankdir=LR;", "  node [shape=box];", ...columns, ...lines, "}", ""].join(
    "\n",
  );
}

/** Text inside a quoted label: Graphviz reads escapes and entities of HTML there. */
function forDot(text: string): string {
  return forTerminal(text).replaceAll("&", "&amp;").replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
