import type { TakenBack } from "../../gate/removed-records.ts";
import { listed } from "../../values/listed.ts";
import { TAKEN_BACK_WORDS } from "../gate-wording.ts";

/** Most customers that a note names. */
const MOST_CUSTOMERS = 5;

/** Notes on what a change takes back of the record of versions, one line each. */
export function recordNotes(takenBack: readonly TakenBack[]): string[] {
  return takenBack.map(({ how, source, customers }) => {
    const had =
      customers.length === 0 ? ", which no customer has" : ` (of ${listed(customers, MOST_CUSTOMERS)})`;
    return `taken back of the record of versions: ${source}${had}: ${TAKEN_BACK_WORDS[how]}`;
  });
}
