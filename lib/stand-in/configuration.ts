import { GUID_PATTERN } from "../values/guid.ts";
import { type PluginObject, textOf } from "./plugin-values.ts";

const REGISTRATIONS = ["all", "core", "extended", "legacy", "none"];

/** What azurerm refuses in a provider block when it is validated. Unknown values are not checked. */
export function validateProvider(configuration: PluginObject): string[] {
  const registrations = textOf(configuration["resource_provider_registrations"]);
  const partner = textOf(configuration["partner_id"]);
  return [
    ...(registrations === undefined || REGISTRATIONS.includes(registrations)
      ? []
      : [
          `expected resource_provider_registrations to be one of [${REGISTRATIONS.map((each) => JSON.stringify(each)).join(" ")}], got ${registrations}`,
        ]),
    ...(partner === undefined || partner === "" || GUID_PATTERN.test(partner)
      ? []
      : [`expected "partner_id" to be a valid UUID, got ${partner}`]),
  ];
}

/** What azurerm refuses in a provider block only when it is configured. */
export function checkFeatures(configuration: PluginObject): string[] {
  const features = configuration["features"];
  const count = Array.isArray(features) ? features.length : 0;
  if (count === 1) return [];
  return count === 0
    ? ["Insufficient features blocks: at least 1 is required"]
    : ["Too many features blocks: at most 1 is allowed"];
}
