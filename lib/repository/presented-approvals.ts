import { decodeText, reasonOfText } from "../documents/decode-text.ts";
import type { PresentedApproval } from "../gate/approval.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, failed, mapResult, success, take } from "../values/result.ts";
import { SIGNERS_FILE } from "./allowed-signers.ts";
import { type ChangeCommits, parseCommitted } from "./change-files.ts";
import type { GitRepository } from "./git.ts";
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

/** Approval files of the change, each with its signature verified against base's `allowed_signers`. */
export function presentedApprovals(
  commits: ChangeCommits,
  today: string,
): Promise<Outcome<PresentedApproval[]>> {
  const { repository, base, head, root } = commits;
  return attemptAsync(async function* () {
    const folder = repository.pathOf(root, "approvals");
    // approvals anywhere in base's history, deleted ones included, were for other changes
    const known = yield* take(repository.everIn(base, folder));
    const files = yield* take(filesOf(repository, head, folder));
    const signers = yield* take(signersOf(commits));
    const approvals: PresentedApproval[] = [];
    for (const [path, { id, bytes }] of files) {
      if (!APPROVAL_NAME.test(path)) continue;
      const signed = files.get(path + SIGNATURE_ENDING)?.bytes;
      const onBase = known.has(id);
      // an approval from base's history is ignored, so its signature is not verified
      const signature = onBase ? UNSIGNED : yield* take(signatureOf(bytes, signed, signers, today));
      const parsed = await parseCommitted(bytes, "approval");
      const document = parsed.ok ? parsed : failed(reasonOfText(parsed.error));
      approvals.push({ path, document, onBase, signature });
    }
    return approvals;
  });
}

/** Content of base's `allowed_signers`, checked to be text; undefined where it is missing. */
function signersOf({ repository, base, root }: ChangeCommits): Outcome<Buffer | undefined> {
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

interface CommittedFile {
  readonly id: string;
  readonly bytes: Buffer;
}

function filesOf(
  repository: GitRepository,
  commit: string,
  folder: string,
): Outcome<ReadonlyMap<string, CommittedFile>> {
  return attempt(function* () {
    const files = new Map<string, CommittedFile>();
    for (const { path, id } of yield* take(repository.filesIn(commit, folder))) {
      const bytes = yield* take(repository.file(commit, path));
      if (bytes !== undefined) files.set(path, { id, bytes });
    }
    return files;
  });
}
