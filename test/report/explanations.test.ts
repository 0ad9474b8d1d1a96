import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AZURE_ERROR_CODES } from "../../lib/emulator/azure-error.ts";
import { DRIFT_WORDS, OWNERSHIP_WORDS } from "../../lib/report/drift/words.ts";
import { explanationText } from "../../lib/report/explanation-text.ts";
import { explanations, findExplanations } from "../../lib/report/explanations.ts";
import { GATE_REASON_WORDS } from "../../lib/report/gate-wording.ts";
import { CHECK_WORDS } from "../../lib/report/preflight/words.ts";
import { KIND_WORDS } from "../../lib/report/status/cell-words.ts";
import { ACCEPTANCE_WORDS, STATE_WORDS } from "../../lib/report/status/words.ts";
import { TROUBLE_SECTIONS } from "../../lib/report/trouble.ts";
import { findTroubles, TROUBLES } from "../../lib/report/troubleshooting.ts";
import { RULES } from "../../lib/rules/rules.ts";
import { REPOSITORY } from "../support/estates.ts";

const all = explanations(RULES);

test("every rule is explained by its code and its name, every reason of the gate by its kind", () => {
  for (const { code, kind } of RULES) {
    for (const words of [code, kind, code.toLowerCase()])
      expect(findExplanations(words, all).found[0]?.names[0]).toBe(code);
  }
  for (const kind of Object.keys(GATE_REASON_WORDS))
    expect(findExplanations(kind, all).found.at(-1)?.names[0]).toBe(kind);
});

test("a name of a rule that is a reason of the gate too gets both explanations", () => {
  const { found } = findExplanations("role-unknown", all);
  expect(found.map(({ names }) => names[0])).toEqual(["LH002", "role-unknown"]);
  expect(explanationText(found, 80).split("\n\n").length).toBeGreaterThan(6);
});

test("grades and flags are explained as reports print them", () => {
  expect(findExplanations("BROADENING", all).found[0]?.summary).toBe(
    "A grade of a change: grants access, revokes none.",
  );
  expect(findExplanations("lock-out", all).found).toHaveLength(1);
});

test.each([
  ["wider", "A finding of keeper drift: Azure grants more than the definition."],
  ["not visible", "A finding of keeper drift: it was never deployed, or revoked"],
  ["not-visible", "A finding of keeper drift: it was never deployed, or revoked"],
  ["not read", "A finding of keeper drift: nothing is known of the subscription."],
  ["allowed until a day that is over", "A finding of keeper drift: the gate blocks"],
  ["ours", "Whose a delegation is, in keeper drift: this estate defines it"],
  ["another tenant's", "Whose a delegation is, in keeper drift: its managing tenant"],
  ["owner unknown", "Whose a delegation is, in keeper drift: it is to a managing tenant"],
  ["in place", "A state of a delegation in keeper status: Azure has the access"],
  ["role refused", "A state of a delegation in keeper status: Azure Lighthouse refuses"],
  ["guest", "A check of keeper preflight, which asks Azure: the claims of that access token."],
  ["existing delegations", "A check of keeper preflight, which asks Azure: GET registration definitions"],
  ["accepts", "What it lets pass: a warning of a rule."],
  ["keep", "What it lets pass: a role that Azure refuses by now"],
  ["Deviation", "What it lets pass: a difference between definition and Azure"],
  ["exceeded", "A recorded acceptance in keeper status: the definitions grant more than the record lists."],
  ["acceptance not recorded", "A recorded acceptance in keeper status: no record says"],
  ["acceptance", "What it lets pass: nothing: it records"],
])("the word %j of a report is explained", (word, begins) => {
  expect(findExplanations(word, all).found[0]?.summary).toContain(begins);
});

test("every word of the tables of drift, ownership, status and preflight has an explanation", () => {
  const words = [
    ...Object.values(DRIFT_WORDS).map(({ word }) => word),
    ...Object.values(OWNERSHIP_WORDS).map(({ word }) => word),
    ...Object.values(STATE_WORDS).map(({ word }) => word),
    ...Object.values(ACCEPTANCE_WORDS).map(({ word }) => word),
    ...Object.values(KIND_WORDS).map(({ word }) => word),
    ...Object.values(CHECK_WORDS).map(({ name }) => name),
  ];
  for (const word of words) expect(findExplanations(word, all).found, word).not.toEqual([]);
});

test("words that only begin a much longer name suggest nothing", () => {
  for (const word of ["role", "deploy", "customer"])
    expect(findExplanations(word, all)).toEqual({ found: [], similar: undefined });
  expect(findExplanations("deviaton", all).similar).toBe("deviation");
});

test("a name that nothing has gets the most similar one, and none where none is similar", () => {
  expect(findExplanations("LH0255", all)).toMatchObject({
    found: [],
    similar: expect.stringMatching(/^LH02/),
  });
  expect(findExplanations("no-exit-pth", all).similar).toBe("no-exit-path");
  expect(findExplanations("zzzzzzzzzz", all).similar).toBeUndefined();
});

/** As Terraform prints it: framed, wrapped, in colour. */
const PASTED = `\u001b[31m╷\u001b[0m
\u001b[31m│\u001b[0m Error: a resource with the ID "/subscriptions/1/providers/x" already exists -
\u001b[31m│\u001b[0m to be managed via Terraform this resource needs to be
\u001b[31m│\u001b[0m imported into the State.
╵`;

test.each([
  [PASTED, ["already exists - … needs to be imported"]],
  ['unexpected status 403: {"error":{"code":"AuthorizationFailed","message":"x"}}', ["AuthorizationFailed"]],
  ["authorizationfailed", ["AuthorizationFailed"]],
  ["LinkedAuthorizationFailed: no permission on the linked scope(s)", ["LinkedAuthorizationFailed"]],
  ["Get https://management.azure.com/: EOF", ["EOF"]],
  ["polling failed: context deadline exceeded", ["context deadline exceeded", "polling failed"]],
  [
    "Subscription 1 (main) is not in the tenant of Fabrikam (2). Nothing was changed.",
    ["is not in the tenant of …"],
  ],
  // a part of a message
  ["already exists", ["already exists - … needs to be imported"]],
])("a pasted message %j gets its rows of the troubleshooting table", (pasted, expected) => {
  const { found } = findExplanations(pasted, all);
  expect(found).toHaveLength(expected.length);
  expected.forEach((message, index) => {
    expect(found[index]?.names).toContain(message);
  });
  expect(explanationText(found, 80)).toContain("How to fix it\n");
});

test.each([
  "typeof x",
  "exists already",
  "",
  "needs to be imported: it already exists -",
  "x".repeat(100_000),
])("a text without a known message, %j, gets no row", (pasted) => {
  expect(findExplanations(pasted, all).found).toEqual([]);
});

test("a pasted text of any length is searched", () => {
  const long = "x".repeat(1_000_000);
  expect(findExplanations(long, all)).toEqual({ found: [], similar: undefined });
  expect(findExplanations(`${long} SubscriptionNotFound ${long}`, all).found).toHaveLength(1);
});

test("every message of the troubleshooting table finds its own row, and has a cause and a fix", () => {
  expect(TROUBLES.length).toBeGreaterThan(10);
  for (const trouble of TROUBLES)
    for (const message of trouble.messages) {
      const { found } = findExplanations(message.replace("…", "any text"), all);
      expect(found.map(({ names }) => names)).toContainEqual(trouble.messages);
      expect(found[0]?.parts.map(([heading]) => heading).slice(0, 2)).toEqual(["Cause", "How to fix it"]);
    }
});

test("every error code that the emulated Azure answers is explained, alone and in Terraform's message", () => {
  for (const code of AZURE_ERROR_CODES)
    for (const words of [code, `Error: unexpected status 400 (400 Bad Request) with error: ${code}: x`]) {
      const { found } = findExplanations(words, all);
      expect(found, words).toHaveLength(1);
      expect(found[0]?.names).toContain(code);
    }
});

test("the known messages are those of the stand-in and of the guard, word for word", () => {
  const texts = [
    "lib/stand-in/resource-calls.ts",
    "lib/stand-in/requests.ts",
    "lib/formats/stack/stack-texts.ts",
  ]
    .map((file) => readFileSync(join(REPOSITORY, file), "utf8"))
    .join("\n");
  const known = findTroubles(texts).flatMap(({ messages }) => messages);
  expect(known).toEqual(
    expect.arrayContaining([
      "already exists - … needs to be imported",
      "HTTP response was nil; connection may have been reset",
      "polling failed",
      "is not in the tenant of …",
    ]),
  );
});

test("an explanation fits 80 columns", () => {
  for (const each of all) {
    const lines = explanationText([each], 80).split("\n");
    // a command or address that is longer stays whole, so that it can be copied
    expect(lines.filter((line) => line.length > 80 && line.trim().includes(" "))).toEqual([]);
  }
});

test("explanationText() prints names, summary and headed paragraphs", () => {
  const [rule] = findExplanations("LH025", all).found;
  expect(explanationText(rule === undefined ? [] : [rule], 80)).toBe(`LH025 no-exit-path
  Every plan version lets the provider remove the delegation. Severity: warning.

What it is
  No standing authorization of a plan version names the Managed Services
  Registration assignment Delete Role; at most an eligible one does.

Why it hurts
  Only the customer tenant can remove the delegation. When the contract ends, or
  a principal of the managing tenant is compromised, the provider cannot remove
  the access itself. If the role is only eligible, removal needs an activation
  and perhaps an approval first.

How to fix it
  Add an authorization for the Managed Services Registration assignment Delete
  Role, to a group with few members.

When to accept it
  When it is agreed that the customer alone ends the delegation.

Where it comes from
  Microsoft: Tenants, users, and roles in Azure Lighthouse scenarios (best
  practices); Remove access to a delegation; that the role should be standing is
  inference.
`);
});

test("what is named as More is a heading of the document that is named with it", () => {
  const named = all.flatMap(({ parts }) => parts.filter(([heading]) => heading === "More"));
  // those of the messages, and the one of the exceptions
  expect(new Set(named.map(([, text]) => text)).size).toBe(Object.keys(TROUBLE_SECTIONS).length + 1);
  for (const [, text] of named) {
    const [, title, page = ""] = /^(.*), in (docs\/.*\.md) of the package$/.exec(text) ?? [];
    const headings = readFileSync(join(REPOSITORY, page), "utf8").match(/^#+ .*$/gm) ?? [];
    expect(headings.map((line) => line.replace(/^#+ /, ""))).toContain(title);
  }
});
