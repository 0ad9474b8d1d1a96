import type { CustomerAccess } from "../access/access-side.ts";
import {
  DEPLOYMENT_SETTINGS,
  type Deployment,
  type DeploymentSetting,
  type DeploymentSettings,
} from "../access/deployment.ts";
import { canonical } from "../values/canonical-json.ts";
import type { Guid } from "../values/guid.ts";

/** Value of a setting, or the tenant. */
export type SettingValue =
  | DeploymentSettings[DeploymentSetting]
  | { readonly code: "tenant"; readonly tenantId: Guid };

/** A changed deployment setting, the same for all of its customers. */
export interface DeploymentChange {
  readonly setting: "tenant" | DeploymentSetting;
  /** Undefined where the stack is new and no stack of base has the setting. */
  readonly before: SettingValue | undefined;
  readonly after: SettingValue;
  /** Ids, in the order of the pairs. */
  readonly customers: readonly string[];
}

/** Settings that a new stack shares with others; tenant and sign-in are its customer's own. */
const SHARED_SETTINGS: readonly DeploymentSetting[] = [
  "cloud",
  "partner",
  "azurerm",
  "resource-provider",
  "state",
];

/**
 * Changed deployment settings, against the earlier stack. For a new stack, against all earlier stacks. They change no
 * access. Terraform then acts in another place, as another identity, or from a state in another place.
 */
export function deploymentChanges(
  pairs: readonly (readonly [CustomerAccess | undefined, CustomerAccess | undefined])[],
): DeploymentChange[] {
  const known = new KnownSettings(pairs.map(([before]) => before));
  const changes = new Map<string, DeploymentChange & { readonly customers: string[] }>();
  for (const [before, after] of pairs) {
    if (before === after || after?.deployment === undefined) continue;
    for (const [setting, old, now] of differences(before?.deployment, after.deployment, known)) {
      const key = canonical([setting, old, now]);
      const change = changes.get(key) ?? { setting, before: old, after: now, customers: [] };
      change.customers.push(after.customer);
      changes.set(key, change);
    }
  }
  return [...changes.values()];
}

type Difference = readonly [DeploymentChange["setting"], SettingValue | undefined, SettingValue];

function differences(before: Deployment | undefined, after: Deployment, known: KnownSettings): Difference[] {
  const found: Difference[] = [];
  if (before?.tenantId !== undefined && after.tenantId !== undefined && before.tenantId !== after.tenantId)
    found.push(["tenant", tenant(before.tenantId), tenant(after.tenantId)]);
  for (const setting of DEPLOYMENT_SETTINGS) {
    const [old, now] = [before?.settings[setting], after.settings[setting]];
    if (now === undefined || (old !== undefined && canonical(old) === canonical(now))) continue;
    const isNew = old === undefined && SHARED_SETTINGS.includes(setting) && known.lacks(setting, now);
    if (old !== undefined || isNew) found.push([setting, old, now]);
  }
  return found;
}

function tenant(tenantId: Guid): SettingValue {
  return { code: "tenant", tenantId };
}

/** The settings of all earlier stacks, collected at first use. Most changes contain no new stack. */
class KnownSettings {
  readonly #accesses: readonly (CustomerAccess | undefined)[];
  #values: ReadonlySet<string> | undefined;

  constructor(accesses: readonly (CustomerAccess | undefined)[]) {
    this.#accesses = accesses;
  }

  /** Whether stacks have deployment settings, but none has this value. */
  lacks(setting: DeploymentSetting, value: SettingValue): boolean {
    this.#values ??= new Set(
      this.#accesses.flatMap((access) => Object.entries(access?.deployment?.settings ?? {}).map(canonical)),
    );
    return this.#values.size > 0 && !this.#values.has(canonical([setting, value]));
  }
}
