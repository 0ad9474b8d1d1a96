// Benchmark of adoption: Azure's lists with one delegation for each customer, of four offers in five plans each, become
// definitions in YAML. Alone: node bench/adopt.js [<runs> [<customers>]], after npm run build.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measuredRun, medians } from "./measured-run.js";

const ROLES = [
  "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  "91c1777a-f3dc-4fae-b103-61d183457e46",
  "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "749f88d5-cbae-40b8-bcfc-e573ddc772fa",
  "cfd33db0-3dd1-45e3-aa9d-cdbdf3b6f24e",
];
const OFFERS = 4;
const PLANS = 5;

/** Measures `keeper adopt` on lists of this many delegations, each run into an empty folder. */
export function measureAdoption(keeper, scratch, runs, customers) {
  const folder = join(scratch, "adoption");
  mkdirSync(join(folder, "azure"), { recursive: true });
  const [definitions, assignments] = listsOf(customers);
  writeFileSync(join(folder, "azure", "definitions.json"), JSON.stringify({ value: definitions }));
  writeFileSync(join(folder, "azure", "assignments.json"), JSON.stringify({ value: assignments }));
  const words = [keeper, "adopt", "azure", "--yaml", "--output", "estate"];
  const measured = [];
  for (let run = 0; run < runs; run++) {
    measured.push(measuredRun(words, folder));
    if (run + 1 < runs) rmSync(join(folder, "estate"), { recursive: true });
  }
  // a second adoption of the same source reads the estate that it extends
  const again = measuredRun(words, folder);
  rmSync(folder, { recursive: true });
  return { first: medians(measured), again };
}

function listsOf(customers) {
  const all = Array.from({ length: customers }, (_, index) => delegation(index));
  return [all.map(({ definition }) => definition), all.map(({ assignment }) => assignment)];
}

function delegation(index) {
  const subscription = `/subscriptions/${guid("b", index)}/providers/Microsoft.ManagedServices`;
  const offer = index % OFFERS;
  const plan = Math.floor(index / OFFERS) % PLANS;
  const id = `${subscription}/registrationDefinitions/${guid("d", index)}`;
  const definition = {
    id,
    name: guid("d", index),
    type: "Microsoft.ManagedServices/registrationDefinitions",
    properties: {
      registrationDefinitionName: `Offer ${offer}`,
      description: `Offer ${offer}, since ever.`,
      managedByTenantId: guid("a", 1),
      managedByTenantName: "Provider",
      manageeTenantId: guid("c", index),
      manageeTenantName: `Customer ${index}`,
      provisioningState: "Succeeded",
      authorizations: authorizations(offer, plan),
      eligibleAuthorizations: [],
    },
  };
  const assignment = {
    id: `${subscription}/registrationAssignments/${guid("e", index)}`,
    name: guid("e", index),
    type: "Microsoft.ManagedServices/registrationAssignments",
    properties: { registrationDefinitionId: id, provisioningState: "Succeeded" },
  };
  return { definition, assignment };
}

/** Ten authorizations that all plans of an offer have, and one of the plan's own. */
function authorizations(offer, plan) {
  const grant = (principal, role) => ({
    principalId: guid("1", principal),
    principalIdDisplayName: `Group ${principal}`,
    roleDefinitionId: ROLES[role],
  });
  const shared = [0, 1].flatMap((group) => ROLES.map((_, role) => grant(offer * 10 + group, role)));
  return [...shared, grant(offer * 10 + 5 + plan, 0)];
}

function guid(kind, number) {
  return `3f9b6c10-7a21-4d53-8e64-${kind}${String(number).padStart(11, "0")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const scratch = mkdtempSync(join(tmpdir(), "keeper-bench-"));
  const keeper = join(import.meta.dirname, "..", "dist", "cli", "main.js");
  try {
    console.log(
      measureAdoption(keeper, scratch, Number(process.argv[2] ?? 3), Number(process.argv[3] ?? 5_000)),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
