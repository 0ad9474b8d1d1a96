import { type AccessSide, sideOf } from "../../delegation/access-side.ts";
import { failure, type Result, success } from "../../estate/failure.ts";
import { findEstate } from "../../estate/find-estate.ts";
import { GitRepository } from "../../estate/git.ts";
import { nothingKnown } from "../../estate/load-output.ts";
import { loadSide } from "../../estate/load-side.ts";
import { catalogueFile, readRoleCatalogue } from "../../estate/role-catalogue-file.ts";
import { readStackFiles } from "../../estate/stack-files.ts";
import { accessAnswerText } from "../../report/access-answer.ts";
import { knownPrincipals, labelsOf } from "../../review/base-names.ts";
import { type AccessQuestion, type BlastRadius, blastRadius, grantsAsked } from "../../review/reach.ts";
import { RoleMeaning } from "../../review/role-meaning.ts";
import { type RoleCatalogue, roleById, roleByName } from "../../roles/role-catalogue.ts";
import { printFailure, printJson } from "../print.ts";
import { type ExitCode, inContinuousIntegration, type Surroundings } from "../surroundings.ts";

/** What `keeper access` is asked for. */
export interface AccessRequest {
  /** Output folder, plan or definitions. @default - the definitions of this checkout */
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
export async function access(request: AccessRequest, surroundings: Surroundings): Promise<ExitCode> {
  const { terminal, folder, environment, keeper } = surroundings;
  const estate = findEstate(folder, undefined);
  const root = estate.ok ? estate.value.root : undefined;
  const catalogue = readRoleCatalogue(catalogueFile(root));
  if (!catalogue.ok) return printFailure(catalogue.failure, request.json, terminal);
  const loaded = await loadSide(request.side ?? ".", {
    folder,
    root,
    customer: request.customer,
    mayExecute: request.executeDefinitions || !inContinuousIntegration(surroundings),
    gated: undefined,
    repository: () => GitRepository.of(root ?? folder, environment),
    keeper,
    known: nothingKnown(),
    read: readStackFiles,
  });
  if (!loaded.ok) return printFailure(loaded.failure, request.json, terminal);
  const side: AccessSide =
    loaded.value.kind === "side" ? loaded.value.side : sideOf("plan", loaded.value.plan.after);
  const facts = loaded.value.kind === "side" ? loaded.value.facts : undefined;
  const principals = knownPrincipals(facts, side);
  const question = questionOf(request, side, principals, catalogue.value);
  if (!question.ok) return printFailure(question.failure, request.json, terminal);
  const grants = grantsAsked(side, question.value);
  const radius = radiusOf(side, question.value, new RoleMeaning(catalogue.value));
  if (request.json)
    printJson({ version: 1, question: question.value, grants, blastRadius: radius ?? null }, terminal);
  else terminal.out(accessAnswerText(grants, radius, labelsOf(catalogue.value, facts, side)));
  return 0;
}

/** Whoever takes a principal over has all of it: asked of one customer or role, the answer would be too small. */
function radiusOf(
  side: AccessSide,
  { principalId, customer, roleDefinitionId }: AccessQuestion,
  meaning: RoleMeaning,
): BlastRadius | undefined {
  if (principalId === undefined || customer !== undefined || roleDefinitionId !== undefined) return undefined;
  return blastRadius(side, principalId, meaning);
}

function questionOf(
  { principal, customer, role }: AccessRequest,
  side: AccessSide,
  principals: ReturnType<typeof knownPrincipals>,
  catalogue: RoleCatalogue,
): Result<AccessQuestion> {
  const named = principals.filter(
    ({ principalId, displayName }) => displayName === principal || principalId === principal?.toLowerCase(),
  );
  const ids = new Set(named.map(({ principalId }) => principalId));
  const [principalId] = ids;
  if (principal !== undefined && ids.size !== 1) {
    const problem = `${JSON.stringify(principal)} is ${ids.size === 0 ? "no principal" : `${ids.size} principals`} of this estate`;
    return failure(
      "bad-arguments",
      problem,
      "name a principal by its object id, or exactly as it is registered",
    );
  }
  if (customer !== undefined && !side.customers.some((each) => each.customer === customer))
    return failure(
      "unknown-customer",
      `nobody here is the customer ${JSON.stringify(customer)}`,
      "name customers by their ids",
    );
  const found = role === undefined ? undefined : roleNamed(catalogue, role);
  if (role !== undefined && found === undefined)
    return failure(
      "bad-arguments",
      `the catalogue has no role ${JSON.stringify(role)}`,
      "keeper roles <words> searches it",
    );
  return success({
    ...(principalId === undefined || principal === undefined ? {} : { principalId }),
    ...(customer === undefined ? {} : { customer }),
    ...(found === undefined ? {} : { roleDefinitionId: found.id }),
  });
}

function roleNamed(catalogue: RoleCatalogue, text: string) {
  const plain = text.toLowerCase();
  return (
    roleByName(catalogue, text) ??
    roleById(catalogue, plain) ??
    catalogue.roles.find(({ name }) => name.toLowerCase() === plain)
  );
}
