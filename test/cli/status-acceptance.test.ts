// @module-tag ssh-keygen

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, sampleCopy } from "../support/estates.ts";

const FILE = "customers/wide-world-importers.yaml";
const CUSTOMER = `id: wide-world-importers
name: Wide World Importers
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000404
subscriptions:
  finance: c2e6d3a1-4b5f-4c7d-9e8f-000000000441
delegations:
  - offer: managed-operations
    plan: complete
    version: 1.1.0
    scopes:
      - subscription: finance
`;
const RECORD = "acceptances/wide-world-importers.yaml";

interface Shown {
  readonly acceptance: { readonly state: string; readonly signature: string };
  readonly delegations: readonly { readonly accepted: unknown; readonly version: string }[];
}

/** An estate where 1.1.0 is recorded as accepted, and the definition still names the version before. */
async function accepted(): Promise<string> {
  const estate = sampleCopy({ [FILE]: CUSTOMER });
  const words = ["accept", "wide-world-importers", "--by", "Mona", "--reference", "ticket 1"];
  expect((await keeper(estate, words)).code).toBe(0);
  change(estate, { [FILE]: CUSTOMER.replace("1.1.0", "1.0.0") });
  return estate;
}

async function shownIn(estate: string): Promise<Shown> {
  const { out } = await keeper(estate, ["status", "--format", "json"]);
  const { customers } = JSON.parse(out) as {
    readonly customers: readonly (Shown & { readonly id: string })[];
  };
  const found = customers.find(({ id }) => id === "wide-world-importers");
  if (found === undefined) throw new Error(out);
  return found;
}

test("a version that is accepted and not taken yet waits since the day of the record", async () => {
  const estate = await accepted();
  expect((await shownIn(estate)).delegations).toMatchObject([
    { version: "1.0.0", accepted: { version: "1.1.0", since: "2026-11-23" } },
  ]);
  const { out } = await keeper(estate, ["status"]);
  expect(out).toContain("1 of them accepted and waiting since 2026-11-23");
  expect(out).toContain("accepted");
  const csv = (await keeper(estate, ["status", "--format", "csv"])).out.split("\n");
  expect(csv.find((line) => line.startsWith("wide-world-importers"))).toMatch(
    /,2026-11-23,none,1\.1\.0,,,,,,,,,,,status,$/,
  );
  // taken, it waits no longer
  change(estate, { [FILE]: CUSTOMER });
  expect((await shownIn(estate)).delegations).toMatchObject([{ version: "1.1.0", accepted: null }]);
});

test("without an acceptance of a newer version, and without git, nothing says since when it waits", async () => {
  const { out } = await keeper(sampleCopy(), ["status"]);
  expect(out).toMatch(/update available \(→\): \d+ offers? taken, waiting since: not known/);
});

test("a signature is shown as what it is: none, verified, or not verified", async () => {
  const estate = await accepted();
  const signature = async () => (await shownIn(estate)).acceptance.signature;
  expect(await signature()).toBe("none");
  const key = join(estate, "customer.key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
  const sign = (namespace: string) =>
    execFileSync("ssh-keygen", ["-Y", "sign", "-q", "-n", namespace, "-f", key, RECORD], {
      cwd: estate,
      stdio: "pipe",
    });
  sign("lighthouse-keeper-acceptance");
  // no key is listed for this customer
  expect(await signature()).toBe("not-verified");
  const signers = `customer ${readFileSync(`${key}.pub`, "utf8").split(" ").slice(0, 2).join(" ")}\n`;
  change(estate, { "acceptances/wide-world-importers.signers": signers });
  expect(await signature()).toBe("verified");
  expect((await keeper(estate, ["status"])).out).toContain("signed");
  const record = readFileSync(join(estate, RECORD), "utf8");
  change(estate, { [RECORD]: record.replace("ticket 1", "ticket 2") });
  expect(await signature()).toBe("not-verified");
  expect((await keeper(estate, ["status", "--format", "markdown"])).out).toContain("signature not verified");
  // for another purpose
  change(estate, { [RECORD]: record, [`${RECORD}.sig`]: undefined });
  sign("file");
  expect(await signature()).toBe("not-verified");
});

test("a customer who accepted, and delegates nothing, is counted", async () => {
  const estate = await accepted();
  expect((await keeper(estate, ["status"])).out).not.toContain("accepted, and nothing delegated");
  change(estate, { [FILE]: CUSTOMER.replace(/scopes:\n.*\n/, "scopes: []\n") });
  expect((await keeper(estate, ["status"])).out).toContain("accepted, and nothing delegated: 1 customer");
});
