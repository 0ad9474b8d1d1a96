import { decodeText, reasonOfText, type TextRead } from "../documents/decode-text.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import type { PresentedApproval } from "../gate/approval.ts";
import type { ChangedFile } from "../gate/digest.ts";
import { type ParsedPolicy, parsePolicy } from "../gate/policy.ts";
import { isTooling } from "../gate/tooling.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { failed, success } from "../values/result.ts";
import { definesCustomersAt } from "./defines-customers.ts";
import type { GitRepository } from "./git.ts";
import { verifySignature } from "./verify-signature.ts";

const POLICY_FILE = "policy.yaml";

/** Whose keys count: a file of ssh-keygen(1), ALLOWED SIGNERS. */
const SIGNERS_FILE = "allowed_signers";

/** A repository with the two commits of a change. */
export interface Commits {
  readonly repository: GitRepository;
  readonly base: string;
  readonly head: string;
}

/** Two commits, and the estate's folder in them. */
export interface ChangeCommits extends Commits {
  /** The estate's root in the work tree. */
  readonly root: string;
}

/** The changed files that are tooling. */
export function toolingFiles({ repository, base, head, root }: ChangeCommits): Outcome<ChangedFile[]> {
  const changed = repository.changedFiles(base, head);
  if (!changed.ok) return changed;
  const estate = repository.pathOf(root, ".").replace(/\/?\.$/, "");
  return success(changed.value.filter(({ path }) => isTooling(path, estate)));
}

/** Whether two commits are a base and a change of it, with all the history that decides about them. */
export function checkHistory({ repository, base, head }: ChangeCommits): Outcome<undefined> {
  const before = repository.isAncestor(base, head);
  if (!before.ok) return before;
  if (before.value) return success(undefined);
  const fix = "bring the change up to date with its base, and name the base's commit";
  return failure("bad-arguments", "--base is not a commit that --head comes from", fix);
}

/** `policy.yaml` of one of the two commits, or everything that is wrong with it; undefined where there is none. */
export async function policyAt(
  { repository, root, ...commits }: ChangeCommits,
  side: "base" | "head",
): Promise<Outcome<ParsedPolicy | undefined>> {
  const commit = commits[side];
  const names = repository.namesIn(commit, repository.pathOf(root, "."));
  if (!names.ok) return names;
  const other = names.value.find((name) => /^policy\.ya?ml$/i.test(name) && name !== POLICY_FILE);
  if (other !== undefined)
    return success(failed([`there is a ${other}, which nobody reads: call it ${POLICY_FILE}`]));
  const file = repository.file(commit, policyPath({ repository, root }));
  if (!file.ok) return file;
  if (file.value === undefined) return success(undefined);
  const parsed = await parsedYaml(file.value, "policy");
  return success(parsed.ok ? parsePolicy(parsed.value) : failed([reasonOfText(parsed.error)]));
}

/** Where the policy is, from the repository's root. */
export function policyPath({ repository, root }: Pick<ChangeCommits, "repository" | "root">): string {
  return repository.pathOf(root, POLICY_FILE);
}

/** Whether one of the two commits has files that define customers. */
export function definesCustomers(
  { repository, root, ...commits }: ChangeCommits,
  side: "base" | "head",
): Outcome<boolean> {
  return definesCustomersAt(repository, commits[side], root);
}

/** Whether base says whose signatures count. */
export function hasSigners({ repository, base, root }: ChangeCommits): Outcome<boolean> {
  const signers = signersOf({ repository, base, root });
  return signers.ok ? success(signers.value !== undefined) : signers;
}

/** The bytes of base's `allowed_signers`, which are text; undefined where base has none. */
function signersOf({
  repository,
  base,
  root,
}: Pick<ChangeCommits, "repository" | "base" | "root">): Outcome<Buffer | undefined> {
  const signers = repository.file(base, repository.pathOf(root, SIGNERS_FILE));
  if (!signers.ok || signers.value === undefined) return signers;
  const text = decodeText(signers.value, "allowed-signers");
  if (text.ok) return signers;
  const problem = `signatures cannot be judged: ${SIGNERS_FILE} cannot be read: ${reasonOfText(text.error)}`;
  return failure("unreadable-input", problem, `correct ${SIGNERS_FILE} in a change of its own`);
}

/** Reads YAML; the parser is loaded where there is something to read. */
async function parsedYaml(bytes: Buffer, kind: DocumentKind): Promise<TextRead<unknown>> {
  const text = decodeText(bytes, kind);
  if (!text.ok) return text;
  const { parseYaml } = await import("../documents/yaml.ts");
  return parseYaml(text.value);
}

/** Every approval file of the change, with what its signature is worth by base's `allowed_signers`. */
export async function presentedApprovals(
  commits: ChangeCommits,
  today: string,
): Promise<Outcome<PresentedApproval[]>> {
  const { repository, base, head, root } = commits;
  const folder = repository.pathOf(root, "approvals");
  // one that base had and deleted was for something else too
  const known = repository.everIn(base, folder);
  if (!known.ok) return known;
  const files = filesOf(repository, head, folder);
  if (!files.ok) return files;
  const signers = signersOf(commits);
  if (!signers.ok) return signers;
  const approvals: PresentedApproval[] = [];
  for (const [path, { id, bytes }] of files.value) {
    if (!APPROVAL_NAME.test(path)) continue;
    const signed = files.value.get(path + SIGNATURE_ENDING)?.bytes;
    const onBase = known.value.has(id);
    // one that base had does not count, whoever signed it
    const signature = onBase ? success(UNSIGNED) : signatureOf(bytes, signed, signers.value, today);
    if (!signature.ok) return signature;
    const parsed = await parsedYaml(bytes, "approval");
    approvals.push({
      path,
      document: parsed.ok ? success(parsed.value) : failed(reasonOfText(parsed.error)),
      onBase,
      signature: signature.value,
    });
  }
  return success(approvals);
}

const UNSIGNED: PresentedApproval["signature"] = { kind: "none" };

function signatureOf(
  bytes: Buffer,
  signature: Buffer | undefined,
  signers: Buffer | undefined,
  today: string,
): Outcome<PresentedApproval["signature"]> {
  if (signature === undefined) return success(UNSIGNED);
  if (signers === undefined) {
    const fix = "add allowed_signers in a change of its own";
    return failure("unreadable-input", "signatures cannot be judged: base has no allowed_signers", fix);
  }
  const check = verifySignature(bytes, signature, signers, today);
  if (check.kind !== "unavailable") return success(check);
  const fix = "install OpenSSH's ssh-keygen where the gate runs";
  return failure("unreadable-input", `signatures cannot be judged: ${check.why}`, fix);
}

/** What an approval is called; what else lies there, such as signatures and a README, approves nothing. */
const APPROVAL_NAME = /\.ya?ml$/i;

/** What ssh-keygen puts behind the name of a file that it signs. */
const SIGNATURE_ENDING = ".sig";

interface ReadFile {
  readonly id: string;
  readonly bytes: Buffer;
}

function filesOf(
  repository: GitRepository,
  commit: string,
  folder: string,
): Outcome<ReadonlyMap<string, ReadFile>> {
  const listed = repository.filesIn(commit, folder);
  if (!listed.ok) return listed;
  const files = new Map<string, ReadFile>();
  for (const { path, id } of listed.value) {
    const file = repository.file(commit, path);
    if (!file.ok) return file;
    if (file.value !== undefined) files.set(path, { id, bytes: file.value });
  }
  return success(files);
}
