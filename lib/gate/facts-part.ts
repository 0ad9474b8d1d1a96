import { type FactChange, factName } from "../review/fact-changes.ts";

/** Prefix of facts beside paths. No folder of a repository can have this name. */
const FACTS_PREFIX = "facts:";

/** The digest part of a changed fact: `facts:tag/<customer>/<key>`. One for each fact. */
export function factsPart({ subject }: Pick<FactChange, "subject">): string {
  return FACTS_PREFIX + factName(subject);
}

/** Whether a part, or the path of tooling, is a fact. */
export function isFactsPart(path: string): boolean {
  return path.startsWith(FACTS_PREFIX);
}
