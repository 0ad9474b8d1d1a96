import { useState } from "preact/hooks";
import type { StatusCustomer, StatusGroup } from "../../lib/report/status/status-data.ts";
import { Search } from "../shared/search.tsx";
import type { StatusState } from "./state.ts";

/** Rows or names that are shown before more are asked for, and how many follow each time. */
const STEP = 100;

/** Customers and offers: a row for all customers in the same situation, or for each. */
export function EstateMap({ state }: { readonly state: StatusState }) {
  const { choice, data } = state;
  const matching = state.matching();
  return (
    <>
      <div class="bar">
        <fieldset class="legend">
          <legend class="vh">Rows of the map</legend>
          {[
            [false, "Same state"],
            [true, "Each customer"],
          ].map(([isSingle, word]) => (
            <button
              key={word}
              type="button"
              class="btn"
              aria-pressed={choice.isSingle === isSingle}
              onClick={() => state.choose({ isSingle: isSingle === true, group: undefined })}
            >
              {word}
            </button>
          ))}
        </fieldset>
        <Search
          label="Search customers by name, id, offer, plan, version or state"
          placeholder="Search customers, offers, versions"
          query={choice.query}
          onQuery={(query) => state.choose({ query, group: undefined })}
        />
        <p id="count" role="status" aria-live="polite" class="soft small">
          {matching.length} of {data.customers.length} customers
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable */}
      <section class="scroll" tabIndex={0} aria-label="Table of customers and offers">
        <table id="rows" class="cards">
          <caption class="vh">Customers and offers</caption>
          <thead>
            <tr>
              <th scope="col">{choice.isSingle ? "Customer" : "Customers in the same state"}</th>
              {data.offers.map(({ id, newest }) => (
                <th key={id} scope="col">
                  {state.text(id)}
                  <small>{state.text(newest)}</small>
                </th>
              ))}
            </tr>
          </thead>
          <Rows key={`${choice.query}|${choice.kind}|${choice.isSingle}`} state={state} matching={matching} />
        </table>
      </section>
    </>
  );
}

interface RowsProperties {
  readonly state: StatusState;
  readonly matching: readonly StatusCustomer[];
}

function Rows({ state, matching }: RowsProperties) {
  const [shown, show] = useState(STEP);
  const rows = state.choice.isSingle ? matching.map((each) => [each]) : byGroup(matching);
  const left = rows.length - shown;
  return (
    <tbody>
      {rows.slice(0, shown).map((own) => (
        <Row key={own[0]?.id} state={state} own={own} />
      ))}
      {left > 0 && (
        <tr>
          <td colSpan={state.data.offers.length + 1}>
            <button id="more" type="button" class="btn" onClick={() => show(shown + STEP)}>
              Show more ({left} left)
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** Customers of the same group; they stand together already. */
function byGroup(customers: readonly StatusCustomer[]): StatusCustomer[][] {
  const groups = new Map<number, StatusCustomer[]>();
  for (const each of customers) {
    const own = groups.get(each.group);
    if (own === undefined) groups.set(each.group, [each]);
    else own.push(each);
  }
  return [...groups.values()];
}

function Row({ state, own }: { readonly state: StatusState; readonly own: readonly StatusCustomer[] }) {
  const { data, choice } = state;
  const [first] = own;
  const group = first === undefined ? undefined : data.groups[first.group];
  if (first === undefined || group === undefined) return null;
  const isOpen = choice.group === first.group && !choice.isSingle;
  return (
    <>
      <tr>
        <th scope="row">
          {choice.isSingle || own.length === 1 ? (
            <>
              {state.text(first.name)}
              <small>{state.text(first.id)}</small>
            </>
          ) : (
            <button
              type="button"
              class="open"
              aria-expanded={isOpen}
              onClick={() => state.choose({ group: isOpen ? undefined : first.group })}
            >
              <span class="twist" aria-hidden="true">
                {isOpen ? "▾" : "▸"}
              </span>
              <span class="count">{own.length}</span> customers
            </button>
          )}
          <small>{wordOf(state, group)}</small>
        </th>
        {group.cells.map((cells, offer) => (
          <td
            key={data.offers[offer]?.id}
            class={cells.length === 0 ? "absent" : undefined}
            data-label={state.text(data.offers[offer]?.id ?? -1)}
          >
            {cells.length === 0 ? <NoCell /> : cells.map((at) => <Cell key={at} state={state} at={at} />)}
          </td>
        ))}
      </tr>
      {isOpen && <Members state={state} own={own} />}
    </>
  );
}

function wordOf(state: StatusState, { kind }: StatusGroup): string {
  return state.text(state.data.kinds.find((each) => each.kind === kind)?.word ?? -1);
}

function NoCell() {
  return (
    <>
      <span aria-hidden="true" class="soft">
        ·
      </span>
      <span class="vh">not taken</span>
    </>
  );
}

function Cell({ state, at }: { readonly state: StatusState; readonly at: number }) {
  const cell = state.data.cells[at];
  if (cell === undefined) return null;
  const sign = state.text(state.data.kinds.find(({ kind }) => kind === cell.kind)?.sign ?? -1);
  return (
    <div>
      <span class={`state ${cell.kind}`}>
        {state.text(cell.version)}
        {sign !== "" && <b aria-hidden="true">{sign}</b>}
      </span>
      <span class="plan">
        {[state.text(cell.plan), state.text(cell.about)].filter((text) => text !== "").join("; ")}
      </span>
    </div>
  );
}

function Members({ state, own }: { readonly state: StatusState; readonly own: readonly StatusCustomer[] }) {
  const [shown, show] = useState(STEP);
  const left = own.length - shown;
  return (
    <tr>
      <td class="members" colSpan={state.data.offers.length + 1}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled list must be reachable */}
        <ul class="names" tabIndex={0} aria-label="Customers in this state">
          {own.slice(0, shown).map(({ id, name }) => (
            <li key={id}>
              {state.text(name)} ({state.text(id)}){" "}
            </li>
          ))}
        </ul>
        {left > 0 && (
          <button type="button" class="btn" onClick={() => show(shown + STEP)}>
            Show more ({left} left)
          </button>
        )}
      </td>
    </tr>
  );
}
