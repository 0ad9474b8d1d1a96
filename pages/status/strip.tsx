import type { CellKind } from "../../lib/report/status/status-data.ts";
import type { StatusState } from "./state.ts";

/** Marks in a row, and the size of one, in the drawing's units. */
const [COLUMNS, WIDTH, HEIGHT] = [120, 10, 16];

/** Marks that are drawn; calm customers at the end are folded. */
const MOST_MARKS = 1_200;

/** Top, height and colour of each mark: worse is taller, so that it reads without colour. */
const MARKS: Readonly<Record<CellKind, readonly [top: number, height: number, fill: string]>> = {
  failed: [1, 14, "more"],
  unreadable: [1, 14, "more"],
  refused: [1, 14, "more"],
  differs: [3, 12, "both"],
  "not-deployed": [12, 3, "accent"],
  "far-behind": [5, 10, "wait"],
  behind: [9, 6, "wait"],
  "not-read": [13, 2, "calm"],
  "nothing-delegated": [13, 2, "calm"],
  current: [14, 1, "less"],
};

/** Buttons for kinds, and one mark a customer, the worst first. */
export function Strip({ state }: { readonly state: StatusState }) {
  const { data, choice } = state;
  const counts = new Map<CellKind, number>();
  for (const { group } of data.customers) {
    const kind = data.groups[group]?.kind;
    if (kind !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return (
    <>
      <div class="head">
        <h2 id="strip-title">
          {data.customers.length === 1 ? "One customer" : `All ${data.customers.length} customers`}
        </h2>
        <fieldset class="legend">
          <legend class="vh">Show one state</legend>
          {data.kinds
            .filter(({ kind }) => counts.has(kind))
            .map(({ kind, word, sign }) => (
              <button
                key={kind}
                type="button"
                class="btn"
                aria-pressed={choice.kind === kind}
                onClick={() =>
                  state.choose({ kind: choice.kind === kind ? undefined : kind, group: undefined })
                }
              >
                <b aria-hidden="true">{state.text(sign) || "✓"}</b> {state.text(word)} {counts.get(kind)}
              </button>
            ))}
        </fieldset>
      </div>
      <div class="body">
        <Marks state={state} />
      </div>
    </>
  );
}

function Marks({ state }: { readonly state: StatusState }) {
  const { groups, customers } = state.data;
  const shown = customers.slice(0, MOST_MARKS);
  const rows = Math.ceil(shown.length / COLUMNS);
  const paths = new Map<string, string>();
  shown.forEach(({ group }, index) => {
    const kind = groups[group]?.kind ?? "current";
    const [top, height, fill] = MARKS[kind];
    const [x, y] = [(index % COLUMNS) * WIDTH, Math.floor(index / COLUMNS) * HEIGHT];
    const isDim = state.choice.kind !== undefined && state.choice.kind !== kind;
    const key = `fill-${fill}${isDim ? " dim" : ""}`;
    paths.set(key, `${paths.get(key) ?? ""}M${x + 1} ${y + top}h${WIDTH - 2}v${height}h${2 - WIDTH}z`);
  });
  const width = Math.min(shown.length, COLUMNS) * WIDTH;
  const rest = customers.length - shown.length;
  return (
    <>
      <svg
        class="strip"
        role="img"
        aria-label="One mark a customer, the worst first; the map below has the same customers"
        viewBox={`0 0 ${width} ${rows * HEIGHT}`}
        width={width}
      >
        {[...paths].map(([key, path]) => (
          <path key={key} class={key} d={path} />
        ))}
      </svg>
      <p class="soft small">
        One mark a customer, the worst first: taller is worse.
        {rest > 0 ? ` ${rest} calmer ones are not drawn.` : ""}
      </p>
    </>
  );
}
