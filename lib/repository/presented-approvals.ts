import { decodeText, reasonOfText } from "../documents/decode-text.ts";
import { acceptanceOf, tooLarge } from "../documents/document-kind.ts";
import type { PresentedApproval } from "../gate/approval.ts";
import { APPROVALS_FOLDER } from "../gate/approval-file.ts";
import { readOwnApprovalForm } from "../gate/own-approval-form.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, failed, mapResult, success, take } from "../values/result.ts";
import { SIGNERS_FILE } from "./allowed-signers.ts";
import { type ChangeCommits, parseCommitted } from "./change-files.ts";
import type { SizedFile } from "./git-output.ts";
import { verifySignature } from "./verify-signature.ts";

/** Names of approval files. Other files in the folder, such as signatures and a README, are ignored. */
const APPROVAL_NAME = /\.ya?ml$/i;

/** Suffix that ssh-keygen appends to the name of the signed file. */
const SIGNATURE_ENDING = ".sig";

const UNSIGNED: PresentedApproval["signature"] = { kind: "none" };

/** Whether base has an `allowed_signers` file. */
export function hasSigners(commits: ChangeCommits): Outcome<boolean> {
  return mapResult(signersOf(commits), (signers) => signers !== undefined);
}

/** What reading approvals needs beside the commits. */
export interface ApprovalReading {
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Whether a file without signature can count. */
  readonly readUnsigned: boolean;
}

/**
 * Approval files of the change, each with its signature verified against base's `allowed_signers`. The author of the
 * change chooses their content. Some files are therefore not read: those that base ever had, those that are too large
 * or too many. Neither are files that cannot count because they have no signature.
 */
export function presentedApprovals(
  commits: ChangeCommits,
  reading: ApprovalReading,
): Promise<Outcome<PresentedApproval[]>> {
  const { repository, base, head, root } = commits;
  return attemptAsync(async function* () {
    const folder = repository.pathOf(root, APPROVALS_FOLDER);
    // approvals anywhere in base's history, deleted ones included, were for other changes
    const known = yield* take(repository.everIn(base, folder));
    const listed = yield* take(repository.filesIn(head, folder));
    const files = new Map(listed.map((each) => [each.path, each]));
    const signers = yield* take(signersOf(commits));
    const budget = { files: MOST_FILES, bytes: MOST_BYTES };
    const approvals: PresentedApproval[] = [];
    for (const file of listed.filter(({ path }) => APPROVAL_NAME.test(path))) {
      const signature = files.get(file.path + SIGNATURE_ENDING);
      const canCount = signature !== undefined || reading.readUnsigned;
      const ignored = ignoredApproval(file, { isKnown: known.has(file.id), canCount, budget });
      const at = { commits, signers, signature };
      approvals.push(ignored ?? (yield* take(await readPresented(file, at, reading.today))));
    }
    return approvals;
  });
}

/** Limit of approval files to read for a change. Each signature takes two runs of ssh-keygen. */
const MOST_FILES = 32;

/** Most bytes of them together. */
const MOST_BYTES = 2 * acceptanceOf("own-approval").largest;

/** What is left to be read. */
interface ReadingBudget {
  files: number;
  bytes: number;
}

/** A file that is not read, for any reason. Undefined where it is to be read; it then counts against the budget. */
function ignoredApproval(
  { path, size }: SizedFile,
  {
    isKnown,
    canCount,
    budget,
  }: { readonly isKnown: boolean; readonly canCount: boolean; readonly budget: ReadingBudget },
): PresentedApproval | undefined {
  const unread = { path, document: undefined, onBase: isKnown, signature: UNSIGNED };
  if (isKnown || !canCount) return unread;
  if (size > acceptanceOf("own-approval").largest) return { ...unread, unread: "too-large" };
  if (budget.files < 1 || size > budget.bytes) return { ...unread, unread: "too-many" };
  budget.files -= 1;
  budget.bytes -= size;
  return undefined;
}

interface ReadingPlace {
  readonly commits: ChangeCommits;
  readonly signers: Buffer | undefined;
  /** The file with its signature. */
  readonly signature: SizedFile | undefined;
}

function readPresented(
  { path }: SizedFile,
  { commits: { repository, head }, signers, signature: signed }: ReadingPlace,
  today: string,
): Promise<Outcome<PresentedApproval>> {
  return attemptAsync(async function* () {
    const bytes = (yield* take(repository.file(head, path))) ?? Buffer.alloc(0);
    const signature =
      signed === undefined
        ? UNSIGNED
        : signed.size > acceptanceOf("signature").largest
          ? { kind: "invalid" as const, why: `its signature ${tooLarge("signature")}` }
          : yield* take(signatureOf(bytes, yield* take(repository.file(head, signed.path)), signers, today));
    const document = signature.kind === "invalid" ? undefined : await parsedApproval(bytes);
    return { path, document, onBase: false, signature };
  });
}

/**
 * Reads an approval in keeper's own form up to the size of a fleet's approval. Reads any other YAML only where it is
 * small.
 */
async function parsedApproval(bytes: Buffer): Promise<PresentedApproval["document"]> {
  const text = decodeText(bytes, "own-approval");
  if (!text.ok) return failed(reasonOfText(text.error));
  const own = readOwnApprovalForm(text.value);
  if (own !== undefined) return success(own);
  const parsed = await parseCommitted(bytes, "approval");
  return parsed.ok ? parsed : failed(reasonOfText(parsed.error));
}

/** Content of base's `allowed_signers`, checked to be text; undefined where it is missing. */
export function signersOf({ repository, base, root }: ChangeCommits): Outcome<Buffer | undefined> {
  const signers = repository.file(base, repository.pathOf(root, SIGNERS_FILE));
  if (!signers.ok || signers.value === undefined) return signers;
  const text = decodeText(signers.value, "allowed-signers");
  if (text.ok) return signers;
  const problem = `signatures cannot be verified: ${SIGNERS_FILE} cannot be read: ${reasonOfText(text.error)}`;
  return failure("unreadable-input", problem, `correct ${SIGNERS_FILE} in a change of its own`);
}

function signatureOf(
  bytes: Buffer,
  signature: Buffer | undefined,
  signers: Buffer | undefined,
  today: string,
): Outcome<PresentedApproval["signature"]> {
  if (signature === undefined) return success(UNSIGNED);
  if (signers === undefined) {
    const fix = "add allowed_signers in a change of its own";
    return failure("unreadable-input", "signatures cannot be verified: base has no allowed_signers", fix);
  }
  const check = verifySignature(bytes, signature, signers, today);
  if (check.kind !== "unavailable") return success(check);
  const fix = "install OpenSSH's ssh-keygen where the gate runs";
  return failure("unreadable-input", `signatures cannot be verified: ${check.why}`, fix);
}
