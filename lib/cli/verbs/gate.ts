import { findEstate } from "../../estate/find-estate.ts";
import { approvalFile } from "../../gate/approval-file.ts";
import { type Decision, decide } from "../../gate/decide.ts";
import type { ChangedFile } from "../../gate/digest.ts";
import { repairProblems } from "../../gate/match-policy.ts";
import { DEFAULT_POLICY, type ParsedPolicy, type Policy } from "../../gate/policy.ts";
import { jsonDecision, markdownDecision, terminalDecision } from "../../report/gate-report.ts";
import { asksForApproval } from "../../report/gate-text.ts";
import {
  type ChangeCommits,
  checkHistory,
  definesCustomers,
  policyAt,
  policyPath,
  toolingFiles,
} from "../../repository/change-files.ts";
import { hasSigners, presentedApprovals } from "../../repository/presented-approvals.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success } from "../../values/result.ts";
import { type ComparedSides, compareNamedSides, type SidesRequest } from "../../workflows/compare-sides.ts";
import { type CommandContext, type ExitCode, sidesContext } from "../command-context.ts";
import type { GateFormat } from "../formats.ts";
import { printFailure } from "../print.ts";
import { printOrWrite } from "../print-or-write.ts";

/** What `keeper gate` is asked for. */
export interface GateRequest extends Omit<SidesRequest, "before" | "executeDefinitions" | "gated"> {
  readonly before: string;
  readonly author: string | undefined;
  readonly allowEmpty: boolean;
  readonly format: GateFormat;
  readonly output: string | undefined;
  /** File to write the approval file to, where approvals are missing. @default - it is shown only */
  readonly approvalFile: string | undefined;
}

/** A policy, and where it comes from in a few words. */
interface NamedPolicy {
  readonly policy: Policy;
  readonly name: string;
}

const EXIT_CODES: Readonly<Record<Decision["kind"], ExitCode>> = {
  pass: 0,
  blocked: 1,
  undecided: 2,
} satisfies Record<Decision["kind"], ExitCode>;

/** `keeper gate`: pass, blocked or undecided, by base's policy. Never runs a definition. */
export async function gate(request: GateRequest, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal } = commandContext;
  const refusal = checkRequest(request);
  if (!refusal.ok) return printFailure(refusal.error, false, terminal);
  const sides = { ...request, executeDefinitions: false, gated: true };
  const compared = await compareNamedSides(sides, sidesContext(commandContext));
  if (!compared.ok) return printFailure(compared.error, false, terminal);
  // asked once: a gate at midnight must not judge by one day and propose by another
  const today = commandContext.today();
  const decided = await decideOn(compared.value, request, { folder: commandContext.folder, today });
  if (!decided.ok) return printFailure(decided.error, false, terminal);
  const { decision, policy } = decided.value;
  const context = {
    directory: compared.value.directory,
    policy: policy.name,
    rules: policy.policy.rules,
    file: approvalFile(decision.digest, today),
  };
  const render = { terminal: terminalDecision, markdown: markdownDecision, json: jsonDecision }[
    request.format
  ];
  const text = render(decision, context);
  if (request.approvalFile !== undefined && asksForApproval(decision)) {
    const kept = printOrWrite(context.file.text, request.approvalFile, commandContext);
    if (!kept.ok) return printFailure(kept.error, false, terminal);
  }
  const written = printOrWrite(text, request.output, commandContext);
  if (!written.ok) return printFailure(written.error, false, terminal);
  if (request.output !== undefined) terminal.err(terminalDecision(decision, context));
  return EXIT_CODES[decision.kind];
}

function checkRequest({ base, head, author }: GateRequest): Outcome<undefined> {
  if (base === undefined || head === undefined) return withoutCommits();
  // a variable that a pipeline did not fill in is nobody, and everybody may approve a change of nobody's
  if (author === undefined || !/\$[({]/.test(author)) return success(undefined);
  const fix = "hand over the name that the platform gives";
  return failure("bad-arguments", `--author ${JSON.stringify(author)} is a variable without its value`, fix);
}

function withoutCommits<T>(): Outcome<T> {
  const problem = "the gate needs --base and --head: the revisions that policy and approvals are read from";
  return failure("bad-arguments", problem, "name the base's commit and the change's, both fetched");
}

async function decideOn(
  sides: ComparedSides,
  { author, allowEmpty }: GateRequest,
  { folder, today }: { readonly folder: string; readonly today: string },
): Promise<Outcome<{ readonly decision: Decision; readonly policy: NamedPolicy }>> {
  if (sides.commits === undefined) return withoutCommits();
  const estate = findEstate(folder, undefined);
  if (!estate.ok) return estate;
  const commits: ChangeCommits = { ...sides.commits, root: estate.value.root };
  const history = checkHistory(commits);
  if (!history.ok) return history;
  const policy = await policyOf(commits);
  if (!policy.ok) return policy;
  const changePolicy = await policyAt(commits, "head");
  if (!changePolicy.ok) return changePolicy;
  const empty = unexpectedlyEmpty(sides, commits);
  if (!empty.ok) return empty;
  const signersKnown = hasSigners(commits);
  if (!signersKnown.ok) return signersKnown;
  const files = toolingFiles(commits);
  if (!files.ok) return files;
  const approvals = await presentedApprovals(commits, today);
  if (!approvals.ok) return approvals;
  const { review, before, directory, catalogue, facts, plan } = sides;
  const decision = decide({
    review,
    before,
    directory,
    catalogue,
    facts,
    files: files.value,
    policy: policy.value.policy,
    approvals: approvals.value,
    author,
    today,
    estateSize: Object.keys(facts?.customers ?? {}).length,
    partial: plan !== undefined,
    unexpectedlyEmpty: empty.value,
    allowEmpty,
    changePolicyProblems: policyProblems(changePolicy.value, commits, files.value, sides),
    signersKnown: signersKnown.value,
  });
  return success({ decision, policy: policy.value });
}

/** What is wrong with the policy that the change brings; of one that it leaves alone, that is no matter of its own. */
function policyProblems(
  changePolicy: ParsedPolicy | undefined,
  commits: ChangeCommits,
  files: readonly ChangedFile[],
  { catalogue, facts }: ComparedSides,
): readonly string[] {
  if (changePolicy === undefined) return [];
  if (!changePolicy.ok) return changePolicy.error;
  const path = policyPath(commits);
  if (!files.some((each) => each.path === path)) return [];
  return repairProblems(changePolicy.value, path, { catalogue, facts, changing: [] });
}

/** Sides without customers though their commits define some: a synthesis that failed, or another folder. */
function unexpectedlyEmpty(
  { before, after }: ComparedSides,
  commits: ChangeCommits,
): Outcome<("before" | "after")[]> {
  const empty: ("before" | "after")[] = [];
  for (const [side, access, commit] of [
    ["before", before, "base"],
    ["after", after, "head"],
  ] as const) {
    if (access.customers.length > 0) continue;
    const defines = definesCustomers(commits, commits[commit]);
    if (!defines.ok) return defines;
    if (defines.value) empty.push(side);
  }
  return success(empty);
}

async function policyOf(commits: ChangeCommits): Promise<Outcome<NamedPolicy>> {
  const found = await policyAt(commits, "base");
  if (!found.ok) return found;
  if (found.value === undefined)
    return success({ policy: DEFAULT_POLICY, name: "the shipped policy (base has no policy.yaml)" });
  if (found.value.ok) return success({ policy: found.value.value, name: "base's policy.yaml" });
  const problem = `base's policy.yaml is no policy: ${found.value.error.join("; ")}`;
  return failure(
    "unreadable-input",
    problem,
    "have an administrator merge a change that corrects it, past this gate; docs/policy.md shows the form",
  );
}
