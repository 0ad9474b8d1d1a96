import type { Located } from "./estate.ts";
import type { Breach } from "./finding.ts";
import type { ContextRule } from "./rule.ts";

/** LH061: an id names one definition. */
export const idDefinedTwice: ContextRule = {
  code: "LH061",
  kind: "id-defined-twice",
  severity: "error",
  judges: "context",
  title: "Every offer and every customer has an id of its own",
  what: "Two files in `offers/`, or two files in `customers/`, define one id.",
  harm: "The id is part of stack names, states, Terraform addresses and GUIDs. Of two offers it is not clear which one a customer gets, and of two customers one stack would replace the other and remove its delegations.",
  fix: "Remove the file that is not wanted, or give it an id of its own.",
  accept: "Never: an id names one definition.",
  source: "This project's own: offers and customers are known by their ids",
  *check({ offers, customers }) {
    yield* definedTwice("offer", offers);
    yield* definedTwice("customer", customers);
  },
};

function* definedTwice(
  what: "offer" | "customer",
  definitions: readonly Located<{ readonly id: string }>[],
): Iterable<Breach> {
  const firsts = new Map<string, string>();
  for (const { value, file } of definitions) {
    const first = firsts.get(value.id);
    if (first === undefined) {
      firsts.set(value.id, file);
      continue;
    }
    yield {
      at: { file, path: ["id"] },
      problem: `${first} defines the ${what} ${value.id} already`,
      received: value.id,
      allowed: `an id that no other ${what} has`,
      fix: `remove one of the two files, or give this ${what} an id of its own`,
      facts: { definition: what, id: value.id, first },
    };
  }
}
