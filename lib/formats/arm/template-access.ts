import { type CustomerAccess, NO_ACCESS } from "../../access/access-side.ts";
import type { Read } from "../../documents/problem.ts";
import { refusal } from "../../documents/problem.ts";
import type { Guid } from "../../values/guid.ts";
import { success } from "../../values/result.ts";
import { readArmLists } from "./lists.ts";
import { REGISTRATION_DEFINITIONS } from "./schema.ts";
import { type TemplateContext, templateResources } from "./template-resources.ts";

/**
 * Decodes the access that a template gives on a subscription. Its resources are read as those of Azure's lists, which
 * they become. The result's `customer` is the subscription's id.
 *
 * @param template as parsed JSON
 */
export function templateAccess(
  template: unknown,
  subscriptionId: Guid,
  context: Omit<TemplateContext, "subscriptionId"> = {},
): Read<CustomerAccess> {
  const resources = templateResources(template, { ...context, subscriptionId });
  if (!resources.ok) return refusal("part-unknown", [], resources.error, template);
  const listed = resources.value.map(({ type, name, scope, body }) => {
    return { id: `${scope}/providers/${type}/${name}`, name, type, ...body };
  });
  const lists = {
    definitions: listed.filter(({ type }) => type === REGISTRATION_DEFINITIONS),
    assignments: listed.filter(({ type }) => type !== REGISTRATION_DEFINITIONS),
    isVersionKnown: true,
  };
  const found = readArmLists(lists);
  if (!found.ok) return found;
  const nothing = { customer: subscriptionId, ...NO_ACCESS, subscriptionIds: [subscriptionId] };
  return success(found.value.subscriptions.find(({ customer }) => customer === subscriptionId) ?? nothing);
}
