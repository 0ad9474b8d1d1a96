// @module-tag bash
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bashWord } from "../../lib/onboarding/shell-text.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { hostileLine } from "../support/hostile-text.ts";
import { filesOf, onboarded } from "./package.ts";

function bash(script: string, ...words: readonly string[]) {
  return spawnSync("bash", [...words], { input: script, encoding: "utf8" });
}

test("a word of the shell has the value that was meant", () => {
  const texts = [
    ...["'", "''", "a'b", "$(id)", "`id`", '"', "\\", "-n", "!x", "*"],
    ...fc.sample(hostileLine(), { numRuns: 500, seed: 20261130 }),
  ];
  const { stdout, status } = bash(texts.map((each) => `printf '%s\\0' ${bashWord(each)}\n`).join(""));
  expect(status).toBe(0);
  const seen = texts.map((each) => each.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "?"));
  expect(stdout.split("\0").slice(0, -1)).toEqual(seen);
});

test("scripts of any definition are parsed without an error", () => {
  fc.assert(
    fc.property(anyOffer("one"), anyCustomer(["one"]), (one, customer) => {
      for (const each of onboarded(customer, [one])) {
        const files = filesOf(each);
        for (const name of ["deploy.sh", "remove.sh"]) expect(bash(files[name] ?? "", "-n").stderr).toBe("");
      }
    }),
    { numRuns: 10 },
  );
});
