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
  return controlProblem(of, file, notYaml([], `cannot be read: ${reason}`));
}

/** The problem of a file that is not YAML. @param of the rule that reports it */
export function unparsedControlFile(
  of: ControlFileProblem["of"],
  file: string,
  [{ path, problem, offset }]: readonly [TextProblem],
): ControlFileProblem {
  const found = controlProblem(of, file, notYaml(path, problem));
  return offset === undefined ? found : { ...found, at: { ...found.at, offset } };
}

function notYaml(path: Problem["path"], problem: string): Problem {
  return {
    ...documentProblem("value-not-allowed", path, problem, "the file", "YAML of at most 256 KiB"),
    fix: "correct the YAML here",
  };
}
