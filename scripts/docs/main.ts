import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { keeperCommand } from "../../lib/cli/program.ts";
import { customerJsonSchema } from "../../lib/definitions/customer-schema.ts";
import { offerJsonSchema } from "../../lib/definitions/offer-schema.ts";
import { wavesJsonSchema } from "../../lib/fleet/waves-schema.ts";
import { fleetJsonSchema } from "../../lib/formats/fleet/fleet-json-schema.ts";
import { DEFAULT_POLICY, policyJsonSchema } from "../../lib/gate/policy.ts";
import { adviceJsonSchema } from "../../lib/report/advice/json-schema.ts";
import { reviewJsonSchema } from "../../lib/report/review/json-schema.ts";
import { readCompactCatalogue } from "../../lib/roles/compact-form.ts";
import { RULES } from "../../lib/rules/rules.ts";
import { capabilitiesPage, type OperationList } from "./capabilities-page.ts";
import { capabilityRolePages } from "./capability-roles.ts";
import { clausesPage } from "./clauses-page.ts";
import { definitionsPage } from "./definitions-page.ts";
import { stalePictures } from "./page-pictures.ts";
import { pageScriptModule } from "./page-script.ts";
import { policyPage } from "./policy-page.ts";
import { ruleIndex, rulePage } from "./rule-page.ts";
import { COLUMNS, commandContext, ONE_CHANGE, printedOfSample, sampleReview } from "./sample-run.ts";
import { scalePage } from "./scale-page.ts";
import { schemaCatalog } from "./schema-catalog.ts";
import { terminalPicture } from "./terminal-picture.ts";
import { TRAPS } from "./traps.ts";
import { trapsPage } from "./traps-page.ts";
import { verbsPage } from "./verbs-page.ts";
import { advicePage, conceptsPage, deviationsPage, statusPage, troubleshootingPage } from "./word-tables.ts";

/*
 * `npm run docs` writes every generated document. With --check it writes nothing and exits with 1 where one is not
 * current; `npm run ok` runs that.
 */

const root = join(import.meta.dirname, "..", "..");
const operations: OperationList = JSON.parse(readData("azure-operations.json"));
const shipped = readCompactCatalogue(JSON.parse(readData("role-catalogue.json")));
if (!("catalogue" in shipped)) throw new Error(shipped.problem);
const documents = new Map<string, string>([
  ["docs/rules/README.md", ruleIndex(RULES)],
  ...RULES.map((rule): [string, string] => [`docs/rules/${rule.code}.md`, rulePage(rule, TRAPS)]),
  ["docs/traps.md", trapsPage(TRAPS)],
  ["docs/emulator.md", clausesPage()],
  ["docs/capabilities.md", capabilitiesPage(operations)],
  ...capabilityRolePages(shipped.catalogue),
  ["lib/report/page/page-script.ts", await pageScriptModule(root, "review", "PAGE_SCRIPT")],
  ["lib/report/access/access-script.ts", await pageScriptModule(root, "access", "ACCESS_SCRIPT")],
  ["lib/report/status/status-script.ts", await pageScriptModule(root, "status", "STATUS_SCRIPT")],
  ["docs/scale.md", scalePage()],
  ["docs/policy.md", policyPage(DEFAULT_POLICY)],
  ["docs/concepts.md", conceptsPage(read("docs/concepts.md") ?? "")],
  ["docs/troubleshooting.md", troubleshootingPage(read("docs/troubleshooting.md") ?? "")],
  ["docs/deviations.md", deviationsPage(read("docs/deviations.md") ?? "")],
  ["docs/status.md", statusPage(read("docs/status.md") ?? "")],
  ["docs/how-to/advise.md", advicePage(read("docs/how-to/advise.md") ?? "")],
  ["docs/reference/verbs.md", verbsPage(keeperCommand(commandContext(root, root).context, () => {}))],
  [
    "docs/reference/definitions.md",
    definitionsPage([
      {
        heading: "Offer",
        place: "A file in `offers/`, or what it exports.",
        schema: offerJsonSchema(),
      },
      {
        heading: "Customer",
        place: "A file in `customers/`, or what it exports.",
        schema: customerJsonSchema(),
      },
      {
        heading: "Policy",
        place: "`policy.yaml` at the root; [what it means](../policy.md).",
        schema: policyJsonSchema(),
      },
      {
        heading: "Waves",
        place: "`waves.yaml` at the root; [what it does](../how-to/fleet.md#waves).",
        schema: wavesJsonSchema(),
      },
    ]),
  ],
  [
    "docs/review.svg",
    terminalPicture({
      title: "keeper review in a terminal: one customer gets a new version of its plan, which grants access",
      command: "keeper review base.out cdktf.out",
      output: await sampleReview(root, ONE_CHANGE),
      columns: COLUMNS,
    }),
  ],
  ["docs/pictures/graph.svg", await printedOfSample(root, ["graph", "--format", "svg"])],
  ["schemas/customer.schema.json", `${JSON.stringify(customerJsonSchema(), undefined, 2)}\n`],
  ["schemas/offer.schema.json", `${JSON.stringify(offerJsonSchema(), undefined, 2)}\n`],
  ["schemas/policy.schema.json", `${JSON.stringify(policyJsonSchema(), undefined, 2)}\n`],
  ["schemas/fleet.schema.json", `${JSON.stringify(fleetJsonSchema(), undefined, 2)}\n`],
  ["schemas/waves.schema.json", `${JSON.stringify(wavesJsonSchema(), undefined, 2)}\n`],
  ["schemas/catalog.json", schemaCatalog()],
  ["schemas/advice.schema.json", `${JSON.stringify(adviceJsonSchema(), undefined, 2)}\n`],
  ["schemas/review.schema.json", `${JSON.stringify(reviewJsonSchema(), undefined, 2)}\n`],
]);
const obsolete = readdirSync(join(root, "docs", "rules"), { withFileTypes: true })
  .map(({ name }) => `docs/rules/${name}`)
  .filter((file) => !documents.has(file));

if (process.argv.includes("--check")) {
  const stale = [...documents].filter(([file, text]) => read(file) !== text).map(([file]) => file);
  for (const file of [...stale, ...obsolete]) console.error(`${file} is not current: npm run docs`);
  const pictures = await stalePictures(root);
  for (const file of pictures) console.error(`${file} is not current: npm run docs:pictures`);
  process.exitCode = stale.length + obsolete.length + pictures.length === 0 ? 0 : 1;
} else {
  for (const file of obsolete) rmSync(join(root, file));
  for (const [file, text] of documents) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  console.log(`${documents.size} documents written`);
}

function readData(file: string): string {
  return readFileSync(join(root, "data", file), "utf8");
}

function read(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return undefined;
  }
}
