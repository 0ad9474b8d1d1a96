import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { estateFacts } from "../delegation/estate-facts.ts";
import { quotedExcerpt } from "../documents/excerpt.ts";
import { parseData } from "../documents/parse-data.ts";
import type { Problem } from "../documents/problem.ts";
import { ESTATE_CATALOGUE } from "../estate/role-catalogue-file.ts";
import { type Policy, parsePolicy } from "../gate/policy.ts";
import { LARGEST_POLICY, misnamed, misnamedPolicy, POLICY_FILE, unparsed } from "../gate/policy-file.ts";
import { unknownNames } from "../gate/policy-names.ts";
import { repairProblems } from "../gate/policy-repair.ts";
import type { NameResolution } from "../gate/resolved-policy.ts";
import { SIGNERS_FILE, signerProblems } from "../repository/allowed-signers.ts";
import { GitRepository } from "../repository/git.ts";
import type { CatalogueProblem } from "../roles/compact-form.ts";
import { clauseAt } from "../rules/clause-at.ts";
import type { ControlFileProblem, Estate } from "../rules/estate.ts";
import { reasonOf } from "../values/failure.ts";
import { failed, type Result, success } from "../values/result.ts";

/** What reading the files of an estate beside its definitions needs to know of the world. */
export interface ControlFilesContext {
  /** The estate's root. */
  readonly root: string;
  /** Environment variables, for git. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What is wrong with `policy.yaml` and `allowed_signers`, by the definitions of the same estate. */
export function controlFileProblems(estate: Estate, context: ControlFilesContext): ControlFileProblem[] {
  return [...policyProblems(estate, context), ...signersProblems(context.root)];
}

/** What is wrong with the estate's own role catalogue, as a problem of a file. */
export function catalogueFileProblem({ problem, path }: CatalogueProblem, text: string): ControlFileProblem {
  return {
    of: "role-catalogue",
    at: { file: ESTATE_CATALOGUE, path },
    problem: `The role catalogue cannot be read: ${problem}`,
    received: path.length === 0 ? "the file" : quotedExcerpt(valueAt(text, path)),
    allowed: "a role catalogue as keeper roles update writes it",
    fix: "make it anew with keeper roles update --from <output of az role definition list>",
    facts: { problem },
  };
}

function policyProblems(estate: Estate, { root, environment }: ControlFilesContext): ControlFileProblem[] {
  const other = misnamedPolicy(readdirSync(root));
  const misplaced = other === undefined ? [] : [located("policy", other, misnamed(other))];
  const text = textOf(root, POLICY_FILE);
  if (text === undefined) return misplaced;
  if (!text.ok) return [...misplaced, located("policy", POLICY_FILE, unparsed(text.error))];
  const data = parseData(text.value, "yaml", LARGEST_POLICY);
  if (!data.ok) {
    const { offset } = data.error;
    const problem = located("policy", POLICY_FILE, unparsed(data.error.problem));
    return [...misplaced, offset === undefined ? problem : { ...problem, at: { ...problem.at, offset } }];
  }
  const policy = parsePolicy(data.value);
  return [
    ...misplaced,
    ...(policy.ok
      ? meaningProblems(policy.value, estate, repositoryPath(root, environment))
      : policy.error.map((each) => located("policy", POLICY_FILE, each))),
  ];
}

/** What is wrong with a policy that can be read. @param path of the policy, from the repository's root */
function meaningProblems(policy: Policy, estate: Estate, path: string): ControlFileProblem[] {
  const { catalogue, offers, customers, unreadable } = estate;
  const facts = estateFacts(
    offers.map(({ value, file }) => ({ value, file, lineOf: () => undefined })),
    customers,
  );
  const resolution: NameResolution = { catalogue, facts, changing: [] };
  // what a definition names that cannot be read is not known here, and no fault of the policy's
  const unknown = unknownNames(policy, resolution).filter(
    ({ of }) => of === "role" || unreadable.length === 0,
  );
  return [
    ...unknown.map((each) => ({
      ...located("policy-name", POLICY_FILE, each),
      facts: { of: each.of, name: each.name },
    })),
    ...repairProblems(policy, path, resolution).map((each) => located("policy-repair", POLICY_FILE, each)),
  ];
}

/** The policy's path as rules for tooling name it. */
function repositoryPath(root: string, environment: ControlFilesContext["environment"]): string {
  const repository = GitRepository.of(root, environment);
  return repository.ok ? repository.value.pathOf(root, POLICY_FILE) : POLICY_FILE;
}

function signersProblems(root: string): ControlFileProblem[] {
  const text = textOf(root, SIGNERS_FILE);
  if (text === undefined) return [];
  if (!text.ok) {
    const at = { file: SIGNERS_FILE, path: [] };
    const [received, allowed] = ["the file", "a regular file"];
    return [
      {
        of: "allowed-signers",
        at,
        problem: `the file ${text.error}`,
        received,
        allowed,
        fix: "write it anew",
      },
    ];
  }
  return signerProblems(text.value).map(({ line, ...rest }) => ({
    of: "allowed-signers",
    at: { file: SIGNERS_FILE, path: [], line },
    ...rest,
    facts: { problem: rest.problem },
  }));
}

/** The text of a file at the root; undefined where there is none, a clause where it cannot be read. */
function textOf(root: string, file: string): Result<string, string> | undefined {
  try {
    return success(readFileSync(join(root, file), "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    return failed(`cannot be read: ${reasonOf(error)}`);
  }
}

function located(of: ControlFileProblem["of"], file: string, problem: Problem): ControlFileProblem {
  const { path, received, allowed, fix = `write ${allowed}` } = problem;
  const facts = { problem: problem.problem };
  return { of, at: { file, path }, problem: clauseAt(path, problem.problem), received, allowed, fix, facts };
}

/** A value of a text of JSON. */
function valueAt(text: string, path: CatalogueProblem["path"]): unknown {
  let value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
  for (const key of path)
    value =
      typeof value === "object" && value !== null
        ? (value as Record<string | number, unknown>)[key]
        : undefined;
  return value;
}
