import { rolesOf } from "../access/access-grant.ts";
import type { EstateFacts } from "../delegation/estate-facts.ts";
import type { AccessReview } from "../review/access-change.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import { GUID_PATTERN } from "../values/guid.ts";
import type { Policy } from "./policy.ts";
import type { GateReason } from "./reason.ts";
import { namedRoles } from "./resolved-policy.ts";

/** Input that must be complete before a decision. */
export interface JudgedInput {
  readonly review: AccessReview;
  readonly policy: Policy;
  readonly facts: EstateFacts | undefined;
  readonly catalogue: RoleCatalogue;
  readonly estateSize: number;
  readonly unexpectedlyEmpty: readonly ("before" | "after")[];
  readonly allowEmpty: boolean;
  readonly changePolicyProblems: readonly string[];
}

/** Reasons for input that is missing, unknown or empty by accident. */
export function inputReasons(input: JudgedInput): GateReason[] {
  return [
    ...emptySides(input),
    ...input.changePolicyProblems.map((problem): GateReason => ({ kind: "policy-broken", problem })),
    ...missingFacts(input),
    ...unknownRoles(input),
    ...unknownGuardrailRoles(input),
  ];
}

function emptySides({ review, unexpectedlyEmpty, allowEmpty }: JudgedInput): GateReason[] {
  if (allowEmpty) return [];
  if (review.compared === 0) return [{ kind: "nothing-compared" }];
  return unexpectedlyEmpty.map((side) => ({ kind: "side-empty", side }));
}

function missingFacts({ policy, facts, estateSize }: JudgedInput): GateReason[] {
  const asks = ({ when }: Policy["rules"][number]) => ({
    customer: when.customer !== undefined,
    plan: when.plan !== undefined,
    tag: when.tag !== undefined,
    breadth: when.breadth !== undefined,
    principal: when.principal?.some((name) => !GUID_PATTERN.test(name)) === true,
  });
  const asked = policy.rules.map(asks);
  const sized = Number.isInteger(estateSize) && estateSize >= 0;
  const unsized: GateReason[] =
    asked.some(({ breadth }) => breadth) && !sized ? [{ kind: "estate-size-unknown" }] : [];
  if (facts !== undefined) return unsized;
  const missing = [
    ...(["customer", "plan", "tag", "breadth", "principal"] as const).filter((of) =>
      asked.some((each) => each[of]),
    ),
    ...(policy.guardrails?.groupsOnly === true ? (["groups-only"] as const) : []),
  ];
  return [...unsized, ...missing.map((of): GateReason => ({ kind: "facts-missing", asked: of }))];
}

function unknownRoles({ review, catalogue }: JudgedInput): GateReason[] {
  return review.customers.flatMap(({ customer, after }) =>
    [...new Set((after?.grants ?? []).flatMap(rolesOf))]
      .filter((id) => roleById(catalogue, id) === undefined)
      .map((roleDefinitionId): GateReason => ({ kind: "role-unknown", customer, roleDefinitionId })),
  );
}

/** Reports guardrails on unknown roles, which have no effect. They are reported once there is a grant to judge. */
function unknownGuardrailRoles({ review, policy, catalogue }: JudgedInput): GateReason[] {
  const names = policy.guardrails?.noStandingOnSubscription ?? [];
  if (!review.customers.some(({ after }) => (after?.grants ?? []).length > 0)) return [];
  return namedRoles(names, catalogue).unknown.map((name) => ({
    kind: "policy-name-unknown",
    of: "role",
    name,
  }));
}
