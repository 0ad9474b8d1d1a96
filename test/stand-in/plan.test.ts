import { expect, test } from "vitest";
import { planResource } from "../../lib/stand-in/plan.ts";
import { Unknown } from "../../lib/stand-in/plugin-values.ts";
import { RESOURCES } from "../../lib/stand-in/resource-types.ts";
import { guidOf } from "../support/builders.ts";

const DEFINITION = "azurerm_lighthouse_definition";
const prior = {
  id: "x",
  name: "Operations",
  description: "old",
  managing_tenant_id: guidOf("9"),
  scope: "/subscriptions/1",
  lighthouse_definition_id: guidOf("2"),
  authorization: [],
};

test("what only apply knows is unknown at create", () => {
  const proposed = { ...prior, id: null, lighthouse_definition_id: null };
  const { planned, replaces } = planResource(DEFINITION, null, proposed);
  expect(planned["id"]).toBe(Unknown.value);
  expect(planned["lighthouse_definition_id"]).toBe(Unknown.value);
  expect(replaces).toEqual([]);
  const given = planResource(DEFINITION, null, { ...prior, id: null });
  expect(given.planned["lighthouse_definition_id"]).toBe(guidOf("2"));
});

test("a definition changes in place, but for what azurerm cannot change", () => {
  expect(planResource(DEFINITION, prior, { ...prior, description: "new" }).replaces).toEqual([]);
  for (const name of RESOURCES[DEFINITION].forcesNew)
    expect(planResource(DEFINITION, prior, { ...prior, [name]: "other" }).replaces).toEqual([name]);
});

test("an assignment never changes in place, and follows a definition whose id is not known yet", () => {
  const assignment = {
    id: "x",
    name: guidOf("3"),
    scope: "/subscriptions/1",
    lighthouse_definition_id: "/d",
  };
  const { replaces } = planResource("azurerm_lighthouse_assignment", assignment, {
    ...assignment,
    lighthouse_definition_id: Unknown.value,
  });
  expect(replaces).toEqual(["lighthouse_definition_id"]);
});

test("empty text means nothing, missing delegated roles an empty set, and a policy without a duration eight hours", () => {
  const { planned } = planResource(DEFINITION, null, {
    ...prior,
    description: "",
    eligible_authorization: [
      {
        principal_id: "a",
        just_in_time_access_policy: [
          { multi_factor_auth_provider: "", maximum_activation_duration: null, approver: [] },
        ],
      },
    ],
    authorization: [{ principal_id: "a", delegated_role_definition_ids: null }],
  });
  expect(planned).toMatchObject({
    description: null,
    eligible_authorization: [
      {
        just_in_time_access_policy: [
          { multi_factor_auth_provider: null, maximum_activation_duration: "PT8H" },
        ],
      },
    ],
    authorization: [{ delegated_role_definition_ids: [] }],
  });
});
