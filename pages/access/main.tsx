import { render } from "preact";
import type { AccessPageData } from "../../lib/report/access/access-data.ts";
import { Grants } from "./grants.tsx";
import { Reach } from "./reach.tsx";
import { AccessState } from "./state.ts";

/*
 * The program of the access page: the reach of one principal, and the table of all grants.
 */

const state = new AccessState(JSON.parse(part("data").textContent ?? "") as AccessPageData);

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

let drawn: number | undefined;

function draw(): void {
  const { principal } = state.choice;
  // a search of grants leaves the reach as it is
  if (state.data.reaches.length > 0 && drawn !== principal) render(<Reach state={state} />, part("reach"));
  drawn = principal;
  render(<Grants state={state} />, part("table"));
  for (const row of principalRows())
    row.classList.toggle("chosen", Number(row.dataset["principal"]) === state.choice.principal);
}

function principalRows(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("tr[data-principal]")];
}

/** Names of principals become buttons that show their reach. */
function addButtons(): void {
  for (const row of principalRows()) {
    const name = row.querySelector(".name");
    if (name === null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name.textContent;
    button.addEventListener("click", () => {
      state.choose({ principal: Number(row.dataset["principal"]) });
      const heading = part("reach-title");
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "start" });
    });
    name.replaceChildren(button);
  }
}

if (state.data.reaches.length > 0) {
  part("reach").hidden = false;
  addButtons();
}
state.listen(draw);
draw();
