import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { adviceOn } from "../../lib/advice/advise.ts";
import { versionIn } from "../../lib/advice/advised-version.ts";
import type { Want } from "../../lib/advice/narrowest-roles.ts";
import { editedVersion } from "../../lib/advice/version-edit.ts";
import type { PlanVersion } from "../../lib/delegation/offer.ts";
import { readEstate } from "../../lib/estate/read-estate.ts";
import { withVersionEdits } from "../../lib/estate/version-edit-text.ts";
import { type Estate, findOffer } from "../../lib/rules/estate.ts";
import { stableJson } from "../../lib/values/canonical-json.ts";
import { sampleCopy } from "../support/estates.ts";

/** What an offer in YAML and JSON grants, in the forms that authors use. */
const YAML = `id: yaml-offer
name: YAML
description: For tests
managingTenant:
  tenantId: 6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01
  name: Northwind
  cloud: public
  principals:
    operations: { type: Group, objectId: 1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202, displayName: Operations }
plans:
  standard:
    visibility: public
    versions:
      1.0.0:
        authorizations:
          - { principal: operations, role: Contributor }
          # the reason
          - principal: operations
            role: Virtual Machine Contributor
        eligibleAuthorizations:
          - principal: operations
            role: Monitoring Contributor
            justInTimeAccessPolicy: {}
`;

const CUSTOMER = `id: yaml-customer
name: YAML
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-00000000f101
subscriptions: { production: c2e6d3a1-4b5f-4c7d-9e8f-00000000f111 }
delegations:
  - { offer: yaml-offer, plan: standard, version: 1.0.0, scopes: [{ subscription: production }] }
`;

async function estateIn(root: string): Promise<Estate> {
  const read = await readEstate({ root, records: root }, "complete", false);
  if (!read.ok) throw new Error(read.error.problem);
  return read.value;
}

/** What a version grants, without places: two readings of texts have other ones. */
function granted({ authorizations, eligibleAuthorizations }: PlanVersion): unknown {
  const withoutPlace = (key: string, value: unknown) => (key === "path" ? undefined : value);
  const plain = (list: readonly object[]) =>
    list.map((each) => stableJson(JSON.parse(JSON.stringify(each, withoutPlace)))).sort();
  return [plain(authorizations), plain(eligibleAuthorizations)];
}

const WANTS: readonly Want[] = [{ kind: "capability", code: "stop.compute", service: undefined }];

test("a written edit gives the version that its review shows, in TypeScript and YAML", async () => {
  const files = { "offers/yaml-offer.yaml": YAML, "customers/yaml-customer.yaml": CUSTOMER };
  const root = sampleCopy(files);
  const estate = await estateIn(root);
  const advice = [[], WANTS].flatMap((wants) => adviceOn(estate, { customers: [], wants }));
  let written = 0;
  const kinds = new Set<string>();
  for (const { of, at, mend } of advice) {
    const offer = of && findOffer(estate, of.offer)?.value;
    const version = of && offer && versionIn(offer, of);
    if (of === undefined || at === undefined || version === undefined || mend.kind === "by-hand") continue;
    const path = ["plans", of.plan, "versions", of.version];
    const text = readFileSync(join(root, at.file), "utf8");
    const edited = withVersionEdits({ text, file: at.file, path, version }, mend.edits);
    if (edited === undefined) continue;
    const copy = sampleCopy(files);
    writeFileSync(join(copy, at.file), edited);
    const again = findOffer(await estateIn(copy), of.offer)?.value;
    const now = again && versionIn(again, of);
    expect(now && granted(now), edited).toEqual(granted(editedVersion(version, mend.edits)));
    written++;
    for (const { kind } of mend.edits) kinds.add(`${kind} ${at.file.replace(/^.*\./, "")}`);
  }
  expect(written).toBeGreaterThan(6);
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining([
      "make-eligible ts",
      "make-eligible yaml",
      "replace-role ts",
      "remove-authorization yaml",
    ]),
  );
});

test("what stands in a shared set is left to a person", async () => {
  const estate = await estateIn(sampleCopy());
  const offer = findOffer(estate, "managed-operations")?.value;
  const version = offer && versionIn(offer, { plan: "essential", version: "1.0.0" });
  const shared = version?.authorizations.find(({ path }) => path.includes("includes"));
  if (version === undefined || shared === undefined) throw new Error("the sample includes no set");
  const text = readFileSync(join(sampleCopy(), "offers/managed-operations.ts"), "utf8");
  const written = {
    text,
    file: "offers/managed-operations.ts",
    path: ["plans", "essential", "versions", "1.0.0"],
    version,
  };
  expect(withVersionEdits(written, [{ kind: "remove-authorization", at: shared.path }])).toBeUndefined();
});
