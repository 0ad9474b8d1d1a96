import type { Path } from "../values/path.ts";
import type { Result } from "../values/result.ts";

/** Why a value could not be read as a definition. An expected failure, therefore a value. */
export interface Problem {
  /** Where, from the definition's root. */
  readonly path: Path;
  /** What is wrong, as a clause: "is missing". */
  readonly problem: string;
  /** The value received, shortened, or "nothing". */
  readonly received: string;
  /** What would have been accepted. */
  readonly allowed: string;
  readonly fix?: string;
}

/** A value that was read, or every reason why it could not be. */
export type Parsed<T> = Result<T, readonly Problem[]>;

const LONGEST_SHOWN = 80;

/** A value as an error message shows it: JSON on one line, cut at 80 characters. */
export function showValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value === "bigint") return `${value}n`;
  const text = stringify(value);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text;
}

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "nothing";
  } catch {
    // a definition can hold a cycle or a bigint; the message must come out all the same
    return "a value that cannot be shown";
  }
}
