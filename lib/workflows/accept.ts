import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  ACCEPTANCES_FOLDER,
  type AcceptanceRecord,
  acceptancePath,
} from "../acceptance/acceptance-record.ts";
import { encodeAcceptance } from "../acceptance/encode-acceptance.ts";
import { LONGEST_WORDS, parseAcceptance } from "../acceptance/parse-acceptance.ts";
import { line } from "../definitions/primitives.ts";
import { registerCustomer } from "../delegation/register.ts";
import { acceptanceOf, tooLarge } from "../documents/document-kind.ts";
import { digestOfFile, NAMED } from "../documents/read-file.ts";
import { readAcceptance } from "../estate/acceptance-files.ts";
import { findEstate } from "../estate/find-estate.ts";
import { writeFileAtomically } from "../estate/write-file.ts";
import { isDay } from "../gate/approval.ts";
import { type CheckResult, hasErrors } from "../rules/check.ts";
import { offersById } from "../rules/estate.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { checkedForSynthesis } from "./checked-estate.ts";
import type { World } from "./world.ts";

/** What to record. */
export interface AcceptRequest {
  /** The customer's id. */
  readonly customer: string;
  /** Who records it: one line. */
  readonly by: string;
  /** Where the customer's agreement is found: one line. */
  readonly reference: string;
  /** YYYY-MM-DD. @default - today */
  readonly on: string | undefined;
  /** File that shows the agreement, relative to the working folder; its digest is recorded. @default - none */
  readonly document: string | undefined;
}

/** A record that was written, or the findings that prevented it. */
export interface Accepted {
  readonly result: CheckResult;
  /** Undefined where definitions break rules: nothing was written then. */
  readonly written: AcceptanceRecord | undefined;
  /** The record before, which is replaced. @default - none */
  readonly replaced: AcceptanceRecord | undefined;
}

/**
 * Records that a customer accepts what its definitions delegate now. A file in the record's place that is no record is
 * not replaced.
 */
export function accept(request: AcceptRequest, world: World): Promise<Outcome<Accepted>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const words = yield* take(wordsOf(request, world));
    const { estate, result } = yield* take(await checkedForSynthesis(folders, [request.customer], world));
    if (hasErrors(result.findings)) return { result, written: undefined, replaced: undefined };
    const [customer] = estate.customers;
    if (customer === undefined) throw new Error("a selected customer was not read");
    const { id } = customer.value;
    const subscriptions = registerCustomer(customer.value, offersById(estate), estate.catalogue);
    if (subscriptions.every(({ registrations }) => registrations.length === 0))
      return yield* take(
        failure("bad-arguments", `nothing is delegated by ${id}`, "delegate something first"),
      );
    const replaced = yield* take(replaceable(folders.root, id));
    const text = encodeAcceptance(id, subscriptions, words);
    const written = parseAcceptance(text, id);
    if (!written.ok) throw new Error(`a record cannot be read again: line ${written.error.line}`);
    yield* take(writeRecord(folders.root, id, text));
    return { result, written: written.value, replaced };
  });
}

function wordsOf(
  { by, reference, on, document }: AcceptRequest,
  { today, folder }: World,
): Outcome<Pick<AcceptanceRecord, "recordedOn" | "recordedBy" | "reference" | "document">> {
  return attempt(function* () {
    const recordedBy = yield* take(oneLine("--by", by));
    const where = yield* take(oneLine("--reference", reference));
    const recordedOn = on ?? today;
    if (!isDay(recordedOn))
      return yield* take(
        failure("bad-arguments", `${JSON.stringify(recordedOn)} is not a day`, "pass --on as YYYY-MM-DD"),
      );
    if (recordedOn > today)
      return yield* take(
        failure("bad-arguments", `${recordedOn} is still to come`, `pass --on ${today} or an earlier day`),
      );
    if (document === undefined) return { recordedOn, recordedBy, reference: where };
    const attached = yield* take(attachedDocument(resolve(folder, document)));
    return { recordedOn, recordedBy, reference: where, document: attached };
  });
}

function oneLine(option: string, text: string): Outcome<string> {
  const read = line.safeParse(text);
  if (read.success && read.data.length <= LONGEST_WORDS) return success(read.data);
  const allowed = read.success
    ? `at most ${LONGEST_WORDS} characters`
    : (read.error.issues[0]?.message ?? "one line of text");
  return failure("bad-arguments", `${option} cannot be recorded`, `pass ${option}: ${allowed}`);
}

/** The name and digest of a document. Its bytes are not kept. */
function attachedDocument(path: string): Outcome<NonNullable<AcceptanceRecord["document"]>> {
  return attempt(function* () {
    const name = yield* take(oneLine("--document", basename(path)));
    const digest = digestOfFile(path, "agreement", NAMED);
    if (digest.ok) return { name, sha256: digest.value };
    const problem = `the document cannot be read: ${digest.error.reason}`;
    return yield* take(failure("unreadable-input", problem, "pass --document <file>"));
  });
}

/** The existing record of the customer. Fails where there is a file that is no record. */
function replaceable(root: string, customer: string): Outcome<AcceptanceRecord | undefined> {
  const read = readAcceptance(root, customer);
  if (read === undefined || read.ok) return success(read?.value);
  const { line: at, problem } = read.error;
  const file = acceptancePath(customer);
  return failure(
    "file-exists",
    `${file} is no record that keeper accept wrote: line ${at} ${problem}`,
    `restore or delete ${file}, and run keeper accept again`,
  );
}

function writeRecord(root: string, customer: string, text: string): Outcome<undefined> {
  const file = acceptancePath(customer);
  if (Buffer.byteLength(text) > acceptanceOf("acceptance").largest)
    return failure("bad-arguments", `${file} ${tooLarge("acceptance")}`, "delegate fewer scopes");
  try {
    mkdirSync(join(root, ACCEPTANCES_FOLDER), { recursive: true });
    writeFileAtomically(join(root, file), text);
    return success(undefined);
  } catch (error) {
    const fix = `make ${ACCEPTANCES_FOLDER}/ a folder that can be written to`;
    return failure("output-not-writable", `${file} cannot be written: ${reasonOf(error)}`, fix);
  }
}
