import { useState } from "preact/hooks";
import { Breakable } from "../shared/breakable.tsx";
import { Search } from "../shared/search.tsx";
import { Level } from "./level.tsx";
import type { AccessState, GrantRow, SortKey } from "./state.ts";

const COLUMNS: readonly (readonly [key: SortKey, head: string])[] = [
  ["principal", "Principal"],
  ["role", "Role"],
  ["customer", "Customer"],
  ["scope", "Scope"],
  ["terms", "How"],
  ["severity", "Severity"],
  ["source", "From"],
];

/** Rows that the table shows before it is asked for more, and how many follow each time. */
const STEP = 50;

const KINDS: readonly (readonly [standing: 0 | 1 | undefined, word: string])[] = [
  [undefined, "All"],
  [1, "Standing"],
  [0, "On request"],
];

/** The whole estate as a table that is searched and sorted. */
export function Grants({ state }: { readonly state: AccessState }) {
  const { choice, data } = state;
  const rows = state.rows();
  return (
    <>
      <div class="bar">
        <fieldset class="legend">
          <legend class="vh">Show grants</legend>
          {KINDS.map(([standing, word]) => (
            <button
              key={word}
              type="button"
              class="btn"
              aria-pressed={choice.standing === standing}
              onClick={() => state.choose({ standing })}
            >
              {word}
            </button>
          ))}
        </fieldset>
        <Search
          label="Search grants by name, id, role, customer or scope"
          placeholder="Search principals, roles, customers"
          query={choice.query}
          onQuery={(query) => state.choose({ query })}
        />
        <p id="count" role="status" aria-live="polite" class="soft small">
          {rows.length} of {data.count} grants
        </p>
      </div>
      <Rows
        key={`${choice.query}|${choice.standing}|${choice.sort}|${choice.isDescending}`}
        state={state}
        rows={rows}
      />
    </>
  );
}

function Rows({ state, rows }: { readonly state: AccessState; readonly rows: readonly GrantRow[] }) {
  const [shown, show] = useState(STEP);
  const left = rows.length - shown;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable */}
      <section class="scroll" tabIndex={0} aria-label="Grants">
        <table id="rows" class="cards">
          <caption class="vh">Every grant</caption>
          <thead>
            <tr>
              {COLUMNS.map(([key, head]) => (
                <Head key={key} state={state} sort={key} head={head} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row) => (
              <Row key={row} state={state} row={row} />
            ))}
          </tbody>
        </table>
      </section>
      {left > 0 && (
        <p class="bar">
          <button id="more" type="button" class="btn" onClick={() => show(shown + STEP)}>
            Show more ({left} left)
          </button>
        </p>
      )}
    </>
  );
}

interface HeadProperties {
  readonly state: AccessState;
  readonly sort: SortKey;
  readonly head: string;
}

function Head({ state, sort, head }: HeadProperties) {
  const { choice } = state;
  const isSorted = choice.sort === sort;
  const direction = choice.isDescending ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={isSorted ? direction : undefined}>
      <button
        type="button"
        class="sort"
        onClick={() => state.choose({ sort, isDescending: isSorted && !choice.isDescending })}
      >
        {head}{" "}
        <span class="arrow" aria-hidden="true">
          {isSorted ? (choice.isDescending ? "↓" : "↑") : "↕"}
        </span>
      </button>
    </th>
  );
}

function Row({ state, row }: { readonly state: AccessState; readonly row: GrantRow }) {
  const grant = state.grant(row);
  if (grant === undefined) return null;
  const [principal, role, roleId, terms, isStanding, severity, source] = grant.kind;
  const [customer, scope] = grant.place;
  const who = state.data.principals[principal];
  const [name, id] = state.data.customers[customer] ?? [-1, -1];
  return (
    <tr>
      <th scope="row">
        {state.text(who?.name ?? -1)}
        <small class="mono">{state.text(who?.id ?? -1)}</small>
      </th>
      <td data-label="Role">
        {state.text(role)}
        <small class="mono">{state.text(roleId)}</small>
      </td>
      <td data-label="Customer">
        {state.text(name)}
        <small>{state.text(id)}</small>
      </td>
      <td data-label="Scope">{state.text(scope)}</td>
      <td data-label="How">
        <span class={`chip ${isStanding === 1 ? "standing" : "request"}`}>{state.text(terms)}</span>
      </td>
      <td data-label="Severity">
        <Level severity={severity} />
      </td>
      <td data-label="From" class="mono">
        <Breakable text={state.text(source)} />
      </td>
    </tr>
  );
}
