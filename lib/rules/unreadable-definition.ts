import { clauseAt } from "./clause-at.ts";
import type { ContextRule } from "./rule.ts";

/** LH069: every definition file can be read as a definition. */
export const unreadableDefinition: ContextRule = {
  code: "LH069",
  kind: "unreadable-definition",
  severity: "error",
  judges: "context",
  title: "Every definition file can be read as a definition",
  what: "A file in `offers/` or `customers/`, or `estate.ts`, cannot be loaded, or has a property that is missing, unknown or of a form that is not allowed.",
  harm: "The content of the file is not known. Its customer or offer would be ignored, and delegations would not be created or not be removed.",
  fix: "Correct the property that the finding names. `keeper schema` writes a JSON Schema with which editors check data files.",
  accept: "Never: a definition that cannot be read cannot be checked.",
  source: "This project's own: the properties of the definitions",
  *check({ unreadable }) {
    for (const { at, problem, received, allowed, fix } of unreadable) {
      yield { at, problem: clauseAt(at.path, problem), received, allowed, fix, facts: { problem } };
    }
  },
};
