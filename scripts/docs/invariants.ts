/**
 * Invariants of every synthesized stack. `verifyStack` (lib/formats/stack/) checks the bytes before they are written;
 * test/formats/verify.test.ts breaks each invariant.
 */
export const INVARIANTS = {
  "access-equals-definitions": "The access decoded from the stack equals the access of the definitions",
  "guid-not-canonical": "Every GUID is a GUID in lower case",
  "reference-not-resource": "Every assignment references its definition as a resource of the stack",
  "random-guid": "Every definition and assignment has an explicit GUID",
  "scope-malformed": "A definition is at a subscription, an assignment at it or at a resource group of it",
  "multi-factor-none-written": "Without multifactor authentication, the argument is left out",
  "policy-not-explicit":
    "Every eligible authorization has exactly one just-in-time access policy with its duration",
  "duration-not-canonical": "Every duration is written PTnH, PTnM or PTnHnM",
  "lifecycle-changed":
    "No resource has a lifecycle block: none is created before the resource that it replaces is destroyed, none ignores changes",
  "provider-not-pinned":
    "Every resource names a provider that is pinned to the resource's subscription and signs in to the customer's tenant, or to the one that the definition names",
  "guard-missing":
    "Every definition depends on the tenant guard, which reads its subscription by that subscription's provider",
  "registration-missing":
    "A provider registers only Microsoft.ManagedServices, or nothing where the estate disables registration",
  "part-unknown": "A stack consists only of its own providers, guards, definitions, assignments and outputs",
  "import-mismatch":
    "Import blocks import exactly the resources that are marked as existing, each at its address",
  "text-evaluated": "Terraform evaluates only references of this stack and the guard's condition",
  "text-equals-definitions": "Every definition has the name and description of the definitions",
} as const;

/** Name of an invariant. */
export type InvariantKind = keyof typeof INVARIANTS;
