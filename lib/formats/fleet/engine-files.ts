import { stringify } from "yaml";
import type { FleetRun } from "../../fleet/fleet-change.ts";
import { hclText } from "../hcl/hcl-text.ts";

/** A part of a tag that Terramate takes. Its separators are left to `<key>/<value>`, so that two tags never become one. */
const TERRAMATE_WORD = /^[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?$/;

/**
 * The file that makes a stack's folder a stack of Terramate. Tags of the customer are `<key>/<value>`; what Terramate does not
 * take for a tag is left out.
 */
export function terramateStack({ customer, tags }: FleetRun): string {
  const words = Object.entries(tags)
    .filter((tag) => tag.every((word) => TERRAMATE_WORD.test(word)))
    .map(([key, value]) => `${key}/${value}`)
    .sort();
  const all = ["lighthouse", ...words].map(hclText).join(", ");
  return `stack {\n  id   = ${hclText(customer)}\n  name = ${hclText(customer)}\n  tags = [${all}]\n}\n`;
}

/**
 * `atlantis.yaml` with a project for each customer.
 *
 * @param folder of the fleet, relative to the repository's root
 */
export function atlantisFile(runs: readonly FleetRun[], folder: string): string {
  const projects = runs.map(({ customer }) => ({
    name: customer,
    dir: `${folder}/stacks/${customer}`,
    autoplan: { enabled: true, when_modified: ["cdk.tf.json"] },
  }));
  return stringify({ version: 3, parallel_plan: true, parallel_apply: true, projects }, { lineWidth: 0 });
}
