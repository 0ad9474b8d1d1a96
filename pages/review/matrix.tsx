import type { PageCell, PageMatrix, PagePower, PageRow } from "../../lib/report/page/page-data.ts";
import type { FoundCustomer, ReviewState } from "./state.ts";
import { Use, UseLegend } from "./use-mark.tsx";

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
        <UseLegend />
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
      <SameAccess state={state} index={index} />
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
  const columns = matrix.columns.map((name, at) => ({ name, at }));
  const isUsed = ({ at }: { readonly at: number }) =>
    rows.some(({ row }) => row.cells[at] !== undefined && hasPower(state, row.cells[at]));
  const shown = columns.filter(isUsed);
  const empty = columns.filter((column) => !isUsed(column)).map(({ name }) => state.text(name));
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
              {shown.map(({ name }) => (
                <th key={name} scope="col">
                  {state.text(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, at }) => (
              <Row key={at} state={state} index={index} row={row} at={at} columns={shown} />
            ))}
          </tbody>
        </table>
      </section>
      {empty.length > 0 && (
        <p class="soft small none">Nobody has powers of these kinds there: {empty.join(", ")}.</p>
      )}
    </>
  );
}

interface RowProperties {
  readonly state: ReviewState;
  readonly index: number;
  readonly row: PageRow;
  readonly at: number;
  readonly columns: readonly Column[];
}

/** A column that is shown, by its name and its place among all. */
interface Column {
  readonly name: number;
  readonly at: number;
}

function Row({ state, index, row, at, columns }: RowProperties) {
  const { cell } = state.choice;
  const worst = row.cells.findIndex((each) => each.sign === "+" && state.text(each.severity) === "critical");
  const opened = cell?.[0] === at ? row.cells[cell[1]] : undefined;
  return (
    <>
      <tr class={row.isChanged ? "is-changed" : "is-same"}>
        <th scope="row">
          {state.text(row.who)}
          <small>{state.text(row.roles)}</small>
        </th>
        {columns.flatMap(({ name, at: column }) => {
          const each = row.cells[column];
          if (each === undefined) return [];
          return (
            <Cell
              key={name}
              state={state}
              cell={each}
              isWorst={column === worst}
              isOpen={cell?.[0] === at && cell[1] === column}
              toggle={(isOpen) => state.choose({ customer: index, cell: isOpen ? undefined : [at, column] })}
            />
          );
        })}
      </tr>
      {opened !== undefined && cell !== undefined && (
        <tr>
          <td class="opened" colSpan={columns.length + 1}>
            <b>{state.text(columns.find((column) => column.at === cell[1])?.name ?? -1)}</b>
            <ul>
              {opened.gains.map((power) => (
                <Power key={power[0]} state={state} power={power} class="gain" lead="+ can now" />
              ))}
              {opened.losses.map((power) => (
                <Power key={power[0]} state={state} power={power} class="loss" lead="− can no longer" />
              ))}
            </ul>
            <p class="soft small">
              {state.text(state.customer(index)?.about ?? -1)}; {othersText(state, index)}
            </p>
          </td>
        </tr>
      )}
    </>
  );
}

interface PowerProperties {
  readonly state: ReviewState;
  readonly power: PagePower;
  readonly class: string;
  readonly lead: string;
}

/** A power in words, with the operations that decide it. */
function Power({ state, power: [text, operations], class: name, lead }: PowerProperties) {
  return (
    <li class={name}>
      {lead} {state.text(text)} <code>{state.text(operations)}</code>
    </li>
  );
}

interface CellProperties {
  readonly state: ReviewState;
  readonly cell: PageCell;
  readonly isWorst: boolean;
  readonly isOpen: boolean;
  readonly toggle: (isOpen: boolean) => void;
}

/** Bars of each severity. */
const BARS: Readonly<Record<string, number>> = { critical: 4, high: 3, medium: 2, low: 1 };

const SIGN_CLASSES = { "": "same", "+": "more", "-": "less", "±": "both" } as const;

function Cell({ state, cell, isWorst, isOpen, toggle }: CellProperties) {
  const [before, after] = [state.text(cell.before), state.text(cell.after)];
  if (cell.sign === "")
    return <td class="soft">{after === "none" ? <NoPower /> : <Use word={after} isQuiet={true} />}</td>;
  const severity = state.text(cell.severity);
  return (
    <td class={`changed ${SIGN_CLASSES[cell.sign]} s-${severity}${isWorst ? " worst" : ""}`}>
      <button type="button" aria-expanded={isOpen} onClick={() => toggle(isOpen)}>
        <b>{counts(cell)}</b> <span class={`bars b${BARS[severity] ?? 1}`} aria-hidden="true" />
        <small>
          {before !== after && (
            <>
              <Use word={before} /> →{" "}
            </>
          )}
          <Use word={after} />
        </small>{" "}
        <span class="vh">{severity}</span>
      </button>
    </td>
  );
}

/** Whether a cell says more than that there is no power, before or after. */
function hasPower(state: ReviewState, { sign, after }: PageCell): boolean {
  return sign !== "" || state.text(after) !== "none";
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

/** Customers with the same access before and after. */
function othersOf(state: ReviewState, index: number): readonly number[] {
  const { changes, customers } = state.data;
  const matrix = state.customer(index)?.matrix;
  return customers.flatMap(([change], at) =>
    at !== index && changes[change]?.matrix === matrix ? [at] : [],
  );
}

function othersText(state: ReviewState, index: number): string {
  const { length } = othersOf(state, index);
  if (length === 0) return "no other customer has the same access before and after";
  return `${length} other customer${length === 1 ? " has" : "s have"} the same access before and after`;
}

/** Others that are named one by one. */
const MOST_OTHERS = 20;

function SameAccess({ state, index }: { readonly state: ReviewState; readonly index: number }) {
  const { customers } = state.data;
  const others = othersOf(state, index);
  if (others.length === 0) return null;
  return (
    <details class="others">
      <summary>{othersText(state, index)}</summary>
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
