import { expect, test } from "vitest";
import { SandboxClock } from "../../lib/sandbox/sandbox-clock.ts";
import { waitOf } from "../../lib/stand-in/pace.ts";

const { signal } = new AbortController();

test("waits at the same time move the clock on once, and it never goes back", () => {
  let real = 1_000;
  const clock = new SandboxClock(() => real);
  clock.moveTo(11_000);
  clock.moveTo(11_000);
  clock.moveTo(5_000);
  expect(clock.now()).toBe(11_000);
  real += 500;
  expect(clock.now()).toBe(11_500);
});

test("a shortened wait moves the clock on by the whole wait", async () => {
  const clock = new SandboxClock(() => 0);
  await Promise.all([10_000, 6_000].map((time) => waitOf("fast", clock)(time, signal)));
  expect(clock.now()).toBe(10_000);
});
