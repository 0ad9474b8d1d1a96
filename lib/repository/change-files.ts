import { ACCEPTANCES_FOLDER } from "../acceptance/acceptance-record.ts";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { decodeText, type TextRead } from "../documents/decode-text.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import type { Read } from "../documents/problem.ts";
import { definitionFile } from "../estate/definition-file.ts";
import type { ChangedFile } from "../gate/digest.ts";
import { type Policy, parsePolicy } from "../gate/policy.ts";
import { misnamed, misnamedPolicy, POLICY_FILE } from "../gate/policy-file.ts";
import { isTooling } from "../gate/policy-subject.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { failed, mapResult, success } from "../values/result.ts";
import type { GitRepository } from "./git.ts";

/** A repository and the two commits of a change. */
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

/** Changed files that count as tooling ({@link isTooling}). */
export function toolingFiles({ repository, base, head, root }: ChangeCommits): Outcome<ChangedFile[]> {
  const estate = repository.pathOf(root, ".").replace(/\/?\.$/, "");
  return mapResult(repository.changedFiles(base, head), (files) =>
    files.filter(({ path }) => isTooling(path, estate)).map((file) => withAcceptance(file, estate)),
  );
}

const RECORD = new RegExp(`^${ACCEPTANCES_FOLDER}/(${ID_PATTERN.source.slice(1, -1)})\\.yaml$`);

/** A file, and whose recorded acceptance it is. @param estate the estate's folder; empty where it is the root */
function withAcceptance(file: ChangedFile, estate: string): ChangedFile {
  const below = estate === "" ? file.path : file.path.slice(estate.length + 1);
  const [, acceptanceOf] =
    (estate === "" || file.path.startsWith(`${estate}/`) ? RECORD.exec(below) : null) ?? [];
  return acceptanceOf === undefined ? file : { ...file, acceptanceOf };
}

/** Checks that head descends from base. Fails where it does not, or where the clone lacks history. */
export function checkHistory({ repository, base, head }: ChangeCommits): Outcome<undefined> {
  const before = repository.isAncestor(base, head);
  if (!before.ok) return before;
  if (before.value) return success(undefined);
  const fix = "bring the change up to date with its base, and name the base's commit";
  return failure("bad-arguments", "--base is not a commit that --head comes from", fix);
}

/** Reads `policy.yaml` of one side, with all its problems; undefined where it is missing. */
export async function policyAt(
  { repository, root, ...commits }: ChangeCommits,
  side: "base" | "head",
): Promise<Outcome<Read<Policy> | undefined>> {
  const commit = commits[side];
  const names = repository.namesIn(commit, repository.pathOf(root, "."));
  if (!names.ok) return names;
  const other = misnamedPolicy(names.value);
  if (other !== undefined) return success(failed([misnamed(other)]));
  const file = repository.file(commit, policyPath({ repository, root }));
  if (!file.ok) return file;
  if (file.value === undefined) return success(undefined);
  const parsed = await parseCommitted(file.value, "policy");
  return success(parsed.ok ? parsePolicy(parsed.value) : parsed);
}

/** Path of the policy, relative to the repository's root. */
export function policyPath({ repository, root }: Pick<ChangeCommits, "repository" | "root">): string {
  return repository.pathOf(root, POLICY_FILE);
}

/**
 * Whether a commit has files that define customers. If so, a side read from it without customers is wrong.
 *
 * @param root the estate's root in the work tree
 */
export function definesCustomers(
  { repository, root }: Pick<ChangeCommits, "repository" | "root">,
  commit: string,
): Outcome<boolean> {
  return mapResult(repository.namesIn(commit, repository.pathOf(root, "customers")), (names) =>
    names.some((name) => definitionFile("customers", name) !== undefined),
  );
}

/** Parses YAML of a commit. The parser is loaded on first use, to keep the start fast. */
export async function parseCommitted(bytes: Buffer, kind: DocumentKind): Promise<TextRead<unknown>> {
  const text = decodeText(bytes, kind);
  if (!text.ok) return text;
  const { parseYaml } = await import("../documents/yaml.ts");
  return parseYaml(text.value);
}
