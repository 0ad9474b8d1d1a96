import { readdirSync } from "node:fs";
import { join } from "node:path";
import { allowCommand, isPastItsDay, type SeenDeviation } from "../delegation/deviation.ts";
import { estateFacts } from "../delegation/estate-facts.ts";
import { ownBelow, readTextFile } from "../documents/read-file.ts";
import { type CatalogueFileProblem, ESTATE_CATALOGUE } from "../estate/role-catalogue-file.ts";
import { type Policy, parsePolicy } from "../gate/policy.ts";
import { misnamed, misnamedPolicy, POLICY_FILE } from "../gate/policy-file.ts";
import { unknownNames } from "../gate/policy-names.ts";
import { repairProblems } from "../gate/policy-repair.ts";
import type { NameResolution } from "../gate/resolved-policy.ts";
import { SIGNERS_FILE, signerProblems } from "../repository/allowed-signers.ts";
import { GitRepository } from "../repository/git.ts";
import type { ControlFileProblem, Estate } from "../rules/estate.ts";
import { controlProblem, unparsedControlFile, unreadableControlFile } from "./control-file-problem.ts";
import { readWaves, unknownTags } from "./read-waves.ts";

/** Where to read the files beside the definitions. */
export interface ControlFilesContext {
  /** The estate's root. */
  readonly root: string;
  /** Environment variables, for git. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Problems of `policy.yaml`, `allowed_signers` and `waves.yaml`, by the definitions of the same estate. */
export async function controlFileProblems(
  estate: Estate,
  context: ControlFilesContext,
): Promise<ControlFileProblem[]> {
  return [
    ...(await policyProblems(estate, context)),
    ...signersProblems(context.root),
    ...(await wavesProblems(estate, context.root)),
  ];
}

/** The problem of the estate's own role catalogue. */
export function catalogueFileProblem(problem: CatalogueFileProblem): ControlFileProblem {
  const { path, offset, received } = problem;
  return {
    of: "role-catalogue",
    at: { file: ESTATE_CATALOGUE, path, ...(offset === undefined ? {} : { offset }) },
    problem: `the role catalogue cannot be read: ${problem.problem}`,
    received,
    allowed: "a role catalogue as keeper roles update writes it",
    fix: "write a new one with keeper roles update --from <output of az role definition list>",
    facts: { problem: problem.problem },
  };
}

async function policyProblems(
  estate: Estate,
  { root, environment }: ControlFilesContext,
): Promise<ControlFileProblem[]> {
  const other = misnamedPolicy(readdirSync(root));
  const misplaced = other === undefined ? [] : [controlProblem("policy", other, misnamed(other))];
  const text = readTextFile(join(root, POLICY_FILE), "policy", ownBelow(root));
  if (!text.ok)
    return text.error.isAbsent
      ? misplaced
      : [...misplaced, unreadableControlFile("policy", POLICY_FILE, text.error)];
  // loaded only where there is a policy, to keep the start fast
  const { parseYaml } = await import("../documents/yaml.ts");
  const data = parseYaml(text.value);
  if (!data.ok) return [...misplaced, unparsedControlFile("policy", POLICY_FILE, data.error)];
  const policy = parsePolicy(data.value);
  return [
    ...misplaced,
    ...(policy.ok
      ? meaningProblems(policy.value, estate, repositoryPath(root, environment))
      : policy.error.map((each) => controlProblem("policy", POLICY_FILE, each))),
  ];
}

/** Deviations whose last day is over. @param today as YYYY-MM-DD */
export function pastDeviations({ deviations }: Estate, today: string): ControlFileProblem[] {
  return deviations
    .filter(({ value }) => isPastItsDay(value, today))
    .map(({ value: { customer, offer, subscriptionId, until }, file }) => ({
      of: "deviation-day",
      at: { file, path: ["until"] },
      problem: `the deviation of ${offer} on ${subscriptionId} of ${customer} was allowed until ${until}`,
      received: until,
      allowed: `${today} or a later day`,
      fix: `remove ${file} and deploy, or renew it: ${allowCommand(customer)}`,
      facts: { customer, offer, subscriptionId, until },
    }));
}

/** Deviations that a snapshot does not show as they are allowed. @param from the snapshot's folder, as it was named */
export function seenDeviationProblems(
  { deviations }: Estate,
  seen: readonly SeenDeviation[],
  from: string,
): ControlFileProblem[] {
  const found = new Map(seen.map((each) => [JSON.stringify([each.customer, each.delegation]), each.seen]));
  return deviations.flatMap(({ value: { customer, offer, subscriptionId }, file }): ControlFileProblem[] => {
    const now = found.get(JSON.stringify([customer, `${subscriptionId}/${offer}`])) ?? "not-read";
    if (now === "as-allowed") return [];
    const place = `${offer} on ${subscriptionId} of ${customer}`;
    return [
      {
        of: "deviation-seen",
        at: { file, path: now === "otherwise" ? ["azure"] : ["subscriptionId"] },
        facts: { customer, offer, subscriptionId, seen: now },
        allowed: "what the deviation says that Azure has",
        ...SEEN_PROBLEMS[now](place, from, customer),
      },
    ];
  });
}

const SEEN_PROBLEMS = {
  otherwise: (place: string, from: string, customer: string) => ({
    problem: `Azure has another difference of ${place} than the one that is allowed`,
    received: `another set of authorizations or assignments in ${from}`,
    fix: `look at it with keeper drift ${customer} --from ${from}, then remove the file, or allow it: ${allowCommand(customer, from)}`,
  }),
  "not-read": (place: string, from: string, customer: string) => ({
    problem: `${from} did not read ${place}, so whether Azure has what is allowed is not known`,
    received: "a subscription that was not read",
    fix: `keeper fetch ${customer}, with an identity that sees the subscription`,
  }),
} satisfies Record<
  Exclude<SeenDeviation["seen"], "as-allowed">,
  (place: string, from: string, customer: string) => Pick<ControlFileProblem, "problem" | "received" | "fix">
>;

/** Problems of a readable policy. @param path of the policy, from the repository's root */
function meaningProblems(policy: Policy, estate: Estate, path: string): ControlFileProblem[] {
  const { catalogue, offers, customers, unreadable } = estate;
  const facts = estateFacts(
    offers.map(({ value, file }) => ({ value, file, lineOf: () => undefined })),
    customers,
    estate.defaults.value,
  );
  const resolution: NameResolution = { catalogue, facts, changing: [] };
  // names from an unreadable definition are unknown here: that is no fault of the policy
  const unknown = unknownNames(policy, resolution).filter(
    ({ of }) => of === "role" || unreadable.length === 0,
  );
  return [
    ...unknown.map((each) => ({
      ...controlProblem("policy-name", POLICY_FILE, each),
      facts: { of: each.of, name: each.name },
    })),
    ...repairProblems(policy, path, resolution).map((each) =>
      controlProblem("policy-repair", POLICY_FILE, each),
    ),
  ];
}

/** The policy's path in rules for tooling. */
function repositoryPath(root: string, environment: ControlFilesContext["environment"]): string {
  const repository = GitRepository.of(root, environment);
  return repository.ok ? repository.value.pathOf(root, POLICY_FILE) : POLICY_FILE;
}

async function wavesProblems({ customers, unreadable }: Estate, root: string): Promise<ControlFileProblem[]> {
  const read = await readWaves(root);
  if (!read.ok) return [...read.error];
  // a customer that cannot be read may have the tag
  if (read.value === undefined || unreadable.length > 0) return [];
  return unknownTags(
    read.value,
    customers.map(({ value }) => value.tags),
  );
}

function signersProblems(root: string): ControlFileProblem[] {
  const text = readTextFile(join(root, SIGNERS_FILE), "allowed-signers", ownBelow(root));
  if (text.ok)
    return signerProblems(text.value).map(({ line, ...rest }) => ({
      of: "allowed-signers",
      at: { file: SIGNERS_FILE, path: [], line },
      ...rest,
      facts: { problem: rest.problem },
    }));
  const { isAbsent, reason } = text.error;
  if (isAbsent) return [];
  return [
    {
      of: "allowed-signers",
      at: { file: SIGNERS_FILE, path: [] },
      problem: `${SIGNERS_FILE} cannot be read: ${reason}`,
      received: "the file",
      allowed: "a regular file of UTF-8 text without a byte order mark",
      fix: "save it again as such a file",
      facts: { problem: reason },
    },
  ];
}
