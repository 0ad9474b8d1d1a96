/**
 * What holds of every synthesized stack. `verifyStack` (lib/formats/stack/) asks it of the bytes before they are written,
 * and test/formats/verify.test.ts breaks each of them.
 */
export const INVARIANTS = {
  "access-equals-definitions": "The access decoded from the stack equals the access of the definitions",
  "guid-not-canonical": "Every GUID is a GUID in lower case",
  "reference-not-resource": "Every assignment references its definition as a resource of the stack",
  "random-guid": "Every definition and assignment has its GUID written out",
  "scope-malformed": "A definition is at a subscription, an assignment at it or at a resource group of it",
  "multi-factor-none-written": "Where no multifactor authentication is asked for, the argument is left out",
  "policy-not-explicit":
    "Every eligible authorization has exactly one just-in-time access policy with its duration",
  "duration-not-canonical": "Every duration is written PTnH, PTnM or PTnHnM",
  "lifecycle-changed":
    "No resource has a lifecycle of its own: none is created before the one that it replaces is destroyed, none ignores a change",
  "provider-not-pinned":
    "Every resource names a provider that is pinned to the customer's tenant and its own subscription",
  "guard-missing":
    "Every definition depends on the tenant guard, which reads its subscription by that subscription's provider",
  "registration-missing":
    "A provider registers Microsoft.ManagedServices and nothing else, unless the estate switches that off",
  "part-unknown":
    "A stack consists of its own providers, guards, definitions, assignments and outputs, and of nothing else",
  "import-mismatch":
    "Import blocks take over the resources that are marked as existing, each the one at its address, and no others",
  "text-evaluated": "Nothing is evaluated but references of this stack and the guard's condition",
  "text-equals-definitions": "Every definition has the name and description of the definitions",
} as const;

/** The name of an invariant. */
export type InvariantKind = keyof typeof INVARIANTS;
