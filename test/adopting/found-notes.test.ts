import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { FoundNote } from "../../lib/access/found-access.ts";
import { foundNotes } from "../../lib/report/review/found-notes.ts";
import { NameDirectory } from "../../lib/review/name-directory.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { keeper } from "../support/estates.ts";
import { caseCopy } from "./cases.ts";

/*
 * What Azure's lists show beside access, in the words that a review and a list of access print.
 */

const SUBSCRIPTION = "3f9b6c10-7a21-4d53-8e64-00000000b001";
const PROVIDER = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices`;
const DIRECTORY = new NameDirectory({ catalogue: sampleCatalogue(), principals: [] });
const id = (end: string) => `3f9b6c10-7a21-4d53-8e64-00000000${end}`;

/** The lists of the case, with two definitions that failed, one of them assigned, and a property of a newer API. */
function lists(): Record<string, string> {
  const live = join(import.meta.dirname, "cases/08-first-look-before-synth/live");
  const listIn = (file: string) => JSON.parse(readFileSync(join(live, file), "utf8")).value;
  const [definitions, assignments] = [listIn("definitions.json"), listIn("assignments.json")];
  const failed = (end: string, registrationDefinitionName: string) => ({
    ...definitions[0],
    id: `${PROVIDER}/registrationDefinitions/${id(end)}`,
    name: id(end),
    properties: { ...definitions[0].properties, registrationDefinitionName, provisioningState: "Failed" },
  });
  const assigned = {
    id: `${PROVIDER}/registrationAssignments/${id("e002")}`,
    name: id("e002"),
    type: "Microsoft.ManagedServices/registrationAssignments",
    properties: { registrationDefinitionId: `${PROVIDER}/registrationDefinitions/${id("d003")}` },
  };
  const newer = { ...definitions[0], zone: 1 };
  const value = [newer, failed("d002", "Broken"), failed("d003", "Half")];
  return {
    "live/definitions.json": JSON.stringify({ value, count: 3 }),
    "live/assignments.json": JSON.stringify({ value: [...assignments, assigned] }),
  };
}

const SENTENCES = [
  `failed: definition "Broken" (${id("d002")}) of managing tenant`,
  ": it grants nothing",
  `failed: definition "Half" (${id("d003")}) of managing tenant`,
  ": it is assigned, and what its former content still grants is not known",
  "1 resource of Azure's lists with properties that this version does not know and did not read: zone",
  "answers of Azure's lists with properties that this version does not know and did not read: count",
];

test.each([[["review", "live", "."]], [["review", ".", "live"]], [["access", "live"]]])(
  "%j says what the lists show beside access",
  async (words) => {
    const ran = await keeper(caseCopy("08-first-look-before-synth", lists()), words);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    const text = `${ran.out} ${ran.err}`.replaceAll(/\s+/g, " ");
    for (const sentence of SENTENCES) expect(text).toContain(sentence);
  },
);

test.each([
  [true, "it stays in Azure and grants nothing"],
  [false, "what it grants is not known: no assignment in these lists"],
])("a definition without an assignment, whose subscription was read whole: %s", (isKnown, words) => {
  const definition = {
    subscriptionId: SUBSCRIPTION,
    registrationDefinitionId: id("d001"),
    managingTenantId: id("a001"),
    name: "Left",
  };
  const note: FoundNote = { kind: "definition-unassigned", definition, isKnown };
  const [text] = foundNotes([note], DIRECTORY);
  expect(text).toContain(`without assignment: definition "Left" (${id("d001")})`);
  expect(text).toContain(words);
});
