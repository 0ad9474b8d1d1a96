import { expect, test } from "vitest";
import { temporaryFolder } from "../support/estates.ts";
import { definitionsRead, listening, readWhole, settled, startFetch } from "../support/fetch-process.ts";
import { Fleet } from "../support/fleet.ts";

/*
 * A whole fleet: two thousand subscriptions, throttled again and again, killed once.
 */

test("a throttled fetch of 2,000 subscriptions is resumed after a kill", async () => {
  const [fleet, folder] = [new Fleet(2_000, { pageSize: 100 }), temporaryFolder()];
  const environment = await listening(fleet, folder);
  for (let after = 100; after < 6_000; after += 700)
    fleet.azure.inject({ kind: "throttled", retryAfterSeconds: 1, action: "*", after, count: 3 });
  const first = startFetch([], folder, environment);
  while (definitionsRead(fleet).length < 900) await new Promise((done) => setTimeout(done, 5));
  first.child.kill("SIGKILL");
  await first.ended;
  await settled(fleet);
  const unfinished = readWhole(folder);
  expect(unfinished.length).toBeGreaterThan(800);
  const before = definitionsRead(fleet).filter(({ status }) => status === 200).length;

  const { code, output } = await startFetch([], folder, environment).ended;
  expect(output).toContain(
    `2000 of 2000 subscriptions read whole, ${unfinished.length} of them by a fetch that`,
  );
  expect(code).toBe(0);
  const all = definitionsRead(fleet).filter(({ status }) => status === 200).length;
  expect(all - before).toBe(2_000 - unfinished.length);
  expect(fleet.azure.requests().filter(({ status }) => status === 429).length).toBeGreaterThan(20);
});
