import { expect, test } from "vitest";
import { type RefusalReason, refusalSentence } from "../../lib/roles/verdict.ts";

const SENTENCES: [RefusalReason, string][] = [
  [{ kind: "owner" }, "it is the Owner role, which Azure Lighthouse never accepts"],
  [
    { kind: "restrictedAction", actions: ["Microsoft.Authorization/locks/write"] },
    "it carries actions that manage access or locks (Microsoft.Authorization/locks/write)",
  ],
  [{ kind: "dataActions", actions: ["a", "b", "c"] }, "it carries data actions (a, b, c)"],
  [
    { kind: "dataActions", actions: ["a", "b", "c", "d", "e"] },
    "it carries data actions (a, b, c and 2 more)",
  ],
  [{ kind: "notDataActions", actions: ["a"] }, "it carries notDataActions (a)"],
  [{ kind: "deprecated", source: "its name", replacement: null }, "it is deprecated according to its name"],
  [
    { kind: "deprecated", source: "a page", replacement: "Security Admin" },
    "it is deprecated according to a page; use Security Admin instead",
  ],
];

test.each(SENTENCES)("refusalSentence puts %j in one sentence", (reason, sentence) => {
  expect(refusalSentence(reason)).toBe(sentence);
});
