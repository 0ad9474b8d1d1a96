import { expect, test } from "vitest";
import { change, keeper, sampleCopy } from "../support/estates.ts";

test.each([
  ["mermaid", "flowchart LR\n"],
  ["dot", "digraph estate {\n"],
  ["svg", '<svg xmlns="http://www.w3.org/2000/svg"'],
])("the sample estate is drawn as %s", async (format, beginning) => {
  const { code, out, err } = await keeper(sampleCopy(), ["graph", "--format", format]);
  expect([code, err]).toEqual([0, ""]);
  expect(out.startsWith(beginning)).toBe(true);
  expect(out).toContain("Fabrikam Logistics");
});

test("definitions that cannot be read are named, and end with 1", async () => {
  const estate = sampleCopy();
  change(estate, { "customers/broken.yaml": "id: [" });
  const { code, out, err } = await keeper(estate, ["graph"]);
  expect(code).toBe(1);
  expect(out).toContain("Fabrikam Logistics");
  expect(err).toContain("missing in the graph: customers/broken.yaml cannot be read");
});
