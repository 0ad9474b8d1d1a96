import { useState } from "preact/hooks";
import type { PrincipalReachData, ReachBox, ReachLine } from "../../lib/report/access/access-data.ts";
import { type AccessState, SEVERITIES } from "./state.ts";

const HEADS = ["Who", "has these roles", "at these customers", "can", "could by a known way"] as const;

/** Sizes in the drawing's units. */
const [BOX, GAP, HEIGHT, STEP, TOP] = [200, 62, 44, 54, 24];

/** Widest line. */
const THICKEST = 16;

/** The reach as boxes and lines. Pointing at a box or focusing it shows what it is connected with. */
export function Picture({
  state,
  reach,
}: {
  readonly state: AccessState;
  readonly reach: PrincipalReachData;
}) {
  const [traced, trace] = useState<readonly [column: number, at: number] | undefined>(undefined);
  const { columns, lines } = reach;
  const tallest = Math.max(...columns.map(({ length }) => length));
  const height = TOP + tallest * STEP + 4;
  const width = columns.length * BOX + (columns.length - 1) * GAP + 2;
  const on = traced === undefined ? undefined : connected(lines, traced);
  const yOf = (column: number, at: number) =>
    TOP + ((tallest - (columns[column]?.length ?? 0)) * STEP) / 2 + at * STEP + 2;
  return (
    <figure
      class={traced === undefined ? "picture" : "picture traced"}
      aria-label="Reach as a picture; the table below has the same facts"
    >
      <svg viewBox={`0 0 ${width} ${height}`}>
        <title>Reach of a principal</title>
        {HEADS.map((head, column) => (
          <text key={head} class="head-text" x={column * (BOX + GAP)} y={12}>
            {columns[column]?.length === 0 ? "" : head}
          </text>
        ))}
        {lines.map((line) => (
          <path
            key={`${line.column} ${line.from} ${line.to}`}
            class={classOf(
              "line",
              isOfWorst(line) ? line : { ...line, severity: -1 },
              on?.has(keyOf(line.column, line.from)) && on.has(keyOf(line.column + 1, line.to)),
            )}
            d={curve(line.column, yOf(line.column, line.from), yOf(line.column + 1, line.to))}
            stroke-width={line.isStep ? 2 : thickness(line.customers, state.data.total)}
          />
        ))}
        {columns.map((boxes, column) =>
          boxes.map((box, at) => (
            <Box
              key={keyOf(column, at)}
              state={state}
              box={box}
              mark={column === 0 ? "who" : at === 0 ? "worst" : ""}
              x={column * (BOX + GAP) + 1}
              y={yOf(column, at)}
              isOn={on?.has(keyOf(column, at)) === true}
              trace={(isOn) => trace(isOn ? [column, at] : undefined)}
            />
          )),
        )}
      </svg>
    </figure>
  );
}

interface BoxProperties {
  readonly state: AccessState;
  readonly box: ReachBox;
  readonly mark: "" | "who" | "worst";
  readonly x: number;
  readonly y: number;
  readonly isOn: boolean;
  readonly trace: (isOn: boolean) => void;
}

/** Characters that fit into a box. */
const [LONGEST_TITLE, LONGEST_ABOUT] = [22, 27];

function Box({ state, box, mark, x, y, isOn, trace }: BoxProperties) {
  const [title, about] = [state.text(box.title), state.text(box.about)];
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: focus only highlights; the table has the facts
    <g
      class={`${classOf("box", box, isOn)} ${mark}`.trim()}
      role="img"
      aria-label={`${title}: ${about}`}
      tabIndex={0}
      onFocus={() => trace(true)}
      onBlur={() => trace(false)}
      onMouseEnter={() => trace(true)}
      onMouseLeave={() => trace(false)}
    >
      <title>{`${title}: ${about}`}</title>
      <rect x={x} y={y} width={BOX} height={HEIGHT} rx={4} />
      <text class="title" x={x + 10} y={y + 18}>
        {cut(title, LONGEST_TITLE)}
      </text>
      <text class="about" x={x + 10} y={y + 35}>
        {cut(about, LONGEST_ABOUT)}
      </text>
    </g>
  );
}

/** Lines to powers are coloured where they lead to the worst: where everything is severe, colour says nothing. */
function isOfWorst({ column, to }: ReachLine): boolean {
  return column < 2 || to === 0;
}

function thickness(customers: number, total: number): number {
  return Math.max(1.5, (THICKEST * customers) / Math.max(1, total));
}

function cut(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}

function classOf(
  name: string,
  { severity, isStep }: Pick<ReachLine, "severity" | "isStep">,
  isOn = false,
): string {
  return [name, SEVERITIES[severity] ?? "", isStep ? "step" : "", isOn ? "on" : ""]
    .filter((word) => word !== "")
    .join(" ");
}

function curve(column: number, from: number, to: number): string {
  const left = column * (BOX + GAP) + BOX + 1;
  const right = left + GAP;
  const middle = (left + right) / 2;
  const [y, end] = [from + HEIGHT / 2, to + HEIGHT / 2];
  return `M${left} ${y}C${middle} ${y} ${middle} ${end} ${right} ${end}`;
}

function keyOf(column: number, at: number): string {
  return `${column}.${at}`;
}

/** Boxes on a way through one box: to the left and to the right of it. */
function connected(
  lines: readonly ReachLine[],
  [column, at]: readonly [number, number],
): ReadonlySet<string> {
  const found = new Set([keyOf(column, at)]);
  const follow = (from: ReadonlySet<number>, at: number, step: 1 | -1) => {
    const next = new Set(
      lines.flatMap((line) => {
        if (step === 1) return line.column === at && from.has(line.from) ? [line.to] : [];
        return line.column === at - 1 && from.has(line.to) ? [line.from] : [];
      }),
    );
    for (const each of next) found.add(keyOf(at + step, each));
    if (next.size > 0) follow(next, at + step, step);
  };
  follow(new Set([at]), column, 1);
  follow(new Set([at]), column, -1);
  return found;
}
