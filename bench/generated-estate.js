import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { authorizations, customerId, guidFor, MANAGING_TENANT_ID, OFFER } from "./estate-data.js";

/** Writes an estate into an empty folder: one TypeScript offer with `grants` grants, and a JSON file per customer. */
export function writeEstate(folder, customers, packageFolder, grants = 8) {
  for (const name of ["offers", "customers", "node_modules"])
    mkdirSync(join(folder, name), { recursive: true });
  symlinkSync(packageFolder, join(folder, "node_modules", "azure-lighthouse-keeper"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "cdktf.json"), '{ "language": "typescript", "app": "true" }\n');
  writeFileSync(join(folder, "offers", `${OFFER.id}.ts`), offerText(grants));
  for (let index = 0; index < customers; index++) {
    const text = `${JSON.stringify(customer(index), undefined, 2)}\n`;
    writeFileSync(join(folder, "customers", `${customerId(index)}.json`), text);
  }
}

function offerText(grants) {
  const granted = authorizations(grants).map(({ principal, role }) => ({ principal, role }));
  const principals = Object.fromEntries(granted.map(({ principal }, index) => [`group${index}`, principal]));
  const distinct = Object.fromEntries(
    Object.entries(principals).filter(
      ([, each], index, all) => all.findIndex(([, other]) => other.objectId === each.objectId) === index,
    ),
  );
  const offer = {
    ...OFFER,
    managingTenant: {
      tenantId: MANAGING_TENANT_ID,
      name: "Benchmark Provider",
      cloud: "public",
      principals: distinct,
    },
    plans: { standard: { visibility: "public", versions: { "1.0.0": { authorizations: granted } } } },
  };
  return `import { defineOffer } from "azure-lighthouse-keeper";\n\nexport default defineOffer(${JSON.stringify(offer, undefined, 2)});\n`;
}

function customer(index) {
  return {
    id: customerId(index),
    name: `Customer ${index}`,
    tenantId: guidFor("tenant", index),
    subscriptions: { production: guidFor("subscription", index) },
    delegations: [
      { offer: OFFER.id, plan: "standard", version: "1.0.0", scopes: [{ subscription: "production" }] },
    ],
  };
}
