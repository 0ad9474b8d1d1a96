import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, REPOSITORY, sampleCopy } from "../support/estates.ts";

/*
 * A review in an estate with waves.yaml says where a change only takes access away, and what an emergency does.
 */

const OFFER = "offers/managed-operations.ts";
const WAVES = "version: 1\nsteps:\n  - name: all\n    percentage: 100\n";
const original = readFileSync(join(REPOSITORY, OFFER), "utf8");
const narrowed = original.replaceAll('role: "Contributor"', 'role: "Reader"');

async function outputOf(offer: string, root: string): Promise<void> {
  // what was published may change where its record is gone
  sampleCopy({ [OFFER]: offer, "published/managed-operations.yaml": undefined }, join(root, "made"));
  const ran = await keeper(join(root, "made"), ["synth", "--engine", "json"]);
  expect(ran, ran.err).toMatchObject({ code: 0 });
}

/** An estate with the output of a wide and of a narrow offer. */
async function estate(): Promise<string> {
  const root = sampleCopy();
  for (const [name, offer] of [
    ["wide", original],
    ["narrow", narrowed],
  ] as const) {
    const made = join(root, name);
    await outputOf(offer, made);
    cpSync(join(made, "made/cdktf.out"), join(root, `${name}.out`), { recursive: true });
  }
  return root;
}

test("a revocation is told what waves and an emergency do with it, a change that grants is not", async () => {
  const root = await estate();
  const notes = async (before: string, after: string): Promise<string[]> => {
    const ran = await keeper(root, ["review", `${before}.out`, `${after}.out`, "--format", "json"]);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    return JSON.parse(ran.out).notes.filter((note: string) => note.includes("waves.yaml"));
  };
  expect(await notes("wide", "narrow")).toEqual([]);
  change(root, { "waves.yaml": WAVES });
  expect(await notes("wide", "narrow")).toEqual([
    "takes access away from 2 customers, and does nothing else to access. This estate has waves.yaml: there it waits for no earlier commit, but for the step of each customer. An apply as an emergency (keeper fleet --emergency) reaches all customers at once",
  ]);
  expect(await notes("narrow", "wide")).toEqual([]);
  expect(await notes("wide", "wide")).toEqual([]);
  const text = await keeper(root, ["review", "wide.out", "narrow.out"]);
  expect(text.out.replaceAll(/\s+/g, " ")).toContain("An apply as an emergency (keeper fleet --emergency)");
  // the file itself is the matter of keeper check
  change(root, { "waves.yaml": "steps: [" });
  expect(await notes("wide", "narrow")).toEqual([]);
});
