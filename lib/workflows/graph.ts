import { findEstate } from "../estate/find-estate.ts";
import { readEstate } from "../estate/read-estate.ts";
import { type EstateGraph, estateGraph } from "../graph/estate-graph.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import type { World } from "./world.ts";

/** A graph, and the files that are missing in it because they cannot be read. */
export interface GraphResult {
  readonly graph: EstateGraph;
  readonly unreadableFiles: readonly string[];
}

/** Reads the definitions around the working folder as a graph. Broken definitions are named, and the rest goes on. */
export function graphOfEstate({ folder, progress }: World): Promise<Outcome<GraphResult>> {
  return attemptAsync(async function* () {
    const { root } = yield* take(findEstate(folder, undefined));
    const estate = yield* take(
      await readEstate({ root, records: root }, "complete", false, (done, of) =>
        progress("reading-customers", done, of),
      ),
    );
    const customers = estate.customers.map(({ value }) => value);
    const offers = estate.offers.map(({ value }) => value);
    return {
      graph: estateGraph(customers, offers),
      unreadableFiles: [...new Set(estate.unreadable.map(({ at }) => at.file))].sort(),
    };
  });
}
