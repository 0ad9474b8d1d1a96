import { expect, test } from "vitest";
import { roleById } from "../../lib/roles/role-catalogue.ts";
import * as wellKnown from "../../lib/roles/well-known-roles.ts";
import { SHIPPED } from "./sample-roles.ts";

test.each([
  [wellKnown.OWNER_ROLE_ID, "Owner"],
  [wellKnown.USER_ACCESS_ADMINISTRATOR_ROLE_ID, "User Access Administrator"],
  [wellKnown.CONTRIBUTOR_ROLE_ID, "Contributor"],
  [wellKnown.READER_ROLE_ID, "Reader"],
  [wellKnown.REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID, "Managed Services Registration assignment Delete Role"],
])("wellKnown has the GUID %s of %s", (id, name) => {
  expect(roleById(SHIPPED, id)?.name).toBe(name);
});
