import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, sampleCopy, snapshot } from "../support/estates.ts";

const RECORD = "published/managed-operations.yaml";
const SETS = "offers/shared/authorization-sets.ts";
const publish = (estate: string, ...words: readonly string[]) => keeper(estate, ["publish", ...words]);

/** The sample as it was before there was a record. */
const before = () => {
  const estate = sampleCopy();
  for (const path of Object.keys(snapshot(join(estate, "published"))))
    change(estate, { [`published/${path}`]: undefined });
  return estate;
};

/** The estate with an edit of its shared set. */
function widen(estate: string): void {
  const text = readFileSync(join(estate, SETS), "utf8");
  change(estate, {
    [SETS]: text.replace(
      '{ principal: operations, role: "Reader" }',
      '{ principal: operations, role: "Monitoring Reader" }',
    ),
  });
}

test("the first synthesis of an estate from before records what customers have, with no finding, the same bytes as the sample's", async () => {
  const estate = before();
  expect((await keeper(estate, ["check"])).code).toBe(0);
  const { code, out } = await keeper(estate, ["synth"]);
  expect(code).toBe(0);
  expect(out).toContain("published/managed-operations.yaml");
  const record = snapshot(join(estate, "published"));
  expect(Object.keys(record)).toHaveLength(4);
  expect(record).toEqual(snapshot(join(sampleCopy(), "published")));
  const files = snapshot(estate);
  expect((await keeper(estate, ["synth"])).out).not.toContain("published/");
  expect(snapshot(estate)).toEqual(files);
});

test("a selected synthesis records no plan that its customers do not take", async () => {
  const estate = before();
  expect((await keeper(estate, ["synth", "contoso-retail"])).code).toBe(0);
  expect(readFileSync(join(estate, RECORD), "utf8")).toContain("1.0.0:");
  expect(readFileSync(join(estate, RECORD), "utf8")).not.toContain("virtual-machines");
});

test("a selected synthesis locks no other customer out: what others have of the plan is recorded with it", async () => {
  const estate = before();
  // of the plan complete, contoso-retail has 1.0.0 and fabrikam 1.1.0
  expect((await keeper(estate, ["synth", "fabrikam"])).code).toBe(0);
  expect((await keeper(estate, ["check"])).code).toBe(0);
  expect((await keeper(estate, ["synth", "contoso-retail"])).code).toBe(0);
  expect(readFileSync(join(estate, RECORD), "utf8")).toContain("1.0.0:");
});

test("a selected synthesis records nothing while another customer cannot be read", async () => {
  const estate = before();
  change(estate, { "customers/contoso-retail.ts": "export default {" });
  expect((await keeper(estate, ["synth", "fabrikam"])).code).toBe(0);
  expect(snapshot(join(estate, "published"))).toEqual({});
});

test("an edited shared set is one finding of check and synth that names every version; untouched customers go on", async () => {
  const estate = sampleCopy();
  widen(estate);
  const checked = await keeper(estate, ["check"]);
  expect(checked.code).toBe(1);
  expect(checked.err.match(/LH080/g)).toHaveLength(1);
  expect(checked.err).toContain("3 recorded versions grant something else than recorded");
  expect(checked.err).toContain(
    "    - Northwind Operations Engineers (1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202): Reader",
  );
  expect(checked.err).toContain(
    "    + Northwind Operations Engineers (1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202): Monitoring Reader",
  );
  expect((await keeper(estate, ["synth"])).code).toBe(1);
  expect((await keeper(estate, ["synth", "fabrikam"])).code).toBe(1);
  expect((await keeper(estate, ["synth", "wide-world-importers"])).code).toBe(0);
});

test("a published version is frozen though no customer takes it, and publishing it again changes nothing", async () => {
  const estate = sampleCopy();
  const { code, out } = await publish(estate, "managed-operations", "essential", "1.0.0");
  expect(code).toBe(0);
  expect(out).toContain("managed-operations/essential@1.0.0 is published");
  expect(out).toContain(
    "Northwind Service Desk (0a6f8f0e-5d1b-4f57-8a51-6a2b7d0c1101): Support Request Contributor",
  );
  expect(out).toContain("no customer takes it yet");
  const files = snapshot(estate);
  expect((await publish(estate, "managed-operations", "essential", "1.0.0")).out).toContain(
    "nothing changed",
  );
  expect(snapshot(estate)).toEqual(files);
  const edited = sampleCopy({ [RECORD]: readFileSync(join(estate, RECORD), "utf8") });
  widen(edited);
  expect((await keeper(edited, ["check"])).err).toContain("4 recorded versions grant something else");
});

test.each([
  [["managed-operation", "essential", "1.0.0"], "did you mean managed-operations?"],
  [["managed-operations", "essentials", "1.0.0"], "did you mean essential?"],
  [["managed-operations", "essential", "1.0.1"], "is not a version of plan managed-operations/essential"],
  [["cost-management", "__proto__", "1.0.0"], "is not a plan of offer cost-management"],
])("%j cannot be published", async (words, problem) => {
  const estate = sampleCopy();
  const files = snapshot(estate);
  const { code, err } = await publish(estate, ...words);
  expect([code, err]).toEqual([2, expect.stringContaining(problem)]);
  expect(snapshot(estate)).toEqual(files);
});

test("versions rise: a lower number than a recorded one is refused", async () => {
  const estate = sampleCopy();
  const file = "offers/cost-management.ts";
  const text = readFileSync(join(estate, file), "utf8");
  change(estate, {
    [file]: text.replace(
      '"1.0.0":',
      '"0.9.0": { authorizations: [{ principal: costAnalysts, role: "Reader" }] },\n        "1.0.0":',
    ),
  });
  const { code, err } = await publish(estate, "cost-management", "insight", "0.9.0");
  expect([code, err]).toEqual([2, expect.stringContaining("versions rise")]);
});

const COSTS = "offers/cost-management.ts";

/** An edit of the offer's plan, with the customers that take it. */
function withCosts(estate: string, edit: (text: string) => string): void {
  for (const file of [COSTS, "customers/contoso-retail.ts", "customers/wide-world-importers.yaml"])
    change(estate, { [file]: edit(readFileSync(join(estate, file), "utf8")) });
}

test("versions rise: customers cannot be moved to a new version under a lower number by hand", async () => {
  const estate = sampleCopy();
  withCosts(estate, (text) =>
    text
      .replace('"1.0.0":', '"0.9.0":')
      .replace(/(?<before>plan: "?insight"?,?\s+version: "?)1.0.0/, "$<before>0.9.0"),
  );
  const files = snapshot(estate);
  const checked = await keeper(estate, ["check"]);
  // one finding, at both customers
  expect([checked.code, checked.err.match(/LH090 customers/g)?.length]).toEqual([1, 2]);
  expect(checked.err).toContain("warning LH091 published/cost-management.yaml");
  expect((await keeper(estate, ["synth"])).code).toBe(1);
  expect((await keeper(estate, ["synth", "wide-world-importers"])).code).toBe(1);
  expect(snapshot(estate)).toEqual(files);
});

test("a recorded plan under another id is a finding, though no recorded version changed", async () => {
  const estate = sampleCopy();
  withCosts(estate, (text) => text.replace(/(?<=plan: "?)insight|insight(?=: \{)/, "insights"));
  const { code, err } = await keeper(estate, ["check"]);
  expect([code, err]).toEqual([0, expect.stringContaining("warning LH091 published/cost-management.yaml")]);
  expect(err).toContain("cost-management/insight");
});

test("in an estate from before, publishing a version records the lower ones that customers have with it", async () => {
  const estate = before();
  expect((await publish(estate, "managed-operations", "complete", "1.1.0")).out).toContain(
    "also recorded, because customers have them: 1.0.0",
  );
  expect((await keeper(estate, ["check"])).code).toBe(0);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(snapshot(join(estate, "published"))).toEqual(snapshot(join(sampleCopy(), "published")));
});

test("a record that cannot be read stops check, synth and publish, and nothing is written", async () => {
  const estate = sampleCopy({ [RECORD]: "offer: managed-operations\nplans: []\n" });
  const files = snapshot(estate);
  for (const words of [["check"], ["synth"], ["synth", "fabrikam"]]) {
    const { code, err } = await keeper(estate, words);
    expect([words, code, err]).toEqual([
      words,
      1,
      expect.stringContaining("error LH069 published/managed-operations.yaml"),
    ]);
  }
  expect((await publish(estate, "managed-operations", "essential", "1.0.0")).code).toBe(2);
  expect(snapshot(estate)).toEqual(files);
});

test("a revoked principal leaves the record and its versions as they are", async () => {
  const estate = sampleCopy();
  const record = snapshot(join(estate, "published"));
  expect((await keeper(estate, ["revoke", "securityLeads", "--reason", "left"])).code).toBe(0);
  expect((await keeper(estate, ["check"])).code).toBe(0);
  expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(snapshot(join(estate, "published"))).toEqual(record);
});

test("an author who edits the record together with the version is seen by what the version grants", async () => {
  const [before, after] = [sampleCopy(), sampleCopy({ [RECORD]: undefined })];
  widen(after);
  for (const estate of [before, after]) expect((await keeper(estate, ["synth"])).code).toBe(0);
  expect(readFileSync(join(after, RECORD), "utf8")).not.toBe(readFileSync(join(before, RECORD), "utf8"));
  const sides = [before, after].map((estate) => join(estate, "cdktf.out"));
  const { code, out } = await keeper(before, ["review", ...sides, "--format", "json", "--exit-code"]);
  expect(code).toBe(1);
  expect(JSON.parse(out).customers.map((each: { readonly customer: string }) => each.customer)).toEqual([
    "contoso-retail",
    "fabrikam",
    "tailwind-traders",
  ]);
});
