import type { DeploymentChange } from "../../review/deployment-changes.ts";
import { shorten } from "./shorten.ts";
import type { ToldChange } from "./tell-change.ts";
import type { ToldPart } from "./told-part.ts";
import { DEPLOYMENT_WORDS, SETTING_WORDS } from "./wording.ts";

/** How stacks are deployed otherwise: a part for all settings of the same customers. */
export function tellDeployments(changes: readonly DeploymentChange[]): ToldPart[] {
  const byCustomers = new Map<string, DeploymentChange[]>();
  for (const change of changes) {
    const key = JSON.stringify(change.customers);
    byCustomers.set(key, [...(byCustomers.get(key) ?? []), change]);
  }
  return [...byCustomers.values()].map((same): ToldPart => {
    const customers = same[0]?.customers ?? [];
    return {
      grade: "none",
      flags: [],
      title: DEPLOYMENT_WORDS.part,
      customers,
      about: [],
      consequences: [DEPLOYMENT_WORDS.meaning],
      changes: same.map(tellDeployment),
    };
  });
}

/** One setting in words; text of users is in it as it is, but shortened. */
export function tellDeployment({ setting, before, after }: DeploymentChange): ToldChange {
  const instead = before === undefined ? "as no stack of base has it" : `instead of ${shorten(before)}`;
  return {
    sign: "~",
    title: DEPLOYMENT_WORDS.title,
    line: `${SETTING_WORDS[setting]}: ${shorten(after)}, ${instead}`,
    details: [],
    unabridged: [],
  };
}
