import { type FactChange, factName } from "../review/fact-changes.ts";

/** What facts are called beside paths: no folder of a repository can be meant by it. */
const FACTS_PREFIX = "facts:";

/** The part of a digest that says how a fact changes: `facts:tag/<customer>/<key>`, one for each fact. */
export function factsPart({ subject }: Pick<FactChange, "subject">): string {
  return FACTS_PREFIX + factName(subject);
}

/** Whether a part, or the path of tooling, is a fact. */
export function isFactsPart(path: string): boolean {
  return path.startsWith(FACTS_PREFIX);
}
