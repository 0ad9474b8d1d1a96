import { isObject } from "../values/json-object.ts";
import { Expansion } from "./expansion.ts";
import { refuse, type TemplatePlace, type TemplateRefusal } from "./refusal.ts";
import { targetOf } from "./target.ts";
import type { ExpandedTemplate, TemplateDeployment } from "./template-deployment.ts";

/**
 * Resources that a template deploys. Loops are unrolled, conditions decided, nested deployments and inner templates of
 * policies opened. Nothing is evaluated before it is needed, so that what no caller reads cannot fail.
 *
 * @param template as parsed JSON
 */
export function expandTemplate(template: unknown, deployment: TemplateDeployment): ExpandedTemplate {
  const refusals: TemplateRefusal[] = [];
  const expansion = new Expansion(deployment, refusals);
  const at: TemplatePlace = { document: "template", path: [] };
  const resources = expansion.collect(() => {
    if (!isObject(template)) return refuse("value-not-allowed", at, "is not an object");
    const target = targetOf(template, deployment, at);
    return expansion.template(template, { target, passed: deployment.passed, isWhole: true }, at);
  });
  expansion.refuseAssignedPolicy();
  return { resources, refusals };
}
