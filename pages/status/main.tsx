import { render } from "preact";
import type { StatusPageData } from "../../lib/report/status/status-data.ts";
import { EstateMap } from "./map.tsx";
import { StatusState } from "./state.ts";
import { Strip } from "./strip.tsx";

/*
 * The program of the status page: the strip of all customers, and the map of customers and offers.
 */

const state = new StatusState(JSON.parse(part("data").textContent ?? "") as StatusPageData);

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
}

let drawn: string | undefined;

function draw(): void {
  const { kind = "" } = state.choice;
  // a search leaves the strip as it is
  if (drawn !== kind) render(<Strip state={state} />, part("strip"));
  drawn = kind;
  render(<EstateMap state={state} />, part("map"));
}

part("strip").hidden = state.data.customers.length === 0;
state.listen(draw);
draw();
