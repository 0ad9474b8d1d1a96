import { createHash } from "node:crypto";
import type { PresentedApproval } from "../gate/approval.ts";
import type { ChangedFile } from "../gate/digest.ts";
import { type ParsedPolicy, parsePolicy } from "../gate/policy.ts";
import { failure, type Result, success } from "./failure.ts";
import type { GitRepository } from "./git.ts";
import { parseData } from "./parse-data.ts";
import { verifySignature } from "./verify-signature.ts";

/** Two commits, and the estate's folder in them. */
export interface ChangeCommits {
  readonly repository: GitRepository;
  readonly base: string;
  readonly head: string;
  /** The estate's root in the work tree. */
  readonly root: string;
}

/** Where definitions, approvals and prose are; everything else that changes is tooling. */
const NO_TOOLING = /^(?:offers|customers|approvals)\/|^docs\/.*\.md$|^[^/]+\.md$/;

/** Changed files that are neither definitions nor approvals nor prose. What lies outside the estate is tooling too. */
export function toolingFiles({ repository, base, head, root }: ChangeCommits): Result<ChangedFile[]> {
  const changed = repository.changedFiles(base, head);
  if (!changed.ok) return changed;
  const estate = repository.pathOf(root, ".").replace(/\/?\.$/, "");
  return success(
    changed.value.filter(({ path }) => {
      const inside =
        estate === "" ? path : path.startsWith(`${estate}/`) ? path.slice(estate.length + 1) : undefined;
      return inside === undefined || !NO_TOOLING.test(inside);
    }),
  );
}

/** Base's `policy.yaml`; undefined where base has none. */
export function policyAt({ repository, base, root }: ChangeCommits): Result<ParsedPolicy | undefined> {
  const file = repository.file(base, repository.pathOf(root, "policy.yaml"));
  if (!file.ok) return file;
  if (file.value === undefined) return success(undefined);
  const parsed = parseData(file.value.toString("utf8"), "yaml");
  if (!parsed.ok)
    return failure(
      "unreadable-input",
      `base's policy.yaml ${parsed.problem}`,
      "correct it in a change of its own",
    );
  return success(parsePolicy(parsed.value));
}

/** Every approval file of the change, with what its signature is worth by base's `allowed_signers`. */
export function presentedApprovals(commits: ChangeCommits, today: string): Result<PresentedApproval[]> {
  const { repository, base, head, root } = commits;
  const folder = repository.pathOf(root, "approvals");
  const old = filesOf(repository, base, folder);
  if (!old.ok) return old;
  const now = filesOf(repository, head, folder);
  if (!now.ok) return now;
  const signers = repository.file(base, repository.pathOf(root, "allowed_signers"));
  if (!signers.ok) return signers;
  const known = new Set([...old.value.values()].map(contentOf));
  const approvals = [...now.value].filter(([path]) => !path.endsWith(SIGNATURE_ENDING));
  return success(
    approvals.map(([path, bytes]): PresentedApproval => {
      const parsed = parseData(bytes.toString("utf8"), "yaml");
      const signature = now.value.get(path + SIGNATURE_ENDING);
      return {
        path,
        document: parsed.ok ? { ok: true, value: parsed.value } : { ok: false, problem: parsed.problem },
        onBase: known.has(contentOf(bytes)),
        signature:
          signature === undefined
            ? { kind: "none" }
            : verifySignature(bytes, signature, signers.value ?? Buffer.alloc(0), today),
      };
    }),
  );
}

/** What ssh-keygen puts behind the name of a file that it signs. */
const SIGNATURE_ENDING = ".sig";

function filesOf(repository: GitRepository, commit: string, folder: string): Result<Map<string, Buffer>> {
  const paths = repository.filesIn(commit, folder);
  if (!paths.ok) return paths;
  const files = new Map<string, Buffer>();
  for (const path of paths.value) {
    const file = repository.file(commit, path);
    if (!file.ok) return file;
    if (file.value !== undefined) files.set(path, file.value);
  }
  return success(files);
}

function contentOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
