import type { TextProblem } from "../documents/decode-text.ts";
import type { Problem } from "../documents/problem.ts";
import type { UnreadableFile } from "../rules/estate.ts";
import type { RawProblem } from "./definition-files.ts";

/** A place inside a file that does not fit the kind of file. */
export function unreadablePart(
  file: string,
  { path, offset, problem, received, allowed, fix = `write ${allowed}` }: Problem & Partial<TextProblem>,
): UnreadableFile {
  return {
    at: { file, path, ...(offset === undefined ? {} : { offset }) },
    problem,
    received,
    allowed,
    fix,
  };
}

/** A file that gives no definition. */
export function unreadableFile(file: string, { problem, fix, offset, line }: RawProblem): UnreadableFile {
  return {
    at: {
      file,
      path: [],
      ...(offset === undefined ? {} : { offset }),
      ...(line === undefined ? {} : { line }),
    },
    problem: `the file ${problem}`,
    received: "the file",
    allowed: "one definition, as the default export or the whole data file",
    fix,
  };
}
