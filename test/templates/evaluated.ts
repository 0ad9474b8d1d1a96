import { expandTemplate } from "../../lib/templates/expand-template.ts";
import type { TemplateRefusal } from "../../lib/templates/refusal.ts";
import type { TemplateDeployment } from "../../lib/templates/template-deployment.ts";

/** Subscription and tenant of every deployment in these tests. */
export const SUBSCRIPTION = "4b1c6f10-7a21-4d53-8e64-00000000c001";
export const TENANT = "4b1c6f10-7a21-4d53-8e64-00000000d001";

/** Parts of a template beside its one resource. */
export interface Around {
  readonly parameters?: object;
  readonly variables?: object;
  readonly definitions?: object;
  readonly schema?: string;
}

const DEPLOYMENT: TemplateDeployment = {
  subscriptionId: SUBSCRIPTION,
  facts: { tenantId: TENANT },
  passed: new Map(),
};

/** The value of a text in a template, or why it is refused. */
export function evaluated(
  text: unknown,
  { schema = "subscriptionDeploymentTemplate", ...around }: Around = {},
  deployment: Partial<TemplateDeployment> = {},
): { readonly value: unknown } | TemplateRefusal {
  const template = {
    $schema: `https://schema.management.azure.com/schemas/2019-08-01/${schema}.json#`,
    contentVersion: "1.0.0.0",
    ...around,
    resources: [{ type: "Example/things", properties: { value: text } }],
  };
  const { resources, refusals } = expandTemplate(template, { ...DEPLOYMENT, ...deployment });
  const [refusal] = refusals;
  if (refusal !== undefined) return refusal;
  const read = resources[0]?.part("properties");
  if (read === undefined) throw new Error("the template has one resource");
  return read.ok ? { value: Object(read.value)["value"] } : read.error;
}
