import { ACCEPTANCES_FOLDER, acceptancePath } from "../acceptance/acceptance-record.ts";
import { parseAcceptance, type RecordRead } from "../acceptance/parse-acceptance.ts";
import { decodeText, reasonOfText } from "../documents/decode-text.ts";
import { acceptanceOf, type DocumentKind, tooLarge } from "../documents/document-kind.ts";
import type { PresentedAcceptances } from "../gate/acceptance-reasons.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, failed, success, take } from "../values/result.ts";
import type { ChangeCommits } from "./change-files.ts";
import type { GitRepository } from "./git.ts";
import type { SizedFile } from "./git-output.ts";
import { verifySignature } from "./verify-signature.ts";

/** Namespace of signatures on records (`ssh-keygen -n`): a signature for another purpose does not count. */
export const ACCEPTANCE_NAMESPACE = "lighthouse-keeper-acceptance";

/** Ending of the file with the keys of a customer, in the form of `allowed_signers`. */
const SIGNERS_ENDING = ".signers";

/** Most records of one change whose signatures are verified: each takes two runs of ssh-keygen. */
const MOST_SIGNED = 32;

/**
 * The records that count for these customers. The author of a change chooses what it contains, so base's records count.
 * A record of the change counts where base lists its signer's key for this customer. It must not be older than base's
 * record.
 */
export function presentedAcceptances(
  commits: ChangeCommits,
  customers: readonly string[],
  today: string,
): Outcome<PresentedAcceptances> {
  const { repository, base, head, root } = commits;
  // without a gain nothing has to be covered
  if (customers.length === 0) return success({ byCustomer: new Map() });
  return attempt(function* () {
    const folder = repository.pathOf(root, ACCEPTANCES_FOLDER);
    const old = filesByPath(yield* take(repository.filesIn(base, folder)));
    const now = filesByPath(yield* take(repository.filesIn(head, folder)));
    const pathOf = (customer: string) => repository.pathOf(root, acceptancePath(customer));
    const byCustomer = yield* take(recordsOf(repository, old, customers, pathOf));
    const signed = customers.filter((customer) => {
      const path = pathOf(customer);
      const [before, after] = [old.get(path), now.get(path)];
      return (
        after !== undefined && after.id !== before?.id && now.has(`${path}.sig`) && old.has(signersPath(path))
      );
    });
    // a record that base ever had was replaced or removed on purpose
    const former = signed.length === 0 ? new Set<string>() : yield* take(repository.everIn(base, folder));
    for (const customer of signed.slice(0, MOST_SIGNED)) {
      const path = pathOf(customer);
      const file = now.get(path);
      if (file === undefined || former.has(file.id)) continue;
      const files = [file, now.get(`${path}.sig`), old.get(signersPath(path))];
      const read = yield* take(signedRecord(repository, files, customer, today));
      const known = byCustomer.get(customer);
      const isOlder = read !== undefined && known?.ok === true && read.recordedOn < known.value.recordedOn;
      if (read !== undefined && !isOlder) byCustomer.set(customer, success(read));
    }
    return { byCustomer };
  });
}

/** Path of the keys of a customer, by the path of its record. */
export function signersPath(path: string): string {
  return path.replace(/\.yaml$/, SIGNERS_ENDING);
}

function filesByPath(files: readonly SizedFile[]): ReadonlyMap<string, SizedFile> {
  return new Map(files.map((file) => [file.path, file]));
}

function recordsOf(
  repository: GitRepository,
  files: ReadonlyMap<string, SizedFile>,
  customers: readonly string[],
  pathOf: (customer: string) => string,
): Outcome<Map<string, RecordRead>> {
  return attempt(function* () {
    const present = customers.flatMap((customer) => {
      const file = files.get(pathOf(customer));
      return file === undefined ? [] : [{ customer, file }];
    });
    const fitting = present.filter(({ file }) => fits(file, "acceptance"));
    const contents = yield* take(repository.contents(fitting.map(({ file }) => file)));
    const read = new Map<string, RecordRead>(present.map(({ customer }) => [customer, TOO_LARGE]));
    fitting.forEach(({ customer }, index) => {
      read.set(customer, recordIn(contents[index] ?? Buffer.alloc(0), customer));
    });
    return read;
  });
}

const TOO_LARGE: RecordRead = failed({ line: 1, problem: tooLarge("acceptance"), received: "the file" });

function fits({ size }: SizedFile, kind: DocumentKind): boolean {
  return size <= acceptanceOf(kind).largest;
}

function recordIn(bytes: Buffer, customer: string): RecordRead {
  const text = decodeText(bytes, "acceptance");
  if (text.ok) return parseAcceptance(text.value, customer);
  return failed({ line: 1, problem: `cannot be read: ${reasonOfText(text.error)}`, received: "the file" });
}

/** The record of a change whose signature counts; undefined where it does not. */
function signedRecord(
  repository: GitRepository,
  [record, signature, signers]: readonly (SizedFile | undefined)[],
  customer: string,
  today: string,
) {
  return attempt(function* () {
    if (record === undefined || signature === undefined || signers === undefined) return undefined;
    if (!(fits(record, "acceptance") && fits(signature, "signature") && fits(signers, "allowed-signers")))
      return undefined;
    const [message, sealed, keys] = yield* take(repository.contents([record, signature, signers]));
    if (message === undefined || sealed === undefined || keys === undefined) return undefined;
    const check = verifySignature(message, sealed, keys, today, ACCEPTANCE_NAMESPACE);
    if (check.kind === "unavailable") {
      const fix = "install OpenSSH's ssh-keygen where the gate runs";
      return yield* take(failure("unreadable-input", `signatures cannot be verified: ${check.why}`, fix));
    }
    const read = check.kind === "verified" ? recordIn(message, customer) : undefined;
    return read?.ok === true ? read.value : undefined;
  });
}
