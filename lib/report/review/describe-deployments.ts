import type { DeploymentChange, SettingValue } from "../../review/deployment-changes.ts";
import { compareText } from "../../values/compare-text.ts";
import { groupBy } from "../../values/group-by.ts";
import type { Guid } from "../../values/guid.ts";
import { shorten, shortenBoth } from "../phrases.ts";
import type { DescribedChange, DescribedPart } from "./described.ts";
import { DEPLOYMENT_WORDS, SETTING_WORDS } from "./wording.ts";

/** Longest argument that a line repeats, in characters. */
const LONGEST_ARGUMENT = 80;

/** Separator between arguments of one setting. */
const ARGUMENT_SEPARATOR = " / ";

/** Changed deployment settings: one part for all settings of the same customers. */
export function describeDeployments(changes: readonly DeploymentChange[]): DescribedPart[] {
  const byCustomers = groupBy(changes, ({ customers }) => JSON.stringify(customers));
  return [...byCustomers.values()].map((same): DescribedPart => {
    const customers = same[0]?.customers ?? [];
    return {
      grade: "none",
      flags: [],
      title: DEPLOYMENT_WORDS.part,
      customers,
      about: [],
      consequences: [DEPLOYMENT_WORDS.meaning],
      changes: same.map(describeDeployment),
    };
  });
}

/** One setting in words; text of users is shortened and unescaped. */
export function describeDeployment({ setting, before, after }: DeploymentChange): DescribedChange {
  const [old, now] = before === undefined ? [undefined, argumentsOf(after)] : differing(before, after);
  const instead = old === undefined ? "which no stack of base has" : `instead of ${inOne(old)}`;
  return {
    sign: "~",
    title: DEPLOYMENT_WORDS.title,
    line: `${SETTING_WORDS[setting]}: ${inOne(now)}, ${instead}`,
    details: [],
    unabridged: [],
  };
}

/** A setting as one text; equal settings give equal texts, and others do not. */
export function settingText(value: SettingValue): string {
  return argumentsOf(value).join(ARGUMENT_SEPARATOR);
}

/** The arguments of a setting; its kind comes first. */
function argumentsOf(value: SettingValue): readonly string[] {
  switch (value.code) {
    case "tenant":
      return [value.tenantId];
    case "azure-cli":
      return ["Azure CLI", ...tenantNamed(value)];
    case "open-id-connect":
      return [`OpenID Connect as ${value.clientId}`, ...tenantNamed(value)];
    case "credited":
      return [value.partnerId];
    case "versions":
      return [value.constraint];
    case "registered":
      return ["is registered"];
    case "not-registered":
      return ["is not registered"];
    case "files":
      return [`files in ${value.folder}`];
    case "azure-storage": {
      const named = Object.entries(value.arguments).map(([name, text]) => `${name} ${apart(text)}`);
      return ["Azure Storage", ...named.sort(compareText)];
    }
    case "hcp-terraform": {
      const { hostname, organization, project } = value;
      const names = [hostname, organization, ...(project === undefined ? [] : [project])];
      return ["HCP Terraform", ...names.map(apart)];
    }
    default:
      // a cloud by azurerm's name, or none of a partner or version
      return [value.code];
  }
}

function tenantNamed({ tenantId }: { readonly tenantId?: Guid }): string[] {
  return tenantId === undefined ? [] : [`in tenant ${tenantId}`];
}

/** An argument that cannot be read as two. Quoted where it contains a slash or a quotation mark. */
function apart(argument: string): string {
  return /["/]/.test(argument) ? JSON.stringify(argument) : argument;
}

/** Both sides of a setting, each with its kind and its own arguments. Arguments of both sides are left out. */
function differing(
  before: SettingValue,
  after: SettingValue,
): readonly [readonly string[], readonly string[]] {
  const [old, now] = [argumentsOf(before), argumentsOf(after)];
  const own = (side: readonly string[], other: readonly string[]) =>
    side.filter((argument, index) => index === 0 || !other.includes(argument));
  const [left, right] = [own(old, now), own(now, old)];
  // shortening must keep the difference visible
  if (left.length !== right.length) return [left, right];
  const both = left.map((argument, index) => shortenBoth(argument, right[index] ?? "", LONGEST_ARGUMENT));
  return [both.map(([each]) => each), both.map(([, each]) => each)];
}

function inOne(shown: readonly string[]): string {
  return shown.map((argument) => shorten(argument)).join(ARGUMENT_SEPARATOR);
}
