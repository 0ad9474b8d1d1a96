import type { JustInTimeAccessPolicy } from "../delegation/just-in-time-access-policy.ts";
import { nameOfPrincipal } from "../delegation/principal.ts";
import { differingPolicies, type PolicyDifference } from "../delegation/refusals.ts";
import { resolveRole } from "../delegation/role-reference.ts";
import type { Json } from "./finding.ts";
import { planVersions } from "./offer-parts.ts";
import { distinctApprovers, principalFacts, principalText } from "./principals.ts";
import { policyFacts } from "./refused-authorizations.ts";
import type { OfferRule } from "./rule.ts";

const DIFFERENCE_WORDS: Readonly<Record<PolicyDifference, string>> = {
  multiFactorAuthProvider: "multifactor authentication",
  maximumActivationDuration: "longest activation",
  approvers: "approvers",
};

/** LH012: all eligible authorizations of one role have the same policy. */
export const eligiblePoliciesDiffer: OfferRule = {
  code: "LH012",
  kind: "eligible-policies-differ",
  severity: "error",
  judges: "offer",
  title: "Eligible authorizations of one role in one plan version have the same just-in-time access policy",
  what: "Two eligible authorizations of one plan version name the same role, and their policies differ in multifactor authentication, in the longest activation or in the approvers.",
  harm: "Azure refuses the whole registration definition, so none of its authorizations take effect.",
  fix: "Give every eligible authorization of the role the same policy, or use another role for one of them.",
  accept: "Never: the service refuses it.",
  source:
    "Microsoft: Create eligible authorizations (role); service error InvalidRegistrationDefinitionCreateRequest (reported by a third party)",
  *check({ value: offer, file }, { catalogue }) {
    for (const { version } of planVersions(offer)) {
      const judged = version.eligibleAuthorizations.flatMap((authorization) => {
        const role = resolveRole(catalogue, authorization.role);
        const policy = policyFacts(authorization.justInTimeAccessPolicy);
        return role === undefined ? [] : [{ authorization, role, roleDefinitionId: role.id, policy }];
      });
      for (const differing of differingPolicies(judged)) {
        const { authorization: eligible, role } = differing.eligible;
        const first = differing.first.authorization;
        const differences = differing.differences.map((each) => DIFFERENCE_WORDS[each]);
        yield {
          at: { file, path: [...eligible.path, "justInTimeAccessPolicy"] },
          problem: `For ${role.name} the policy of the ${principalText(eligible.principal)} differs from that of the ${principalText(first.principal)} in ${differences.join(", ")}`,
          received: policyText(eligible.justInTimeAccessPolicy),
          allowed: `the policy of the first eligible authorization for the role: ${policyText(first.justInTimeAccessPolicy)}`,
          fix: "give both the same policy, or use another role for one of them",
          facts: {
            role: role.name,
            roleDefinitionId: role.id,
            differences,
            principal: principalFacts(eligible.principal),
            policy: policyJson(eligible.justInTimeAccessPolicy),
            first: {
              path: [...first.path],
              principal: principalFacts(first.principal),
              policy: policyJson(first.justInTimeAccessPolicy),
            },
          },
        };
      }
    }
  },
};

function policyText(policy: JustInTimeAccessPolicy): string {
  const approvers = [...distinctApprovers(policy).values()].map((each) => `"${nameOfPrincipal(each)}"`);
  const who = approvers.length === 0 ? "no approvers" : `approved by ${approvers.join(", ")}`;
  return `MFA ${policy.multiFactorAuthProvider}, ${policy.maximumActivationDuration}, ${who}`;
}

function policyJson(policy: JustInTimeAccessPolicy): Json {
  return {
    multiFactorAuthProvider: policy.multiFactorAuthProvider,
    maximumActivationDuration: policy.maximumActivationDuration,
    approvers: policy.approvers.map(principalFacts),
  };
}
