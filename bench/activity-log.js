import { closeSync, openSync, writeSync } from "node:fs";

/** Operations of the entries, in turn. */
const OPERATIONS = [
  "Microsoft.Compute/virtualMachines/restart/action",
  "Microsoft.Compute/virtualMachines/write",
  "Microsoft.Network/networkSecurityGroups/write",
  "Microsoft.Resources/deployments/write",
  "Microsoft.Storage/storageAccounts/listKeys/action",
];

/** Writes a log as `az monitor activity-log list --output json` prints it, one entry at a time. */
export function writeActivityLog(file, entries, { subscriptions, tenantId, groupId, people = 50 }) {
  const out = openSync(file, "w");
  for (let number = 0; number < entries; number++) {
    const text = JSON.stringify(entry(number, { subscriptions, tenantId, groupId, people }), null, 2);
    writeSync(out, `${number === 0 ? "[\n" : ",\n"}${text.replace(/^/gm, "  ")}`);
  }
  writeSync(out, "\n]\n");
  closeSync(out);
}

function entry(number, { subscriptions, tenantId, groupId, people }) {
  const subscription = subscriptions[number % subscriptions.length];
  const operation = OPERATIONS[number % OPERATIONS.length];
  const person = String(number % people).padStart(4, "0");
  const objectId = `aaaaaaaa-0000-4000-8000-00000000${person}`;
  const group = `rg-${number % 40}`;
  const type = operation.split("/").slice(0, 2).join("/");
  const resourceId = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/resource-${number % 900}`;
  const time = new Date(Date.UTC(2026, 8, 1) + (number % (80 * 86_400)) * 1000).toISOString();
  const localized = (value) => ({ localizedValue: value, value });
  const claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
  const microsoft = "http://schemas.microsoft.com";
  return {
    authorization: {
      action: operation,
      // every second entry has evidence, as those of delegated access have
      ...(number % 2 === 0
        ? {
            evidence: {
              principalId: groupId.replaceAll("-", ""),
              principalType: "Group",
              role: "Contributor",
            },
          }
        : {}),
      role: null,
      scope: resourceId,
    },
    caller: `person-${person}@relecloud.example`,
    category: localized("Administrative"),
    channels: "Operation",
    claims: {
      aio: "ATQAy/8TAAAA".repeat(6),
      appid: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
      appidacr: "0",
      aud: "https://management.core.windows.net/",
      exp: "1790000000",
      groups: "00000000-0000-4000-8000-000000000000,".repeat(5),
      [`${microsoft}/claims/authnclassreference`]: "1",
      [`${microsoft}/claims/authnmethodsreferences`]: "pwd,mfa",
      [`${microsoft}/identity/claims/objectidentifier`]: objectId,
      [`${microsoft}/identity/claims/scope`]: "user_impersonation",
      [`${microsoft}/identity/claims/tenantid`]: tenantId,
      [`${claims}/name`]: `person-${person}@relecloud.example`,
      [`${claims}/nameidentifier`]: "s".repeat(43),
      [`${claims}/upn`]: `person-${person}@relecloud.example`,
      iat: "1789990000",
      ipaddr: "203.0.113.7",
      iss: `https://sts.windows.net/${tenantId}/`,
      nbf: "1789990000",
      puid: "10032000A1B2C3D4",
      rh: "0.AR8A".repeat(10),
      uti: "u".repeat(22),
      ver: "1.0",
      wids: "00000000-0000-4000-8000-000000000000",
    },
    correlationId: objectId,
    description: "",
    eventDataId: objectId,
    eventName: localized("EndRequest"),
    eventTimestamp: time,
    httpRequest: { clientIpAddress: "203.0.113.7", clientRequestId: objectId, method: "POST", uri: null },
    id: `${resourceId}/events/${objectId}/ticks/638000000000000000`,
    level: "Informational",
    operationId: objectId,
    operationName: { localizedValue: operation.split("/").at(-1), value: operation },
    properties: {
      entity: resourceId,
      eventCategory: "Administrative",
      hierarchy: tenantId,
      message: operation,
      statusCode: "OK",
    },
    resourceGroupName: group,
    resourceId,
    resourceProviderName: localized(type.split("/")[0]),
    resourceType: localized(type),
    status: localized("Succeeded"),
    subStatus: { localizedValue: "", value: "" },
    submissionTimestamp: time,
    subscriptionId: subscription,
    tenantId,
  };
}
