import type { Rule } from "../../lib/rules/rule.ts";
import type { InvariantKind } from "./invariants.ts";

/** Code of a rule. */
type RuleCode = Rule["code"];

/** A guard against a trap: rules, the type system, invariants of the JSON, or a later comparison. */
export type Guard =
  | { readonly by: "rule"; readonly codes: readonly RuleCode[] }
  | { readonly by: "type"; readonly what: string }
  | { readonly by: "invariant"; readonly kinds: readonly InvariantKind[] }
  | { readonly by: "comparison"; readonly what: string };

/** A behaviour of Azure Lighthouse or azurerm that causes mistakes. */
export interface Trap {
  readonly number: number;
  readonly title: string;
  readonly guards: readonly Guard[];
}

/** The twenty traps of the service, each with its guards. */
export const TRAPS: readonly Trap[] = [
  {
    number: 1,
    title:
      "Lighthouse refuses Owner, custom roles, roles with data actions and roles over authorization objects",
    guards: [rules("LH001", "LH002", "LH003"), type("only the names of supported roles compile")],
  },
  {
    number: 2,
    title: "Lighthouse may accept or refuse a role differently after Azure changes the role",
    guards: [rules("LH001", "LH002", "LH003", "LH004")],
  },
  {
    number: 3,
    title: "User Access Administrator needs delegated role definitions, and no other role may have them",
    guards: [
      rules("LH005", "LH006", "LH007", "LH008"),
      type("delegatedRoleDefinitions compiles beside User Access Administrator alone, and never empty"),
    ],
  },
  {
    number: 4,
    title:
      "An eligible authorization takes no User Access Administrator, no Owner, no service principal and no delegated role definitions",
    guards: [
      rules("LH001", "LH009", "LH010", "LH011", "LH069"),
      type("eligible principals and approvers are users or groups, and their roles are supported ones"),
    ],
  },
  {
    number: 5,
    title: "Eligible authorizations of one role must have one just-in-time access policy",
    guards: [rules("LH012")],
  },
  {
    number: 6,
    title:
      "An eligible principal needs a standing role with Reader access, and a plan version needs a standing authorization",
    guards: [rules("LH013", "LH014")],
  },
  {
    number: 7,
    title: "azurerm accepts activation durations that Azure does not, in many spellings",
    guards: [
      rules("LH015", "LH016"),
      type("half-hour steps from PT30M to PT8H"),
      invariants("duration-not-canonical"),
    ],
  },
  {
    number: 8,
    title: "There are at most ten approvers, and an approver cannot approve their own request",
    guards: [rules("LH017", "LH018", "LH019")],
  },
  {
    number: 9,
    title: "azurerm refuses the multifactor authentication provider None: the argument must be left out",
    guards: [invariants("multi-factor-none-written", "policy-not-explicit")],
  },
  {
    number: 10,
    title: "The managing tenant cannot be the customer's tenant",
    guards: [rules("LH043"), invariants("guard-missing")],
  },
  {
    number: 11,
    title: "azurerm requires GUIDs in some arguments and full ARM ids in others of the same name",
    guards: [invariants("guid-not-canonical", "reference-not-resource")],
  },
  {
    number: 12,
    title: "GUIDs that are left out become random, and a lost state then makes duplicates",
    guards: [rules("LH052"), invariants("random-guid")],
  },
  {
    number: 13,
    title: "GUIDs made from too few parts collide between managing tenants, offers or resource groups",
    guards: [rules("LH046", "LH052", "LH061"), invariants("access-equals-definitions")],
  },
  {
    number: 14,
    title: "A new offer name, managing tenant or scope destroys the delegation and creates it again",
    guards: [
      rules("LH071"),
      comparison("names the delegations that a change replaces, and how long access is interrupted"),
      invariants("lifecycle-changed"),
    ],
  },
  {
    number: 15,
    title: "A definition cannot be deleted before its assignments, nor assigned before it exists",
    guards: [invariants("reference-not-resource")],
  },
  {
    number: 16,
    title: "azurerm compares GUIDs and ARM ids case-sensitively",
    guards: [rules("LH047"), invariants("guid-not-canonical", "scope-malformed")],
  },
  {
    number: 17,
    title:
      "Microsoft.ManagedServices has to be registered in every subscription, which azurerm does not do by itself",
    guards: [invariants("registration-missing", "provider-not-pinned")],
  },
  {
    number: 18,
    title:
      "A definition is at a subscription, its assignments in that subscription, and never at a management group",
    guards: [
      rules("LH042"),
      type("a scope is a listed subscription or resource groups of it"),
      invariants("scope-malformed"),
    ],
  },
  {
    number: 19,
    title:
      "Delegations overlap: one principal and role twice, one name twice, a subscription and its resource groups",
    guards: [rules("LH046", "LH047", "LH049", "LH050", "LH051", "LH060")],
  },
  {
    number: 20,
    title:
      "No Delete role, object ids that are not principals, delegations across clouds, an old azurerm, limits of the marketplace",
    guards: [rules("LH014", "LH020", "LH021", "LH025", "LH027", "LH028", "LH044", "LH069")],
  },
];

function rules(...codes: readonly RuleCode[]): Guard {
  return { by: "rule", codes };
}

function type(what: string): Guard {
  return { by: "type", what };
}

function invariants(...kinds: readonly InvariantKind[]): Guard {
  return { by: "invariant", kinds };
}

function comparison(what: string): Guard {
  return { by: "comparison", what };
}
