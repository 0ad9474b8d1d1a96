import { type AccessSide, sideOf } from "../../access/access-side.ts";
import type { EstateFacts } from "../../delegation/estate-facts.ts";
import { findEstate } from "../../estate/find-estate.ts";
import { accessAnswerText } from "../../report/access-answer.ts";
import { forTerminal } from "../../report/escape.ts";
import { GitRepository } from "../../repository/git.ts";
import { knownPrincipals, nameDirectoryOf } from "../../review/base-names.ts";
import { type AccessQuestion, type BlastRadius, blastRadius, grantsAsked } from "../../review/reach.ts";
import { RoleMeaning } from "../../review/role-meaning.ts";
import { failure, type Outcome } from "../../values/failure.ts";
import { success } from "../../values/result.ts";
import { accessQuestion } from "../../workflows/access-question.ts";
import { cataloguesOf } from "../../workflows/catalogues.ts";
import type { LoadedSide } from "../../workflows/load-document.ts";
import { loadSide } from "../../workflows/load-side.ts";
import { type CommandContext, type ExitCode, inContinuousIntegration } from "../command-context.ts";
import { printFailure, printJson } from "../print.ts";

/** What `keeper access` is asked for. */
export interface AccessRequest {
  /**
   * Output folder, plan, state, folder of Azure's own lists, or definitions (`.`, `git:<revision>`).
   * @default - the definitions of this checkout
   */
  readonly side: string | undefined;
  /** A principal by its GUID or registered name. */
  readonly principal: string | undefined;
  readonly customer: string | undefined;
  /** A role by its GUID or name. */
  readonly role: string | undefined;
  readonly executeDefinitions: boolean;
  readonly json: boolean;
}

/** `keeper access`: who can do what where now, and what somebody who takes a principal over could do. */
export async function access(request: AccessRequest, commandContext: CommandContext): Promise<ExitCode> {
  const { terminal, folder, environment, keeper } = commandContext;
  const estate = findEstate(folder, undefined);
  const root = estate.ok ? estate.value.root : undefined;
  const repository = () => GitRepository.of(root ?? folder, environment);
  const name = request.side ?? ".";
  const loaded = await loadSide(name, {
    folder,
    root,
    customer: request.customer,
    mayExecute: request.executeDefinitions || !inContinuousIntegration(commandContext),
    gated: undefined,
    repository,
    keeper,
  });
  if (!loaded.ok) return printFailure(loaded.error, request.json, terminal);
  const whole = answering(loaded.value, request);
  if (!whole.ok) return printFailure(whole.error, request.json, terminal);
  const { side, facts } = whole.value;
  // a revision is judged by its own catalogue, as in a review
  const called = { before: name, after: name };
  const catalogues = cataloguesOf({ commits: undefined, called, repository, root });
  if (!catalogues.ok) return printFailure(catalogues.error, request.json, terminal);
  const { catalogue } = catalogues.value;
  const principals = knownPrincipals(facts, side);
  const question = accessQuestion(request, side, principals, catalogue);
  if (!question.ok) return printFailure(question.error, request.json, terminal);
  const grants = grantsAsked(side, question.value);
  const radius = radiusOf(side, question.value, new RoleMeaning(catalogue));
  const { selection } = side;
  if (request.json) {
    const answer = { version: 1, question: question.value, selection, grants, blastRadius: radius ?? null };
    printJson(answer, terminal);
    return 0;
  }
  if (selection !== "complete") terminal.out(`${selectionText(selection)}\n`);
  terminal.out(accessAnswerText(grants, radius, nameDirectoryOf(catalogue, facts, side), terminal));
  return 0;
}

/** Whom a side speaks of that is not the whole estate. */
function selectionText(selection: readonly string[]): string {
  return selection.length === 0
    ? "no customer is in it"
    : `of ${selection.map(forTerminal).join(", ")} alone`;
}

/** The side that says who can do what now: of a plan, what Terraform found; of the estate, all of it. */
function answering(
  loaded: LoadedSide,
  { customer }: AccessRequest,
): Outcome<{ readonly side: AccessSide; readonly facts: EstateFacts | undefined }> {
  if (loaded.kind === "plan") return success({ side: sideOf("plan", loaded.plan.before), facts: undefined });
  const { side, facts } = loaded;
  if (side.source !== "synthesized" || side.selection === "complete" || customer !== undefined)
    return success({ side, facts });
  const problem = `the output is of ${side.selection.join(", ")} alone, and says nothing of the others`;
  return failure("bad-arguments", problem, "synthesize the whole estate (keeper synth), or name --customer");
}

/**
 * How far a principal reaches. Whoever takes it over has all of it: asked of one customer or role, or of a part of the
 * estate, the answer would be too small.
 */
function radiusOf(
  side: AccessSide,
  { principalId, customer, roleDefinitionId }: AccessQuestion,
  meaning: RoleMeaning,
): BlastRadius | undefined {
  if (principalId === undefined || customer !== undefined || roleDefinitionId !== undefined) return undefined;
  if (side.selection !== "complete") return undefined;
  return blastRadius(side, principalId, meaning);
}
