import { type EstateGraph, NODE_KINDS } from "../../graph/estate-graph.ts";
import { forTerminal } from "../escape.ts";
import { KIND_TITLES, nodeLines } from "./node-text.ts";

/** A graph as a Mermaid flowchart, for Markdown on GitHub, GitLab and Azure DevOps. */
export function mermaidGraph({ nodes, edges }: EstateGraph): string {
  const columns = NODE_KINDS.flatMap((kind) => {
    const own = nodes.filter((node) => node.kind === kind);
    if (own.length === 0) return [];
    const lines = own.map((node) => `    ${node.id}["${nodeLines(node).map(forMermaid).join("<br>")}"]`);
    return [`  subgraph ${kind}["${KIND_TITLES[kind]}"]`, ...lines, "  end"];
  });
  const lines = edges.map(({ from, to, isDashed }) => `  ${from} ${isDashed ? "-.->" : "-->"} ${to}`);
  return ["flowchart LR", ...columns, ...lines, ""].join("\n");
}

/** Text inside a quoted label. Everything but letters, digits and harmless marks becomes a character code. */
function forMermaid(text: string): string {
  return forTerminal(text).replace(
    /[^\p{L}\p{M}\p{N} .,@/()+-]/gu,
    (character) => `#${character.codePointAt(0) ?? 0};`,
  );
}
