import { useState } from "preact/hooks";
import type { Grade } from "../../lib/review/grade.ts";
import { Search } from "../shared/search.tsx";
import type { ReviewState } from "./state.ts";

/** The grades in reading order, with the word and sign of each. */
const GRADES: readonly { readonly grade: Grade; readonly word: string; readonly sign: string }[] = [
  { grade: "mixed", word: "Mixed", sign: "±" },
  { grade: "broadening", word: "More access", sign: "+" },
  { grade: "narrowing", word: "Less access", sign: "−" },
  { grade: "cosmetic", word: "Texts only", sign: "~" },
  { grade: "none", word: "Other", sign: "·" },
];

/** Customers that the list shows before it is asked for more, and how many follow each time. */
const STEP = 100;

/** Search, grades, the strip of all customers, and the list of those found. */
export function Customers({ state }: { readonly state: ReviewState }) {
  const { data, choice } = state;
  const matching = state.matching();
  const counts = new Map<Grade, number>();
  for (const [change] of data.customers) {
    const grade = data.changes[change]?.grade ?? "none";
    counts.set(grade, (counts.get(grade) ?? 0) + 1);
  }
  return (
    <>
      <div class="head">
        <h2 id="customers">Customers</h2>
        <fieldset class="legend">
          <legend class="vh">Show one kind of change</legend>
          {GRADES.filter(({ grade }) => counts.has(grade)).map(({ grade, word, sign }) => (
            <button
              key={grade}
              type="button"
              class={`btn grade ${grade}`}
              aria-pressed={choice.grade === grade}
              onClick={() =>
                state.choose({
                  grade: choice.grade === grade ? undefined : grade,
                  customer: undefined,
                  cell: undefined,
                })
              }
            >
              <b aria-hidden="true">{sign}</b> {word} {counts.get(grade)}
            </button>
          ))}
        </fieldset>
        <Search
          class="end"
          label="Search customers, principals, roles, scopes, changes (all words)"
          placeholder="Search customers, roles, powers"
          query={choice.query}
          onQuery={(query) => state.choose({ query })}
        />
      </div>
      <div class="body">
        <Strip state={state} matching={new Set(matching)} />
        <p id="count" role="status" aria-live="polite" class="soft small">
          {matching.length} of {data.customers.length} changed customers;{" "}
          {data.compared - data.customers.length} unchanged
        </p>
        <Found key={`${choice.query}|${choice.grade}`} state={state} matching={matching} />
      </div>
    </>
  );
}

/** Marks in a row, and the size of one, in the drawing's units. */
const [COLUMNS, WIDTH, HEIGHT] = [120, 10, 20];

/** Height and place of a mark: more is taller, so that it reads without colour. */
const MARKS: Readonly<
  Record<
    Grade | "unchanged",
    readonly (readonly [top: number, height: number, fill: string, width?: number])[]
  >
> = {
  mixed: [
    [2, 8, "more"],
    [11, 7, "less"],
  ],
  broadening: [[2, 16, "more"]],
  narrowing: [[11, 7, "less"]],
  cosmetic: [[16, 2, "calm"]],
  none: [[14, 4, "calm"]],
  unchanged: [[15, 2, "calm", 2]],
};

/** Marks that are drawn: six rows, so that the page's other parts stay in sight. */
const MOST_MARKS = 6 * COLUMNS;

/** One mark a customer, the riskiest first; a path for each kind, so that hundreds are a few elements. */
function Strip({ state, matching }: { readonly state: ReviewState; readonly matching: ReadonlySet<number> }) {
  const { changes, customers, compared } = state.data;
  const marks = Math.min(Math.max(compared, customers.length), MOST_MARKS);
  if (marks < 2) return null;
  const rows = Math.ceil(marks / COLUMNS);
  const paths = new Map<string, string>();
  for (let index = 0; index < marks; index++) {
    const [change] = customers[index] ?? [];
    const grade = change === undefined ? "unchanged" : (changes[change]?.grade ?? "none");
    const [x, y] = [(index % COLUMNS) * WIDTH, Math.floor(index / COLUMNS) * HEIGHT];
    for (const [top, height, fill, wide = WIDTH - 2] of MARKS[grade]) {
      const key = `k-${fill}${matching.has(index) || grade === "unchanged" ? "" : " k-dim"}`;
      paths.set(
        key,
        `${paths.get(key) ?? ""}M${x + (WIDTH - wide) / 2} ${y + top}h${wide}v${height}h${-wide}z`,
      );
    }
  }
  const width = Math.min(marks, COLUMNS) * WIDTH;
  const pick = (event: MouseEvent & { currentTarget: SVGSVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * (width / WIDTH));
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    const index = row * COLUMNS + column;
    if (index < Math.min(customers.length, marks)) state.choose({ customer: index, cell: undefined });
  };
  const left = Math.max(compared, customers.length) - marks;
  return (
    <>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the buttons below do the same by keyboard */}
      <svg
        class="strip"
        role="img"
        aria-label="One mark a customer, the riskiest first; the list below has the changed ones"
        viewBox={`0 0 ${width} ${rows * HEIGHT}`}
        width={width}
        onClick={pick}
      >
        {[...paths].map(([key, path]) => (
          <path key={key} class={key} d={path} />
        ))}
      </svg>
      <p class="soft small">
        One mark a customer, the riskiest first: full is more access, half less, two blocks both, a dash
        something else, a dot nothing. A click shows the customer.
        {left > 0 ? ` ${left} calmer ones are not drawn.` : ""}
      </p>
    </>
  );
}

function Found({ state, matching }: { readonly state: ReviewState; readonly matching: readonly number[] }) {
  const [shown, show] = useState(STEP);
  const left = matching.length - shown;
  return (
    <>
      <ul id="found" aria-label="Changed customers">
        {matching.slice(0, shown).map((index) => {
          const customer = state.customer(index);
          return customer === undefined ? null : (
            <li key={index}>
              <button
                type="button"
                class={`btn ${customer.grade}`}
                aria-current={state.choice.customer === index ? "true" : undefined}
                onClick={() => state.choose({ customer: index, cell: undefined })}
              >
                {state.text(customer.called)}: {state.text(customer.title)}
              </button>
            </li>
          );
        })}
      </ul>
      {left > 0 && (
        <button id="more" type="button" class="btn" onClick={() => show(shown + STEP)}>
          Show more ({left} left)
        </button>
      )}
    </>
  );
}
