import { GUID_PATTERN } from "../values/guid.ts";
import { blocksOf, type PluginObject, type PluginValue, textOf } from "./plugin-values.ts";
import type { ResourceType } from "./resource-types.ts";

/*
 * azurerm's validators only. Every other refusal is the emulator's task.
 */

/** Ids as azurerm parses them. A subscription id may be any text, and a slash may end it. */
const SUBSCRIPTION_PATTERN = /^\/subscriptions\/[^/]+\/?$/;
const SCOPE_PATTERN = /^\/subscriptions\/[^/]+(?:\/resourceGroups\/[^/]+)?\/?$/;
/** A definition at any scope: a subscription, a resource group or a management group. */
const DEFINITION_ID_PATTERN =
  /^\/.+\/providers\/Microsoft\.ManagedServices\/registrationDefinitions\/[^/]+\/?$/;
const NUMBER = "-?\\d+(?:[.,]\\d+)?";

/** Periods as azurerm's library reads them. They may have fractions, signs, and a T without a time after it. */
const DURATION_PATTERN = new RegExp(`^[+-]?P(?=.*\\d)${parts("YMWD")}(?:T${parts("HMS")})?$`);

interface Check {
  readonly pattern: RegExp;
  /** Makes the message, from the attribute's path in quotes and the value. */
  readonly problem: (path: string, value: string) => string;
}

const GUID: Check = {
  pattern: GUID_PATTERN,
  problem: (path, value) => `expected ${path} to be a valid UUID, got ${value}`,
};
const NOT_EMPTY: Check = {
  pattern: /./s,
  problem: (path, value) => `expected ${path} to not be an empty string, got ${value}`,
};

/** All problems that azurerm finds in a resource's configuration. Unknown values are not checked. */
export function validateResource(type: ResourceType, configuration: PluginObject): string[] {
  const checks = type === "azurerm_lighthouse_definition" ? DEFINITION : ASSIGNMENT;
  return problemsIn(configuration, checks, "");
}

/** The checks of a block. A check is of an attribute, of each text of a set, or of the blocks inside. */
type BlockChecks = Readonly<Record<string, Check | { readonly blocks: BlockChecks }>>;

const PRINCIPAL: BlockChecks = { principal_id: GUID, principal_display_name: NOT_EMPTY };

const DEFINITION: BlockChecks = {
  name: NOT_EMPTY,
  lighthouse_definition_id: GUID,
  managing_tenant_id: GUID,
  scope: {
    pattern: SUBSCRIPTION_PATTERN,
    problem: (_, value) => `parsing the Subscription ID ${JSON.stringify(value)}`,
  },
  authorization: {
    blocks: { ...PRINCIPAL, role_definition_id: GUID, delegated_role_definition_ids: GUID },
  },
  eligible_authorization: {
    blocks: {
      ...PRINCIPAL,
      role_definition_id: GUID,
      just_in_time_access_policy: {
        blocks: {
          multi_factor_auth_provider: {
            pattern: /^Azure$/,
            problem: (path, value) => `expected ${unquoted(path)} to be one of ["Azure"], got ${value}`,
          },
          maximum_activation_duration: {
            pattern: DURATION_PATTERN,
            problem: (_, value) => `expected a period of ISO 8601, got ${JSON.stringify(value)}`,
          },
          approver: { blocks: PRINCIPAL },
        },
      },
    },
  },
  plan: { blocks: { name: NOT_EMPTY, publisher: NOT_EMPTY, product: NOT_EMPTY, version: NOT_EMPTY } },
};

const ASSIGNMENT: BlockChecks = {
  name: GUID,
  scope: {
    pattern: SCOPE_PATTERN,
    problem: (_, value) => `parsing the Subscription ID or Resource Group ID ${JSON.stringify(value)}`,
  },
  lighthouse_definition_id: {
    pattern: DEFINITION_ID_PATTERN,
    problem: (_, value) => `parsing the Scoped Registration Definition ID ${JSON.stringify(value)}`,
  },
};

/** `place` is the path of the block, with a final full stop: `authorization.0.` */
function problemsIn(block: PluginObject, checks: BlockChecks, place: string): string[] {
  return Object.entries(checks).flatMap(([name, check]) => {
    const path = `${place}${name}`;
    if ("blocks" in check)
      return blocksOf(block[name]).flatMap((each, index) =>
        problemsIn(each, check.blocks, `${path}.${index}.`),
      );
    return textsAt(block[name], path).flatMap(([where, text]) =>
      check.pattern.test(text) ? [] : [check.problem(JSON.stringify(where), text)],
    );
  });
}

/** The known texts of an attribute or a set of texts, each with its path. */
function textsAt(value: PluginValue | undefined, path: string): [string, string][] {
  const texts = Array.isArray(value)
    ? value.map((each, index): [string, PluginValue] => [`${path}.${index}`, each])
    : [[path, value ?? null] as [string, PluginValue]];
  return texts.flatMap(([where, each]): [string, string][] => {
    const text = textOf(each);
    return text === undefined ? [] : [[where, text]];
  });
}

/** Numbers with these designators in this order, each optional. */
function parts(designators: string): string {
  return [...designators].map((each) => `(?:${NUMBER}${each})?`).join("");
}

function unquoted(path: string): string {
  return path.slice(1, -1);
}
