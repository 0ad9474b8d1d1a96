import { useState } from "preact/hooks";
import type { PrincipalReachData } from "../../lib/report/access/access-data.ts";
import { Breakable } from "../shared/breakable.tsx";
import { Level } from "./level.tsx";
import { Picture } from "./picture.tsx";
import type { AccessState } from "./state.ts";

/** What a stolen credential of one principal reaches: a picture, then a table with the same facts. */
export function Reach({ state }: { readonly state: AccessState }) {
  const { data, choice } = state;
  const reach = data.reaches[choice.principal];
  if (reach === undefined) return null;
  return (
    <>
      <div class="head">
        <h2 id="reach-title" tabIndex={-1}>
          What a stolen credential reaches
        </h2>
        <label class="small end" for="principal">
          Principal
        </label>
        <select
          id="principal"
          value={choice.principal}
          onChange={(event) => state.choose({ principal: Number(event.currentTarget.value) })}
        >
          {data.reaches.map((_, at) => (
            <option key={data.principals[at]?.id} value={at}>
              {state.text(data.principals[at]?.name ?? -1)}
            </option>
          ))}
        </select>
      </div>
      <p class="body" role="status">
        {state.text(reach.verdict)}.
      </p>
      <Picture key={choice.principal} state={state} reach={reach} />
      <Powers key={`powers of ${choice.principal}`} state={state} reach={reach} />
    </>
  );
}

/** Powers that the table shows before it is asked for all. */
const FIRST = 10;

function Powers({ state, reach }: { readonly state: AccessState; readonly reach: PrincipalReachData }) {
  const [isWhole, showWhole] = useState(false);
  const shown = isWhole ? reach.powers : reach.powers.slice(0, FIRST);
  const left = reach.powers.length - shown.length;
  return (
    <>
      {/* wide tables scroll, by keyboard too */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable */}
      <section class="scroll" tabIndex={0} aria-label="Blast radius">
        <table id="powers" class="cards">
          <caption class="vh">Blast radius, power by power, worst first</caption>
          <thead>
            <tr>
              {["Can", "Severity", "Customers", "When", "By", "Decided by"].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((power) => (
              <tr key={`${power.can} ${power.use}`}>
                <th scope="row">{state.text(power.can)}</th>
                <td data-label="Severity">
                  <Level severity={power.severity} />
                </td>
                <td data-label="Customers">
                  <Share part={power.customers} of={state.data.total} isNear={power.isNear} />
                  {power.customers} of {state.data.total}
                </td>
                <td data-label="When">{state.text(power.use)}</td>
                <td data-label="By">{state.text(power.by)}</td>
                <td data-label="Decided by" class="mono">
                  <Breakable text={state.text(power.operations) || "what a known way reaches"} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {left > 0 && (
        <p class="bar">
          <button id="all-powers" type="button" class="btn" onClick={() => showWhole(true)}>
            Show all powers ({left} less dangerous ones left)
          </button>
        </p>
      )}
      <ul class="body">
        {reach.notes.map((note) => (
          <li key={note} class="soft">
            {state.text(note)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** A bar of how many customers; striped marks would need a style, so a farther one has another colour and the word. */
function Share({
  part,
  of,
  isNear,
}: {
  readonly part: number;
  readonly of: number;
  readonly isNear: boolean;
}) {
  return (
    <svg class={isNear ? "share" : "share far"} viewBox="0 0 72 10" aria-hidden="true">
      <rect class="all" x="0.5" y="0.5" width="71" height="9" />
      <rect class="part" width={Math.max(2, (72 * part) / Math.max(1, of))} height="10" />
    </svg>
  );
}
