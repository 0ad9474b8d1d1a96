import type { TextProblem } from "../documents/decode-text.ts";
import { documentProblem, type Problem } from "../documents/problem.ts";
import type { FileProblem } from "../documents/read-file.ts";
import { clauseAt } from "../rules/clause-at.ts";
import type { ControlFileProblem } from "../rules/estate.ts";

/** The problem of a place in a file that is not a definition. @param of the rule that reports it */
export function controlProblem(
  of: ControlFileProblem["of"],
  file: string,
  { path, problem, received, allowed, fix = `write ${allowed}` }: Problem,
): ControlFileProblem {
  const clause = path.length === 0 ? `the file ${problem}` : clauseAt(path, problem);
  return { of, at: { file, path }, problem: clause, received, allowed, fix, facts: { problem } };
}

/** The problem of a file that cannot be read. @param of the rule that reports it */
export function unreadableControlFile(
  of: ControlFileProblem["of"],
  file: string,
  { reason, content }: FileProblem,
): ControlFileProblem {
  if (content !== undefined) return unparsedControlFile(of, file, content);
  const problem = documentProblem("value-not-allowed", [], `cannot be read: ${reason}`, "the file", ALLOWED);
  return controlProblem(of, file, { ...problem, fix: "make it a file that can be read, or remove it" });
}

/** The problem of a file that is not YAML. @param of the rule that reports it */
export function unparsedControlFile(
  of: ControlFileProblem["of"],
  file: string,
  [{ offset, ...problem }]: readonly [TextProblem],
): ControlFileProblem {
  const allowed = problem.kind === "duplicate" ? problem.allowed : ALLOWED;
  const found = controlProblem(of, file, { ...problem, allowed, fix: fixOf(problem) });
  return offset === undefined ? found : { ...found, at: { ...found.at, offset } };
}

const ALLOWED = "YAML 1.2 in UTF-8, at most 256 KiB";

/** What to do about a text that is not YAML of ours. Some problems end in it. */
function fixOf({ kind, path, problem }: TextProblem): string {
  const [, advice] = /: ((?:save it as|remove) .+)$/.exec(problem) ?? [];
  if (advice !== undefined) return advice;
  if (kind === "duplicate") return `remove one of the two entries ${JSON.stringify(path.at(-1))}`;
  if (kind === "document-too-large") return "make the file smaller";
  return path.length === 0 ? "correct the YAML here" : "choose another name or text";
}
