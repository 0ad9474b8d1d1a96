import type { PageCell, PageMatrix, PageRow } from "../../lib/report/page/page-data.ts";
import type { FoundCustomer, ReviewState } from "./state.ts";

/** Who can do what at one customer, before and after; the riskiest customer where none is chosen. */
export function Matrix({ state }: { readonly state: ReviewState }) {
  const { data, choice } = state;
  const index = choice.customer ?? state.matching()[0];
  const customer = state.customer(index);
  const matrix = customer && data.matrices[customer.matrix];
  if (index === undefined || customer === undefined || matrix === undefined)
    return (
      <div class="head">
        <h2 id="access">Who can do what, before → after</h2>
        <p class="soft">No changed customer is found.</p>
      </div>
    );
  return (
    <>
      <div class="head">
        <h2 id="access" tabIndex={-1}>
          Who can do what at {state.text(customer.called)}
        </h2>
        <p class="soft small">
          {state.text(customer.title)}
          {state.text(customer.about) === "" ? "" : `; ${state.text(customer.about)}`}
        </p>
        {choice.customer !== undefined && (
          <button
            type="button"
            class="btn end"
            onClick={() => {
              state.choose({ customer: undefined, cell: undefined });
              document.getElementById("search")?.focus();
            }}
          >
            Show all changes
          </button>
        )}
      </div>
      {customer.scopes.map((scope, at) => (
        <Scope key={scope} state={state} {...{ customer, matrix, index }} scope={at} />
      ))}
      <SameAccess state={state} index={index} customer={customer} />
    </>
  );
}

interface ScopeProperties {
  readonly state: ReviewState;
  readonly customer: FoundCustomer;
  readonly index: number;
  readonly matrix: PageMatrix;
  readonly scope: number;
}

function Scope({ state, customer, matrix, scope, index }: ScopeProperties) {
  const where = state.text(customer.scopes[scope] ?? -1);
  const rows = matrix.rows.flatMap((row, at) => (row.scope === scope ? [{ row, at }] : []));
  return (
    <>
      <p class="where">{where}</p>
      {/* wide tables scroll, by keyboard too */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable */}
      <section class="scroll" tabIndex={0} aria-label={`Access on ${where}`}>
        <table class="matrix">
          <caption class="vh">{where}</caption>
          <thead>
            <tr>
              <th scope="col">Who and roles</th>
              {matrix.columns.map((column) => (
                <th key={column} scope="col">
                  {state.text(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, at }) => (
              <Row key={at} state={state} index={index} row={row} at={at} columns={matrix.columns} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface RowProperties {
  readonly state: ReviewState;
  readonly index: number;
  readonly row: PageRow;
  readonly at: number;
  readonly columns: readonly number[];
}

function Row({ state, index, row, at, columns }: RowProperties) {
  const { cell } = state.choice;
  const opened = cell?.[0] === at ? row.cells[cell[1]] : undefined;
  return (
    <>
      <tr class={row.isChanged ? "is-changed" : "is-same"}>
        <th scope="row">
          {state.text(row.who)}
          <small>{state.text(row.roles)}</small>
        </th>
        {row.cells.map((each, column) => (
          <Cell
            key={columns[column]}
            state={state}
            cell={each}
            isOpen={cell?.[0] === at && cell[1] === column}
            toggle={(isOpen) => state.choose({ customer: index, cell: isOpen ? undefined : [at, column] })}
          />
        ))}
      </tr>
      {opened !== undefined && cell !== undefined && (
        <tr>
          <td class="opened" colSpan={columns.length + 1}>
            <b>{state.text(columns[cell[1]] ?? -1)}</b>
            <ul>
              {opened.gains.map((text) => (
                <li key={text} class="gain">
                  + can now {state.text(text)}
                </li>
              ))}
              {opened.losses.map((text) => (
                <li key={text} class="loss">
                  − can no longer {state.text(text)}
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

interface CellProperties {
  readonly state: ReviewState;
  readonly cell: PageCell;
  readonly isOpen: boolean;
  readonly toggle: (isOpen: boolean) => void;
}

const SIGN_CLASSES = { "": "same", "+": "more", "-": "less", "±": "both" } as const;

function Cell({ state, cell, isOpen, toggle }: CellProperties) {
  const [before, after] = [state.text(cell.before), state.text(cell.after)];
  if (cell.sign === "") return <td class="soft">{after === "none" ? <NoPower /> : after}</td>;
  const uses = before === after ? after : `${before} → ${after}`;
  return (
    <td class={`changed ${SIGN_CLASSES[cell.sign]} s-${state.text(cell.severity)}`}>
      <button type="button" aria-expanded={isOpen} onClick={() => toggle(isOpen)}>
        <b>{counts(cell)}</b> {uses}
        <small>{state.text(cell.severity)}</small>
      </button>
    </td>
  );
}

function NoPower() {
  return (
    <>
      <span aria-hidden="true">·</span>
      <span class="vh">none</span>
    </>
  );
}

/** Numbers of powers gained and lost, signed. */
function counts({ gains, losses }: PageCell): string {
  return [gains.length > 0 ? `+${gains.length}` : "", losses.length > 0 ? `−${losses.length}` : ""]
    .join(" ")
    .trim();
}

/** Others that are named one by one. */
const MOST_OTHERS = 20;

function SameAccess({
  state,
  index,
  customer,
}: {
  readonly state: ReviewState;
  readonly index: number;
  readonly customer: FoundCustomer;
}) {
  const { changes, customers } = state.data;
  const others = customers.flatMap(([change], at) =>
    at !== index && changes[change]?.matrix === customer.matrix ? [at] : [],
  );
  if (others.length === 0) return null;
  return (
    <details class="others">
      <summary>
        {others.length} other customer{others.length === 1 ? " has" : "s have"} the same access before and
        after
      </summary>
      <ul class="names">
        {others.slice(0, MOST_OTHERS).map((at) => (
          <li key={at}>
            <button type="button" class="btn" onClick={() => state.choose({ customer: at, cell: undefined })}>
              {state.text(customers[at]?.[2] ?? -1)}
            </button>
          </li>
        ))}
        {others.length > MOST_OTHERS && <li>and {others.length - MOST_OTHERS} more</li>}
      </ul>
    </details>
  );
}
