import { expect, test } from "vitest";
import { runKeeper } from "../../lib/cli/program.ts";
import { change, KEEPER, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { armLists, grant } from "./arm-fleet.ts";

/*
 * Questions in a terminal: asked once, remembered in adopt-answers.json, never asked by a program.
 */

const SHARED = [
  grant(1, "reader"),
  grant(1, "deletes"),
  grant(2, "reader"),
  grant(2, "support"),
  grant(3, "reader"),
];

/** Lists of two customers whose titles differ and whose authorizations are nearly equal. */
function estate(): string {
  const folder = temporaryFolder();
  change(
    folder,
    armLists([
      { customer: 1, name: "Bellows Gold", authorizations: [...SHARED, grant(3, "monitoring")] },
      { customer: 2, name: "Bellows Silver", authorizations: [...SHARED, grant(3, "security")] },
    ]),
  );
  return folder;
}

/** Adopts in a terminal where a person gives these answers, in this order. */
async function answered(folder: string, answers: readonly boolean[], ...words: readonly string[]) {
  const asked: string[] = [];
  let [out, err] = ["", ""];
  const code = await runKeeper(["adopt", "azure", "--output", ".", "--yaml", ...words], {
    folder,
    environment: {},
    keeper: KEEPER,
    today: () => "2026-11-23",
    platform: "linux",
    interrupted: () => Promise.resolve(),
    terminal: {
      colour: false,
      columns: 80,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      confirm: (question) => {
        asked.push(question);
        return Promise.resolve(answers[asked.length - 1]);
      },
      progress: () => {},
    },
  });
  expect(err).toBe("");
  return { code, out, asked };
}

const filesIn = (folder: string, part: string) =>
  Object.keys(snapshot(folder)).filter((path) => path.startsWith(`${part}/`));
const answersIn = (folder: string) => JSON.parse(snapshot(folder)["adopt-answers.json"] ?? "null");

test("what adopt cannot know is asked once: who deploys, and one offer or two", async () => {
  const folder = estate();
  const first = await answered(folder, [false, false]);
  expect(first.asked).toHaveLength(2);
  expect(first.asked[0]).toContain("do you apply the stacks of these customers yourself");
  expect(first.asked[1]).toContain('share four fifths ("Bellows Gold", "Bellows Silver")');
  expect(filesIn(folder, "offers")).toEqual(["offers/bellows-gold.yaml", "offers/bellows-silver.yaml"]);
  expect(snapshot(folder)["customers/customer-1.yaml"]).toContain("deployedBy: customer");
  expect(answersIn(folder)).toEqual({
    version: 1,
    deployedBy: "customer",
    oneOffer: { "bellows-gold": false },
  });
  expect((await keeper(folder, ["check"])).code).toBe(0);

  // the same adoption anew, with the file and without a person: the same definitions
  const before = snapshot(folder);
  change(
    folder,
    Object.fromEntries(
      [...filesIn(folder, "offers"), ...filesIn(folder, "customers")].map((path) => [path, undefined]),
    ),
  );
  change(folder, { "estate.lock.json": undefined });
  expect(await keeper(folder, ["adopt", "azure", "--output", ".", "--yaml"])).toMatchObject({ code: 0 });
  expect(snapshot(folder)).toEqual(before);
});

test("yes to both keeps one offer, and a flag is asked for no more", async () => {
  const folder = estate();
  const { asked } = await answered(folder, [true], "--deployed-by", "provider");
  expect(asked).toHaveLength(1);
  expect(filesIn(folder, "offers")).toEqual(["offers/bellows-gold.yaml"]);
  expect(answersIn(folder)).toEqual({ version: 1, oneOffer: { "bellows-gold": true } });
});

test("programs are asked nothing, and nothing is remembered", async () => {
  const folder = estate();
  const json = await answered(folder, [false, false], "--json");
  expect(json.asked).toEqual([]);
  expect(answersIn(folder)).toBe(null);
  expect(filesIn(folder, "offers")).toHaveLength(1);
});

test.each([
  "{",
  '{"version":2,"oneOffer":{}}',
  '{"version":1,"oneOffer":{"a":"yes"}}',
  '{"version":1,"deployedBy":"me","oneOffer":{}}',
])("answers that cannot be read are refused, and nothing is written: %s", async (text) => {
  const folder = estate();
  change(folder, { "adopt-answers.json": text });
  const ran = await keeper(folder, ["adopt", "azure", "--output", "."]);
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("adopt-answers.json cannot be read") });
  expect(filesIn(folder, "offers")).toEqual([]);
});
