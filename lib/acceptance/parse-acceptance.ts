import { parseScopeId } from "../delegation/scope.ts";
import { unquotedText } from "../documents/quoted-text.ts";
import { LOWER_CASE_GUID_PATTERN } from "../values/guid.ts";
import { failed, type Result, success } from "../values/result.ts";
import type { AcceptanceRecord, AcceptedAuthorization, AcceptedDelegation } from "./acceptance-record.ts";
import { parseAuthorizationLine } from "./authorization-line.ts";

/** A record that cannot be read. Names the first line that differs from what `keeper accept` writes. */
export interface RecordProblem {
  /** From 1. */
  readonly line: number;
  /** The problem, as a clause whose subject is the line. */
  readonly problem: string;
  readonly received: string;
}

/** Result of reading a record. */
export type RecordRead = Result<AcceptanceRecord, RecordProblem>;

/** Longest word of a person or reference, in characters. */
export const LONGEST_WORDS = 500;

/** Raised inside this file alone, and turned into a problem. */
class Mismatch {
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}

/**
 * Reads a record in the lines that `keeper accept` writes, in linear time. Any other line is a problem, so there is one
 * way to read a record. Lines of comments are skipped.
 *
 * @param customer the id by the file's name, which the record must name too
 */
export function parseAcceptance(text: string, customer: string): RecordRead {
  const lines = new Lines(text);
  try {
    return success(recordOf(lines, customer));
  } catch (error) {
    if (error instanceof Mismatch)
      return failed({ line: lines.number, problem: error.problem, received: lines.current });
    throw error;
  }
}

/** The lines of a text without comments, one after the other. */
class Lines {
  readonly #lines: readonly string[];
  #at = 0;

  constructor(text: string) {
    // git may have given a checkout the line ends of Windows
    this.#lines = text.split(/\r?\n/);
    this.#skip();
  }

  /** Number of the current line, from 1. */
  get number(): number {
    return this.#at + 1;
  }

  get current(): string {
    return this.#lines[this.#at] ?? "";
  }

  get isEnd(): boolean {
    return this.#at === this.#lines.length - 1 && this.current === "";
  }

  starts(prefix: string): boolean {
    return this.current.startsWith(prefix);
  }

  /** The rest of the current line after a prefix. */
  after(prefix: string): string {
    if (!this.starts(prefix)) throw new Mismatch(`does not begin with ${JSON.stringify(prefix)}`);
    return this.current.slice(prefix.length);
  }

  next(): void {
    this.#at += 1;
    this.#skip();
  }

  #skip(): void {
    while (/^ *#/.test(this.current)) this.#at += 1;
  }
}

/** Reads one line: its prefix, then the value. `read` gives undefined for a value that is not allowed. */
function take<T>(lines: Lines, prefix: string, read: (rest: string) => T | undefined, allowed: string): T {
  const value = read(lines.after(prefix));
  if (value === undefined) throw new Mismatch(`does not hold ${allowed}`);
  lines.next();
  return value;
}

const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const PLAN = /^[a-z][a-z0-9-]{1,49}\/[a-z0-9][a-z0-9_-]{0,49}@\d{1,9}\.\d{1,9}\.\d{1,9}$/;

/** One line of words, without controls and marks that hide or turn text. */
function words(text: string): string | undefined {
  const read = unquotedText(text);
  const isPlain = read !== undefined && !/[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/u.test(read);
  return isPlain && read.trim() !== "" && read.length <= LONGEST_WORDS ? read : undefined;
}

function aDay(text: string): string | undefined {
  if (!DAY.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

function recordOf(lines: Lines, customer: string): AcceptanceRecord {
  take(lines, "version: ", matching(/^1$/), "1, the version of records that this keeper knows");
  take(
    lines,
    "customer: ",
    (id) => (id === customer ? id : undefined),
    `the customer of its file, ${customer}`,
  );
  const recordedOn = take(lines, "recordedOn: ", aDay, "a day as YYYY-MM-DD");
  const recordedBy = take(lines, "recordedBy: ", words, "one line of text in double quotes");
  const reference = take(lines, "reference: ", words, "one line of text in double quotes");
  const document = lines.starts("document: ")
    ? {
        name: take(lines, "document: ", words, "a file name in double quotes"),
        sha256: take(lines, "documentSha256: ", matching(SHA256), "64 hexadecimal digits"),
      }
    : undefined;
  take(lines, "delegations:", matching(/^$/), "nothing more");
  const delegations: AcceptedDelegation[] = [];
  while (!lines.isEnd) delegations.push(delegationOf(lines));
  if (delegations.length === 0) throw new Mismatch("ends the record without a delegation");
  return {
    customer,
    recordedOn,
    recordedBy,
    reference,
    ...(document === undefined ? {} : { document }),
    delegations,
  };
}

function delegationOf(lines: Lines): AcceptedDelegation {
  const plan = take(lines, "  - plan: ", matching(PLAN), "offer/plan@n.n.n");
  const managingTenantId = take(
    lines,
    "    managingTenant: ",
    matching(LOWER_CASE_GUID_PATTERN),
    "a GUID in lower case",
  );
  take(lines, "    scopes:", matching(/^$/), "nothing more");
  const scopes = entries(lines, (text) => (parseScopeId(text) === undefined ? undefined : text), "a scope");
  take(lines, "    authorizations:", matching(/^$/), "nothing more");
  const authorizations: AcceptedAuthorization[] = entries(
    lines,
    parseAuthorizationLine,
    "an authorization with its ids in order",
  );
  return { plan, managingTenantId, scopes, authorizations };
}

/** At least one entry of a list. */
function entries<T>(lines: Lines, read: (text: string) => T | undefined, allowed: string): T[] {
  const all = [take(lines, "      - ", read, allowed)];
  while (lines.starts("      - ")) all.push(take(lines, "      - ", read, allowed));
  return all;
}
