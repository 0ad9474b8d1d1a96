import { type EstateGraph, type GraphNode, NODE_KINDS } from "../../graph/estate-graph.ts";
import { forXml } from "../escape.ts";
import { KIND_TITLES, nodeLines } from "./node-text.ts";

/** Sizes in pixels. */
const [GAP, HEIGHT, STEP, TOP, MARGIN, INDENT] = [52, 44, 54, 40, 16, 10];

/** Widths of boxes in pixels: a tenant's GUID, and offer/plan@version, fit. The four columns fit a window of 1,280. */
const WIDTHS: Readonly<Record<GraphNode["kind"], number>> = {
  tenant: 272,
  principal: 276,
  plan: 310,
  customers: 230,
};

/** Widths of a character in pixels, rounded up: of titles, and of lines below them. */
const CHARACTER = [8.2, 6.9] as const;

/** Colours of boxes: ground and border. */
const COLOURS: Readonly<Record<GraphNode["kind"], readonly [ground: string, border: string, text: string]>> =
  {
    tenant: ["#1b1f24", "#1b1f24", "#ffffff"],
    principal: ["#f1ebfb", "#bda5e0", "#1b1f24"],
    plan: ["#fdf2da", "#d9b568", "#1b1f24"],
    customers: ["#ffffff", "#767f8b", "#1b1f24"],
  };

interface Place {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

/** A graph as an SVG with four columns. It loads nothing and runs nothing. */
export function svgGraph({ nodes, edges }: EstateGraph): string {
  const columns = NODE_KINDS.map((kind) => nodes.filter((node) => node.kind === kind));
  const tallest = Math.max(1, ...columns.map(({ length }) => length));
  const columnX = (column: number) =>
    NODE_KINDS.slice(0, column).reduce((x, kind) => x + WIDTHS[kind] + GAP, MARGIN);
  const width = columnX(NODE_KINDS.length) - GAP + MARGIN;
  const height = TOP + tallest * STEP + MARGIN;
  const places = new Map(
    columns.flatMap((own, column) =>
      own.map((node, at): [string, Place] => {
        const y = TOP + ((tallest - own.length) * STEP) / 2 + at * STEP;
        return [node.id, { node, x: columnX(column), y }];
      }),
    ),
  );
  const lines = edges.flatMap(({ from, to, isDashed }) => {
    const [start, end] = [places.get(from), places.get(to)];
    return start === undefined || end === undefined ? [] : [line(start, end, isDashed)];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif">`,
    "<title>Managing tenants, principals, offers and customers</title>",
    `<rect width="${width}" height="${height}" fill="#f6f7f9"/>`,
    ...NODE_KINDS.map(
      (kind, column) =>
        `<text x="${columnX(column)}" y="24" font-size="12" font-weight="650" fill="#545c67">${KIND_TITLES[kind]}</text>`,
    ),
    ...lines,
    ...[...places.values()].map(box),
    "</svg>",
    "",
  ].join("\n");
}

function line(start: Place, end: Place, isDashed: boolean): string {
  const [x, right] = [start.x + WIDTHS[start.node.kind], end.x];
  const [y, bottom] = [start.y + HEIGHT / 2, end.y + HEIGHT / 2];
  const middle = (x + right) / 2;
  const dashes = isDashed ? ' stroke-dasharray="5 4"' : "";
  return `<path d="M${x} ${y}C${middle} ${y} ${middle} ${bottom} ${right} ${bottom}" fill="none" stroke="#767f8b" stroke-width="1.5"${dashes}/>`;
}

function box({ node, x, y }: Place): string {
  const [ground, border, colour] = COLOURS[node.kind];
  const texts = nodeLines(node);
  const lines = texts.map((text, at) => {
    const style = at === 0 ? ' font-size="13" font-weight="650"' : ' font-size="12"';
    return `<text x="${x + INDENT}" y="${y + 18 + at * 17}"${style} fill="${colour}">${forXml(cut(text, fitting(node, at)))}</text>`;
  });
  return `<g><title>${forXml(texts.join(": "))}</title><rect x="${x}" y="${y}" width="${WIDTHS[node.kind]}" height="${HEIGHT}" rx="4" fill="${ground}" stroke="${border}"/>${lines.join("")}</g>`;
}

/** Characters of a line of a node that fit into its box. */
function fitting({ kind }: GraphNode, line: number): number {
  return Math.floor((WIDTHS[kind] - 2 * INDENT) / (line === 0 ? CHARACTER[0] : CHARACTER[1]));
}

function cut(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}
