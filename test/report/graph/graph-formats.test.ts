import { expect, test } from "vitest";
import { estateGraph } from "../../../lib/graph/estate-graph.ts";
import { dotGraph } from "../../../lib/report/graph/dot.ts";
import { mermaidGraph } from "../../../lib/report/graph/mermaid.ts";
import { svgGraph } from "../../../lib/report/graph/svg.ts";
import { aCustomer, anOffer } from "../../support/builders.ts";
import { HOSTILE_NAMES } from "../../support/reviews.ts";

const graph = estateGraph([aCustomer()], [anOffer()]);

/** A graph in which every text is this one. */
const hostile = (text: string) => ({
  ...graph,
  edges: graph.edges,
  nodes: graph.nodes.map((node) => ({ ...node, title: text, about: text })),
});

test("a graph as Mermaid has a column for each kind, and a line for each edge", () => {
  expect(mermaidGraph(graph)).toBe(`flowchart LR
  subgraph tenant["Managing tenants"]
    tenant1["Test Provider<br>99999999-9999-4999-8999-999999999999"]
  end
  subgraph principal["Principals"]
    principal1["Operators<br>Group"]
  end
  subgraph plan["Offers"]
    plan1["Test Operations<br>operations/standard@1.0.0"]
  end
  subgraph customers["Customers"]
    customers1["Fabrikam<br>fabrikam"]
  end
  tenant1 --> principal1
  principal1 --> plan1
  plan1 --> customers1
`);
});

test("a graph as DOT has a cluster for each kind, and a line for each edge", () => {
  expect(dotGraph(graph)).toContain('    plan1 [label="Test Operations\\noperations/standard@1.0.0"];\n');
  expect(dotGraph(graph)).toContain("\n  principal1 -> plan1;\n");
});

test("a graph as SVG has a box for each node, and a line for each edge", () => {
  const svg = svgGraph(graph);
  expect(svg.match(/<g>/g)).toHaveLength(4);
  expect(svg.match(/<path/g)).toHaveLength(3);
  expect(svg).toContain("<title>Fabrikam: fabrikam</title>");
});

const HOSTILE = [
  ...HOSTILE_NAMES,
  ["Mermaid", 'x"]; click a "javascript:alert(1)"\nend\n%%{init: {}}%% #quot; $$x$$ `**b**`'],
  ["DOT", 'x\\"]; evil -> b; a [label="\\N &lt;b&gt; \\'],
  ["SVG", '</text><script>alert(1)</script>" onload="x'],
] as const;

test.each(HOSTILE)("names made of %s stay inside their labels", (_, name) => {
  const shape = (text: string) => text.split("\n").map((line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
  const plain = [mermaidGraph, dotGraph].map((render) => shape(render(hostile("plain"))));
  expect([mermaidGraph, dotGraph].map((render) => shape(render(hostile(name))))).toEqual(plain);
  for (const label of mermaidGraph(hostile(name)).match(/"[^"]*"/g) ?? [])
    expect(label.replaceAll("<br>", "").replace(/#\d+;/g, "")).toMatch(/^"[\p{L}\p{M}\p{N} .,@/()+-]*"$/u);
  const svg = svgGraph(hostile(name));
  expect(svg.replace(/>[^<]*</g, "><")).toBe(svgGraph(hostile("plain")).replace(/>[^<]*</g, "><"));
});
