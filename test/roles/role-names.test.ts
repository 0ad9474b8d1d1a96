import { expectTypeOf, test } from "vitest";
import type { DataRoleName, OtherRefusedRoleName, SupportedRoleName } from "../../lib/roles/role-names.ts";

// checked by the compiler; vitest only runs past it
test("SupportedRoleName holds the supported names and no other", () => {
  expectTypeOf<"Reader">().toExtend<SupportedRoleName>();
  expectTypeOf<"Contributor">().toExtend<SupportedRoleName>();
  expectTypeOf<Extract<SupportedRoleName, "Owner" | "User Access Administrator">>().toEqualTypeOf<never>();
  expectTypeOf<Extract<SupportedRoleName, DataRoleName | OtherRefusedRoleName>>().toEqualTypeOf<never>();
});

test("DataRoleName and OtherRefusedRoleName hold the refused names", () => {
  expectTypeOf<"Storage Blob Data Reader" | "Log Analytics Contributor">().toExtend<DataRoleName>();
  expectTypeOf<"Locks Contributor" | "Security Manager (Legacy)">().toExtend<OtherRefusedRoleName>();
  expectTypeOf<Extract<DataRoleName | OtherRefusedRoleName, "Owner">>().toEqualTypeOf<never>();
});
