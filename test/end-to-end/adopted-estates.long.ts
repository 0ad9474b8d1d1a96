// @module-tag terraform

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Read } from "../../lib/documents/problem.ts";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { startSandbox } from "../../lib/sandbox/sandbox.ts";
import { asciiLowerCase } from "../../lib/values/ascii-lower-case.ts";
import { delegatedIn, shown } from "../adopting/delegated.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { change, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { PROVIDER } from "../support/provider.ts";
import { azureClient, definedSandbox, done, TestSandbox } from "../support/sandbox.ts";
import { registered } from "../support/stacks.ts";

/*
 * The round trip with real Terraform: random estates are deployed, read back as every source, and adopted. Access, GUIDs
 * and plans are equal, from whatever source: every resource is imported under its id, and nothing else is planned.
 */

const SOURCES = ["lists", "snapshot", "filed.tfstate", "shown.json", "plan.json"];

/** Estates that delegate something. */
const estates = fc
  .record({
    offers: fc.tuple(anyOffer("offer-a"), anyOffer("offer-b")),
    customer: anyCustomer(["offer-a", "offer-b"]),
    yaml: fc.boolean(),
  })
  .map(({ offers, customer, yaml }) => ({
    offers: offers.map((offer) => read(parseOffer(offer))),
    customer: read(parseCustomer(customer)),
    yaml,
  }))
  .filter(({ customer }) => customer.delegations.some(({ scopes }) => scopes.length > 0));

function read<T>(parsed: Read<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** Both lists of all subscriptions and delegated resource groups, page by page, as REST answers them to the deployer. */
async function writeLists(sandbox: TestSandbox, { tenantId, subscriptions }: Customer): Promise<void> {
  const owner = await azureClient(sandbox, tenantId, DEPLOYER_CLIENT_ID);
  const listed = async (type: string, scope: string): Promise<object[]> => {
    const { status, body } = await owner("GET", `${scope}/providers/Microsoft.ManagedServices/${type}`);
    const { value, nextLink } = body as { readonly value: object[]; readonly nextLink?: string };
    expect([status, nextLink]).toEqual([200, undefined]);
    return value;
  };
  const whole = Object.values(subscriptions).map((id) => `/subscriptions/${id}`);
  const groups = sandbox.azure.directory.subscriptions.flatMap(({ id, resourceGroups }) =>
    resourceGroups.map((name) => `/subscriptions/${id}/resourceGroups/${encodeURIComponent(name)}`),
  );
  const all = async (type: string, scopes: readonly string[]) => {
    const pages = await Promise.all(scopes.map((scope) => listed(type, scope)));
    const byId = new Map(pages.flat().map((each) => [(each as { readonly id: string }).id, each]));
    return JSON.stringify({ value: [...byId.values()] });
  };
  change(sandbox.folder, {
    "lists/definitions.json": await all("registrationDefinitions", whole),
    "lists/assignments.json": await all("registrationAssignments", [...whole, ...groups]),
  });
}

/** Writes everything that can be adopted from into the sandbox's folder. */
async function writeSources(sandbox: TestSandbox, customer: Customer): Promise<void> {
  await writeLists(sandbox, customer);
  const ids = Object.values(customer.subscriptions);
  const tenants = ["--tenant", customer.tenantId];
  await done(sandbox.keeper(["fetch", ...tenants, "--subscription", ...ids, "--output", "snapshot"]));
  const terraform = (...words: readonly string[]) => done(sandbox.terraform(customer.id, words));
  const write = (file: string, text: string) => writeFileSync(join(sandbox.folder, file), text);
  write("filed.tfstate", readFileSync(join(sandbox.folder, "state", `${customer.id}.tfstate`), "utf8"));
  write("shown.json", await terraform("show", "-json"));
  await terraform("plan", "-input=false", "-out=all.tfplan");
  write("plan.json", await terraform("show", "-json", "all.tfplan"));
}

interface Planned {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly change: { readonly actions: readonly string[]; readonly importing?: { readonly id: string } };
}

/** Address, actions and imported id. */
type PlannedImport = readonly [string, string, string | undefined];

/** What Terraform plans for an adopted estate where its state is empty, sorted. */
async function plannedFor(azure: TestSandbox["azure"], estate: string): Promise<PlannedImport[]> {
  const folder = temporaryFolder();
  const running = await startSandbox(azure, folder, { provider: PROVIDER, pace: "fast", now: Date.now() });
  onTestFinished(() => running.close());
  const sandbox = new TestSandbox(azure, estate, folder, running);
  await done(sandbox.keeper(["synth"]));
  const [customer = "", ...others] = Object.keys(snapshot(join(estate, "customers")));
  expect(others).toEqual([]);
  const stack = customer.replace(/\.[a-z]+$/, "");
  await done(sandbox.terraform(stack, ["init", "-input=false"]));
  await done(sandbox.terraform(stack, ["plan", "-input=false", "-out=adopted.tfplan"]));
  const plan = JSON.parse(await done(sandbox.terraform(stack, ["show", "-json", "adopted.tfplan"])));
  const changes: readonly Planned[] = plan.resource_changes;
  return changes
    .filter(({ mode }) => mode === "managed")
    .map(
      ({ address, change: { actions, importing } }): PlannedImport => [
        address,
        actions.join(),
        importing && asciiLowerCase(importing.id),
      ],
    )
    .sort();
}

test("random estates that Terraform deployed are adopted from every source with equal access, GUIDs and plans", async () => {
  await fc.assert(
    fc.asyncProperty(estates, async ({ offers, customer, yaml }) => {
      const sandbox = await definedSandbox({ offers, customers: [customer] });
      sandbox.write(customer, offers);
      expect(await sandbox.apply(customer.id)).toMatchObject({ code: 0 });
      const before = sandbox.azure.access();
      const ids = sandbox.azure.resources();
      const expected = shown(registered(customer, offers));
      expect(before).toEqual(expected.grants);
      await writeSources(sandbox, customer);
      const asked = sandbox.azure.requests().length;
      const plans: PlannedImport[][] = [];
      for (const source of SOURCES) {
        const estate = temporaryFolder();
        const words = ["adopt", join(sandbox.folder, source), "--output", ".", ...(yaml ? ["--yaml"] : [])];
        const adopted = await keeper(estate, words);
        expect(adopted, `${source}: ${adopted.err}${adopted.out}`).toMatchObject({ code: 0 });
        expect(await delegatedIn(estate)).toEqual(expected);
        plans.push(await plannedFor(sandbox.azure, estate));
      }
      const [first = []] = plans;
      expect(first.map(([, actions]) => actions)).toEqual(ids.map(() => "no-op"));
      expect(first.map(([, , id]) => id).sort()).toEqual(ids);
      for (const plan of plans) expect(plan).toEqual(first);
      const written = sandbox.azure.requests().slice(asked);
      expect(written.filter(({ method }) => method !== "GET" && method !== "POST")).toEqual([]);
      expect(sandbox.azure.access()).toEqual(before);
    }),
    // a smaller counterexample is not worth an hour of deployments
    { numRuns: 3, endOnFailure: true },
  );
}, 900_000);
