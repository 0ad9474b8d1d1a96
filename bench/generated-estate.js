import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { MANAGING_TENANT } from "./estate-data.js";

/** Writes the estate of a fleet into an empty folder: a TypeScript file per offer, and a data file per customer. */
export function writeEstate(folder, { format, offers, customers }, packageFolder) {
  for (const name of ["offers", "customers", "node_modules"])
    mkdirSync(join(folder, name), { recursive: true });
  symlinkSync(packageFolder, join(folder, "node_modules", "azure-lighthouse-keeper"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "cdktf.json"), '{ "language": "typescript", "app": "true" }\n');
  for (const offer of offers) writeFileSync(join(folder, "offers", `${offer.id}.ts`), offerText(offer));
  for (const customer of customers) {
    const text = format === "yaml" ? stringify(customer) : `${JSON.stringify(customer, undefined, 2)}\n`;
    writeFileSync(join(folder, "customers", `${customer.id}.${format}`), text);
  }
}

function offerText({ plans, ...offer }) {
  const granted = Object.values(plans).flat();
  const principals = Object.fromEntries(
    granted.map(({ principal }) => [`group${principal.displayName.split(" ").at(-1)}`, principal]),
  );
  const versions = (authorizations) => ({
    "1.0.0": { authorizations: authorizations.map(({ principal, role }) => ({ principal, role })) },
  });
  const whole = {
    ...offer,
    managingTenant: { ...MANAGING_TENANT, principals },
    plans: Object.fromEntries(
      Object.entries(plans).map(([id, each]) => [id, { visibility: "public", versions: versions(each) }]),
    ),
  };
  return `import { defineOffer } from "azure-lighthouse-keeper";\n\nexport default defineOffer(${JSON.stringify(whole, undefined, 2)});\n`;
}
