import type { Path } from "../values/path.ts";
import type { ContextRule } from "./rule.ts";

/** LH069: a definition file holds a definition. */
export const unreadableDefinition: ContextRule = {
  code: "LH069",
  kind: "unreadable-definition",
  severity: "error",
  judges: "context",
  title: "Every definition file can be read as a definition",
  what: "A file in `offers/` or `customers/`, or `estate.ts`, cannot be loaded, or has a property that is missing, unknown or of another form than its definition asks for.",
  harm: "What the file says is not known. Without it a customer or an offer would be left out, and its delegations would not be made or not be removed.",
  fix: "Correct what the finding names; `keeper schema` writes a JSON Schema that an editor can check data files by.",
  accept: "Never: a definition that cannot be read cannot be judged.",
  source: "This project's own: the properties of the definitions",
  *check({ unreadable }) {
    for (const { at, problem, received, allowed, fix } of unreadable) {
      yield { at, problem: clause(at.path, problem), received, allowed, fix, facts: { problem } };
    }
  },
};

function clause(path: Path, problem: string): string {
  const last = path.at(-1);
  if (last === undefined) return problem;
  return typeof last === "number" ? `entry ${last + 1} ${problem}` : `${last} ${problem}`;
}
