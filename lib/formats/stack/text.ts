import { RESOURCE_GROUP_PATTERN } from "../../delegation/identifiers.ts";
import { activationMinutes, canonicalDuration } from "../../delegation/just-in-time-access-policy.ts";
import { parseScopeId, type Scope } from "../../delegation/scope.ts";
import type { Allowed } from "../../documents/allow.ts";
import { GUID_PATTERN, type Guid, LOWER_CASE_GUID_PATTERN } from "../../values/guid.ts";
import { literalText } from "./literal.ts";

/* The strings of a synthesized stack. */

/** Beginnings of text that Terraform may evaluate. */
const TEMPLATE = /[$%]\{/;

/** Text of a user, decoded: a literal that evaluates nothing. */
export const literal: Allowed<string> = (value, walk) => {
  if (typeof value !== "string") return walk.refuse("value-not-allowed", "is not text", value);
  if (!TEMPLATE.test(value)) return value;
  return literalText(value) ?? walk.refuse("text-evaluated", "is not text that stands for itself", value);
};

/** Text of a form; `what` says of which, as "is no …". */
export function text(form: RegExp, what: string): Allowed<string> {
  return (value, walk) => {
    if (typeof value === "string" && form.test(value)) return value;
    const kind = typeof value === "string" && TEMPLATE.test(value) ? "text-evaluated" : "value-not-allowed";
    return walk.refuse(kind, `is no ${what}`, value);
  };
}

/** A GUID in lower case, as in every stack of keeper. */
export const guid: Allowed<Guid> = (value, walk) => {
  if (typeof value === "string" && LOWER_CASE_GUID_PATTERN.test(value)) return value;
  const upper = typeof value === "string" && GUID_PATTERN.test(value);
  const kind = typeof value === "string" && TEMPLATE.test(value) ? "text-evaluated" : "value-not-allowed";
  return walk.refuse(kind, upper ? "is not a GUID in lower case" : "is not a GUID", value);
};

/** Text in which nothing is special to Terraform. */
export const plain: Allowed<string> = text(/^(?:[^$%]|[$%](?!\{))+$/, "plain text");

/** ARM id of a subscription or resource group, in the one spelling that azurerm accepts. */
export const scope: Allowed<Scope> = (value, walk) => {
  const id = literal(value, walk);
  if (id === undefined) return;
  const parsed = parseScopeId(id);
  const { subscriptionId, resourceGroup } = parsed ?? {};
  const named =
    resourceGroup === undefined ||
    // Terraform normalizes Unicode (NFC): another spelling here would become another group there
    (RESOURCE_GROUP_PATTERN.test(resourceGroup) && resourceGroup === resourceGroup.normalize("NFC"));
  if (parsed !== undefined && LOWER_CASE_GUID_PATTERN.test(subscriptionId ?? "") && named) return parsed;
  return walk.refuse("value-not-allowed", "is no ARM id of a subscription or resource group", value);
};

/** An activation's duration in its one spelling. */
export const duration: Allowed<string> = (value, walk) => {
  const minutes = typeof value === "string" ? activationMinutes(value) : undefined;
  if (typeof value === "string" && minutes !== undefined && canonicalDuration(minutes) === value)
    return value;
  return walk.refuse("value-not-allowed", "is no duration spelled PTnH, PTnM or PTnHnM", value);
};
