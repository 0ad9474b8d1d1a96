import fc from "fast-check";
import { expect, test } from "vitest";
import { accessOf } from "../../lib/access/access-grant.ts";
import type { ProblemKind } from "../../lib/documents/problem.ts";
import { importing } from "../../lib/formats/stack/imports.ts";
import { type ExpectedStack, verifyStack } from "../../lib/formats/stack/verify.ts";
import { failed } from "../../lib/values/result.ts";
import { INVARIANTS, type InvariantKind } from "../../scripts/docs/invariants.ts";
import { aCustomer, anOfferOf, guidOf, PRINCIPALS, TIDY_AUTHORIZATIONS } from "../support/builders.ts";
import { registered, stackOf } from "../support/stacks.ts";
import { anyMutation, mutated } from "./mutations.ts";
import { violations } from "./oracle-invariants.ts";
import { expectRefused } from "./refused.ts";
import { ASSIGNMENT, DEFINITION, GUARD, NAME, ONE, textOf } from "./stack-samples.ts";

const offer = anOfferOf({
  authorizations: [
    ...TIDY_AUTHORIZATIONS,
    {
      principal: PRINCIPALS.automation,
      role: "User Access Administrator",
      delegatedRoleDefinitions: ["Contributor"],
    },
  ],
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
const expected: ExpectedStack = { customer, subscriptions, registerResourceProvider: true };

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

const PROVIDER = `azurerm.subscription_${ONE}`;

const BREAKS: readonly [InvariantKind, string, ProblemKind, string, (parts: Parts) => void][] = [
  [
    "access-equals-definitions",
    "an authorization more",
    "definitions-differ",
    "grants",
    ({ definition }) => {
      definition.authorization.push({ ...definition.authorization[0], principal_id: guidOf("f") });
    },
  ],
  [
    "access-equals-definitions",
    "an authorization less",
    "definitions-differ",
    "grants",
    ({ definition }) => definition.authorization.pop(),
  ],
  [
    "access-equals-definitions",
    "another role",
    "definitions-differ",
    "grants",
    ({ definition }) => {
      definition.authorization[0].role_definition_id = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    },
  ],
  [
    "access-equals-definitions",
    "no approver",
    "definitions-differ",
    "grants",
    ({ definition }) => {
      delete definition.eligible_authorization[0].just_in_time_access_policy.approver;
    },
  ],
  [
    "access-equals-definitions",
    "no multifactor authentication",
    "definitions-differ",
    "grants",
    ({ definition }) => {
      delete definition.eligible_authorization[0].just_in_time_access_policy.multi_factor_auth_provider;
    },
  ],
  [
    "access-equals-definitions",
    "another managing tenant",
    "definitions-differ",
    "definitions",
    ({ definition }) => {
      definition.managing_tenant_id = guidOf("f");
    },
  ],
  [
    "access-equals-definitions",
    "no assignment",
    "invariant-broken",
    `${DEFINITION}`,
    ({ stack }) => {
      delete stack.resource.azurerm_lighthouse_assignment;
    },
  ],
  [
    "guid-not-canonical",
    "an upper-case GUID",
    "value-not-allowed",
    `${DEFINITION} authorization 0 principal_id`,
    ({ definition }) => {
      definition.authorization[0].principal_id = definition.authorization[0].principal_id.toUpperCase();
    },
  ],
  [
    "guid-not-canonical",
    "a role by its full id",
    "value-not-allowed",
    `${DEFINITION} authorization 0 role_definition_id`,
    ({ definition }) => {
      definition.authorization[0].role_definition_id = `/providers/x/${definition.authorization[0].role_definition_id}`;
    },
  ],
  [
    "reference-not-resource",
    "a literal definition id",
    "text-evaluated",
    `${ASSIGNMENT} lighthouse_definition_id`,
    ({ assignment }) => {
      assignment.lighthouse_definition_id = `/subscriptions/${guidOf("1")}/x/${guidOf("2")}`;
    },
  ],
  [
    "random-guid",
    "a definition without its GUID",
    "value-not-allowed",
    `${DEFINITION} lighthouse_definition_id`,
    ({ definition }) => {
      delete definition.lighthouse_definition_id;
    },
  ],
  [
    "random-guid",
    "an assignment without its GUID",
    "value-not-allowed",
    `${ASSIGNMENT} name`,
    ({ assignment }) => {
      delete assignment.name;
    },
  ],
  [
    "scope-malformed",
    "an assignment in another subscription",
    "invariant-broken",
    `${ASSIGNMENT} scope`,
    ({ assignment }) => {
      assignment.scope = `/subscriptions/${guidOf("2")}`;
    },
  ],
  [
    "scope-malformed",
    "a definition at a resource group",
    "invariant-broken",
    `${DEFINITION} scope`,
    ({ definition }) => {
      definition.scope += "/resourceGroups/rg";
    },
  ],
  [
    "scope-malformed",
    "a lower-cased path",
    "value-not-allowed",
    `${ASSIGNMENT} scope`,
    ({ assignment }) => {
      assignment.scope += "/resourcegroups/rg";
    },
  ],
  [
    "multi-factor-none-written",
    "the word None",
    "value-not-allowed",
    `${DEFINITION} eligible_authorization 0 just_in_time_access_policy multi_factor_auth_provider`,
    ({ definition }) => {
      definition.eligible_authorization[0].just_in_time_access_policy.multi_factor_auth_provider = "None";
    },
  ],
  [
    "policy-not-explicit",
    "no policy",
    "value-not-allowed",
    `${DEFINITION} eligible_authorization 0 just_in_time_access_policy`,
    ({ definition }) => {
      delete definition.eligible_authorization[0].just_in_time_access_policy;
    },
  ],
  [
    "duration-not-canonical",
    "PT240M",
    "value-not-allowed",
    `${DEFINITION} eligible_authorization 0 just_in_time_access_policy maximum_activation_duration`,
    ({ definition }) => {
      definition.eligible_authorization[0].just_in_time_access_policy.maximum_activation_duration = "PT240M";
    },
  ],
  [
    "lifecycle-changed",
    "create_before_destroy",
    "part-unknown",
    `${DEFINITION} lifecycle`,
    ({ definition }) => {
      definition.lifecycle = { create_before_destroy: true };
    },
  ],
  [
    "lifecycle-changed",
    "a change of authorizations that is ignored",
    "part-unknown",
    `${DEFINITION} lifecycle`,
    ({ definition }) => {
      definition.lifecycle = { ignore_changes: ["authorization"] };
    },
  ],
  [
    "part-unknown",
    "a resource of another kind",
    "part-unknown",
    "resource azurerm_role_assignment",
    ({ stack }) => {
      stack.resource.azurerm_role_assignment = { x: { scope: "/", role_definition_name: "Owner" } };
    },
  ],
  [
    "part-unknown",
    "a data source of another kind",
    "part-unknown",
    "data external",
    ({ stack }) => {
      stack.data.external = { x: { program: ["sh"] } };
    },
  ],
  [
    "part-unknown",
    "a module",
    "part-unknown",
    "module",
    ({ stack }) => {
      stack.module = { x: { source: "./x" } };
    },
  ],
  [
    "import-mismatch",
    "an import of another definition",
    "invariant-broken",
    "import 0",
    ({ stack }) => {
      stack.import = [
        {
          provider: PROVIDER,
          to: `azurerm_lighthouse_definition.${NAME}`,
          id: `/subscriptions/${guidOf("f")}`,
        },
      ];
    },
  ],
  [
    "import-mismatch",
    "an import to an address that is not there",
    "invariant-broken",
    "import 0",
    ({ stack }) => {
      stack.import = [{ provider: PROVIDER, to: "azurerm_lighthouse_definition.x", id: "x" }];
    },
  ],
  [
    "provider-not-pinned",
    "a provider and a guard that name another tenant together",
    "definitions-differ",
    "tenant",
    ({ provider, guard }) => {
      provider.tenant_id = guidOf("f");
      guard.lifecycle.postcondition[0].condition = `\${lower(self.tenant_id) == "${guidOf("f")}"}`;
    },
  ],
  [
    "provider-not-pinned",
    "a provider that signs in to another tenant",
    "definitions-differ",
    "sign-in tenant",
    ({ provider }) => {
      provider.tenant_id = guidOf("f");
    },
  ],
  [
    "guard-missing",
    "a guard that reads another subscription",
    "invariant-broken",
    `${GUARD} subscription_id`,
    ({ guard }) => {
      guard.subscription_id = guidOf("f");
    },
  ],
  [
    "guard-missing",
    "a guard without its provider",
    "value-not-allowed",
    `${GUARD} provider`,
    ({ guard }) => {
      delete guard.provider;
    },
  ],
  [
    "registration-missing",
    "no registration",
    "definitions-differ",
    "resource provider",
    ({ provider }) => {
      delete provider.resource_providers_to_register;
    },
  ],
  [
    "provider-not-pinned",
    "a provider without its tenant",
    "value-not-allowed",
    "provider azurerm 0 tenant_id",
    ({ provider }) => {
      delete provider.tenant_id;
    },
  ],
  [
    "provider-not-pinned",
    "no provider",
    "value-not-allowed",
    `${ASSIGNMENT} provider`,
    ({ assignment }) => {
      delete assignment.provider;
    },
  ],
  [
    "guard-missing",
    "a definition that does not wait for the guard",
    "value-not-allowed",
    `${DEFINITION} depends_on`,
    ({ definition }) => {
      delete definition.depends_on;
    },
  ],
  [
    "guard-missing",
    "a guard that demands another tenant",
    "definitions-differ",
    "tenant",
    ({ guard }) => {
      guard.lifecycle.postcondition[0].condition = `\${lower(self.tenant_id) == "${guidOf("f")}"}`;
    },
  ],
  [
    "guard-missing",
    "a guard that demands nothing",
    "value-not-allowed",
    `${GUARD} lifecycle`,
    ({ guard }) => {
      delete guard.lifecycle;
    },
  ],
  [
    "registration-missing",
    "the provider's own choice of registrations",
    "value-not-allowed",
    "provider azurerm 0 resource_provider_registrations",
    ({ provider }) => {
      delete provider.resource_provider_registrations;
    },
  ],
  [
    "registration-missing",
    "a registration too many",
    "value-not-allowed",
    "provider azurerm 0 resource_providers_to_register",
    ({ provider }) => {
      provider.resource_providers_to_register.push("Microsoft.Compute");
    },
  ],
  [
    "text-evaluated",
    "an expression in the name",
    "text-evaluated",
    `${DEFINITION} name`,
    ({ definition }) => {
      definition.name = '${file("/etc/passwd")}';
    },
  ],
  [
    "text-evaluated",
    "an expression in a display name",
    "text-evaluated",
    `${DEFINITION} authorization 0 principal_display_name`,
    ({ definition }) => {
      definition.authorization[0].principal_display_name = "%{ if true }x%{ endif }";
    },
  ],
  [
    "text-evaluated",
    "an expression in the guard's message",
    "text-evaluated",
    `${GUARD} lifecycle postcondition 0 error_message`,
    ({ guard }) => {
      guard.lifecycle.postcondition[0].error_message = "${self.display_name}";
    },
  ],
  [
    "text-evaluated",
    "an expression in the backend",
    "text-evaluated",
    "terraform backend local path",
    ({ stack }) => {
      stack.terraform.backend.local.path = "${path.root}/x";
    },
  ],
  [
    "text-evaluated",
    "another expression in an output",
    "text-evaluated",
    `output registration_assignments value ${NAME}`,
    ({ stack }) => {
      stack.output.registration_assignments.value[NAME] = '${file("x")}';
    },
  ],
  [
    "text-equals-definitions",
    "another description",
    "definitions-differ",
    "definitions",
    ({ definition }) => {
      definition.description = "Something else";
    },
  ],
  [
    "import-mismatch",
    "an import of what does not exist yet",
    "definitions-differ",
    "import",
    ({ stack, definition }) => {
      const id = `${definition.scope}/providers/Microsoft.ManagedServices/registrationDefinitions/${definition.lighthouse_definition_id}`;
      stack.import = [{ provider: PROVIDER, to: `azurerm_lighthouse_definition.${NAME}`, id }];
    },
  ],
  [
    "access-equals-definitions",
    "a delegated role twice, where there is one",
    "duplicate",
    `definitions operations ${subscriptions[0]?.registrations[0]?.definition.id}`,
    ({ definition }) => {
      const found = definition.authorization.find((each: Loose) => each.delegated_role_definition_ids);
      found.delegated_role_definition_ids.push(found.delegated_role_definition_ids[0]);
    },
  ],
  [
    "access-equals-definitions",
    "an approver twice",
    "duplicate",
    `definitions operations ${subscriptions[0]?.registrations[0]?.definition.id}`,
    ({ definition }) => {
      const { approver } = definition.eligible_authorization[0].just_in_time_access_policy;
      approver.push(approver[0]);
    },
  ],
  [
    "access-equals-definitions",
    "an authorization twice",
    "duplicate",
    `definitions operations ${subscriptions[0]?.registrations[0]?.definition.id}`,
    ({ definition }) => definition.authorization.push(definition.authorization[0]),
  ],
  [
    "provider-not-pinned",
    "a subscription less",
    "definitions-differ",
    "subscriptionIds",
    ({ stack }) => {
      for (const part of ["provider", "data", "resource", "output"]) delete stack[part];
      delete stack.terraform.required_providers;
    },
  ],
];

test("verifyStack finds nothing in a stack as it is made", () => {
  expect(verifyStack(textOf(broken(() => {})), expected)).toEqual([]);
});

test.each(BREAKS)("verifyStack asks %s: finds %s", (_invariant, _what, kind, place, breaking) => {
  expectRefused(failed(verifyStack(textOf(broken(breaking)), expected)), kind, place);
});

test("verifyStack finds a registration where the estate wants none", () => {
  const found = verifyStack(textOf(broken(() => {})), { ...expected, registerResourceProvider: false });
  expect(found.map(({ path }) => path.join(" "))).toEqual(["resource provider"]);
});

test("verifyStack finds an import block that is missing, and takes one that is asked for", () => {
  const existing = importing(subscriptions, customer.id, new Set([`azurerm_lighthouse_definition.${NAME}`]));
  const found = verifyStack(textOf(broken(() => {})), { ...expected, subscriptions: existing });
  expect(found.map(({ path }) => path.join(" "))).toEqual(["import"]);
  const imported = broken(({ stack, definition }) => {
    const id = `${definition.scope}/providers/Microsoft.ManagedServices/registrationDefinitions/${definition.lighthouse_definition_id}`;
    stack.import = [{ provider: PROVIDER, to: `azurerm_lighthouse_definition.${NAME}`, id }];
  });
  expect(verifyStack(textOf(imported), { ...expected, subscriptions: existing })).toEqual([]);
});

test("verifyStack: every invariant has a stack that breaks it", () => {
  expect(new Set(BREAKS.map(([invariant]) => invariant))).toEqual(new Set(Object.keys(INVARIANTS)));
});

test("verifyStack finds something in every stack in which the oracle finds a broken invariant", () => {
  const wanted = {
    grants: accessOf(subscriptions),
    definitions: subscriptions.flatMap((each) => each.registrations.map(({ definition }) => definition)),
    tenantId: customer.tenantId,
    registers: true,
  };
  const whole = broken(() => {});
  for (const [, , , , breaking] of BREAKS.slice(0, -5)) {
    expect(violations(broken(breaking), wanted)).not.toEqual([]);
  }
  fc.assert(
    fc.property(fc.array(anyMutation, { minLength: 1, maxLength: 2 }), (mutations) => {
      const stack = JSON.parse(textOf(mutations.reduce(mutated, whole)));
      if (verifyStack(textOf(stack), expected).length === 0) expect(violations(stack, wanted)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
