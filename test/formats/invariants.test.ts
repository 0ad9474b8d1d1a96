import { expect, test } from "vitest";
import { accessOf } from "../../lib/access/access-grant.ts";
import type { InvariantKind } from "../../lib/formats/stack/invariant-kinds.ts";
import { INVARIANTS } from "../../lib/formats/stack/invariant-kinds.ts";
import { type ExpectedStack, violations } from "../../lib/formats/stack/invariants.ts";
import { aCustomer, anOfferOf, guidOf, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { registered, stackOf } from "../support/stacks.ts";

const offer = anOfferOf({
  authorizations: TIDY_AUTHORIZATIONS,
  eligibleAuthorizations: [
    {
      principal: PRINCIPALS.engineers,
      role: "Contributor",
      justInTimeAccessPolicy: { maximumActivationDuration: "PT4H", approvers: [PRINCIPALS.approvers] },
    },
  ],
});
const customer = aCustomer();
const subscriptions = registered(customer, [offer]);
const expected: ExpectedStack = {
  grants: accessOf(subscriptions),
  definitions: subscriptions.flatMap((each) => each.registrations.map(({ definition }) => definition)),
  tenantId: customer.tenantId,
  registers: true,
};

const NAME = `operations_${guidOf("1")}`;

// biome-ignore lint/suspicious/noExplicitAny: a stack is broken here in every way
type Loose = any;

interface Parts {
  readonly stack: Loose;
  readonly definition: Loose;
  readonly assignment: Loose;
  readonly provider: Loose;
  readonly guard: Loose;
}

/** A good stack, broken in one way. */
function broken(breaking: (parts: Parts) => void): unknown {
  const stack = JSON.parse(stackOf(customer, [offer]).text);
  breaking({
    stack,
    definition: stack.resource.azurerm_lighthouse_definition[NAME],
    assignment: stack.resource.azurerm_lighthouse_assignment[NAME],
    provider: stack.provider.azurerm[0],
    guard: stack.data.azurerm_subscription[`subscription_${guidOf("1")}`],
  });
  return stack;
}

const BREAKS: readonly [InvariantKind, string, (parts: Parts) => void][] = [
  [
    "access-equals-definitions",
    "an authorization more",
    ({ definition }) => {
      definition.authorization.push({ ...definition.authorization[0], principal_id: guidOf("f") });
    },
  ],
  ["access-equals-definitions", "an authorization less", ({ definition }) => definition.authorization.pop()],
  [
    "access-equals-definitions",
    "another role",
    ({ definition }) => {
      definition.authorization[0].role_definition_id = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    },
  ],
  [
    "access-equals-definitions",
    "no approver",
    ({ definition }) => {
      delete definition.eligible_authorization[0].just_in_time_access_policy.approver;
    },
  ],
  [
    "access-equals-definitions",
    "no multifactor authentication",
    ({ definition }) => {
      delete definition.eligible_authorization[0].just_in_time_access_policy.multi_factor_auth_provider;
    },
  ],
  [
    "access-equals-definitions",
    "another managing tenant",
    ({ definition }) => {
      definition.managing_tenant_id = guidOf("f");
    },
  ],
  [
    "access-equals-definitions",
    "no assignment",
    ({ stack }) => {
      delete stack.resource.azurerm_lighthouse_assignment;
    },
  ],
  [
    "guid-not-canonical",
    "an upper-case GUID",
    ({ definition }) => {
      definition.authorization[0].principal_id = definition.authorization[0].principal_id.toUpperCase();
    },
  ],
  [
    "guid-not-canonical",
    "a role by its full id",
    ({ definition }) => {
      definition.authorization[0].role_definition_id = `/providers/x/${definition.authorization[0].role_definition_id}`;
    },
  ],
  [
    "reference-not-resource",
    "a literal definition id",
    ({ assignment }) => {
      assignment.lighthouse_definition_id = `/subscriptions/${guidOf("1")}/x/${guidOf("2")}`;
    },
  ],
  [
    "random-guid",
    "a definition without its GUID",
    ({ definition }) => {
      delete definition.lighthouse_definition_id;
    },
  ],
  [
    "random-guid",
    "an assignment without its GUID",
    ({ assignment }) => {
      delete assignment.name;
    },
  ],
  [
    "scope-malformed",
    "an assignment in another subscription",
    ({ assignment }) => {
      assignment.scope = `/subscriptions/${guidOf("2")}`;
    },
  ],
  [
    "scope-malformed",
    "a definition at a resource group",
    ({ definition }) => {
      definition.scope += "/resourceGroups/rg";
    },
  ],
  [
    "scope-malformed",
    "a lower-cased path",
    ({ assignment }) => {
      assignment.scope += "/resourcegroups/rg";
    },
  ],
  [
    "multi-factor-none-written",
    "the word None",
    ({ definition }) => {
      definition.eligible_authorization[0].just_in_time_access_policy.multi_factor_auth_provider = "None";
    },
  ],
  [
    "policy-not-explicit",
    "no policy",
    ({ definition }) => {
      delete definition.eligible_authorization[0].just_in_time_access_policy;
    },
  ],
  [
    "duration-not-canonical",
    "PT240M",
    ({ definition }) => {
      definition.eligible_authorization[0].just_in_time_access_policy.maximum_activation_duration = "PT240M";
    },
  ],
  [
    "lifecycle-changed",
    "create_before_destroy",
    ({ definition }) => {
      definition.lifecycle = { create_before_destroy: true };
    },
  ],
  [
    "lifecycle-changed",
    "a change of authorizations that is ignored",
    ({ definition }) => {
      definition.lifecycle = { ignore_changes: ["authorization"] };
    },
  ],
  [
    "part-unknown",
    "a resource of another kind",
    ({ stack }) => {
      stack.resource.azurerm_role_assignment = { x: { scope: "/", role_definition_name: "Owner" } };
    },
  ],
  [
    "part-unknown",
    "a data source of another kind",
    ({ stack }) => {
      stack.data.external = { x: { program: ["sh"] } };
    },
  ],
  [
    "part-unknown",
    "a module",
    ({ stack }) => {
      stack.module = { x: { source: "./x" } };
    },
  ],
  [
    "import-mismatch",
    "an import of another definition",
    ({ stack }) => {
      stack.import = [{ to: `azurerm_lighthouse_definition.${NAME}`, id: `/subscriptions/${guidOf("f")}` }];
    },
  ],
  [
    "import-mismatch",
    "an import to an address that is not there",
    ({ stack }) => {
      stack.import = [{ to: "azurerm_lighthouse_definition.x", id: "x" }];
    },
  ],
  [
    "provider-not-pinned",
    "a provider and a guard that name another tenant together",
    ({ provider, guard }) => {
      provider.tenant_id = guidOf("f");
      guard.lifecycle.postcondition[0].condition = `\${lower(self.tenant_id) == "${guidOf("f")}"}`;
    },
  ],
  [
    "guard-missing",
    "a guard that reads another subscription",
    ({ guard }) => {
      guard.subscription_id = guidOf("f");
    },
  ],
  [
    "guard-missing",
    "a guard without its provider",
    ({ guard }) => {
      delete guard.provider;
    },
  ],
  [
    "registration-missing",
    "no registration",
    ({ provider }) => {
      delete provider.resource_providers_to_register;
    },
  ],
  [
    "provider-not-pinned",
    "a provider without its tenant",
    ({ provider }) => {
      delete provider.tenant_id;
    },
  ],
  [
    "provider-not-pinned",
    "no provider",
    ({ assignment }) => {
      delete assignment.provider;
    },
  ],
  [
    "guard-missing",
    "a definition that does not wait for the guard",
    ({ definition }) => {
      delete definition.depends_on;
    },
  ],
  [
    "guard-missing",
    "a guard that demands another tenant",
    ({ guard }) => {
      guard.lifecycle.postcondition[0].condition = `\${lower(self.tenant_id) == "${guidOf("f")}"}`;
    },
  ],
  [
    "guard-missing",
    "a guard that demands nothing",
    ({ guard }) => {
      delete guard.lifecycle;
    },
  ],
  [
    "registration-missing",
    "the provider's own choice of registrations",
    ({ provider }) => {
      delete provider.resource_provider_registrations;
    },
  ],
  [
    "registration-missing",
    "a registration too many",
    ({ provider }) => {
      provider.resource_providers_to_register.push("Microsoft.Compute");
    },
  ],
  [
    "text-evaluated",
    "an expression in the name",
    ({ definition }) => {
      definition.name = '${file("/etc/passwd")}';
    },
  ],
  [
    "text-evaluated",
    "an expression in a display name",
    ({ definition }) => {
      definition.authorization[0].principal_display_name = "%{ if true }x%{ endif }";
    },
  ],
  [
    "text-evaluated",
    "an expression in the guard's message",
    ({ guard }) => {
      guard.lifecycle.postcondition[0].error_message = "${self.display_name}";
    },
  ],
  [
    "text-evaluated",
    "an expression in the backend",
    ({ stack }) => {
      stack.terraform.backend.local.path = "${path.root}/x";
    },
  ],
  [
    "text-evaluated",
    "another expression in an output",
    ({ stack }) => {
      stack.output.registration_assignments.value[NAME] = '${file("x")}';
    },
  ],
  [
    "text-equals-definitions",
    "another description",
    ({ definition }) => {
      definition.description = "Something else";
    },
  ],
];

test("violations finds none in a stack as it is made", () => {
  expect(
    violations(
      broken(() => {}),
      expected,
    ),
  ).toEqual([]);
});

test.each(BREAKS)("violations finds %s where there is %s", (kind, _, breaking) => {
  expect(violations(broken(breaking), expected).map((each) => each.kind)).toContain(kind);
});

test("violations finds a registration where the estate wants none", () => {
  const kinds = violations(
    broken(() => {}),
    { ...expected, registers: false },
  ).map((each) => each.kind);
  expect(kinds).toEqual(["registration-missing"]);
});

test("violations: every invariant has a stack that breaks it", () => {
  expect(new Set(BREAKS.map(([kind]) => kind))).toEqual(new Set(Object.keys(INVARIANTS)));
});
