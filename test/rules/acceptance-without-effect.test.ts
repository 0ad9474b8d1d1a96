import { expect, test } from "vitest";
import { acceptanceWithoutEffect } from "../../lib/rules/acceptance-without-effect.ts";
import { checkRules } from "../../lib/rules/check.ts";
import type { Estate } from "../../lib/rules/estate.ts";
import type { Breach } from "../../lib/rules/finding.ts";
import type { Rule } from "../../lib/rules/rule.ts";
import { aContext, aCustomer, anOffer } from "../support/builders.ts";

const BREACH = { problem: "", received: "", allowed: "", fix: "", facts: {} };
const TEXT = { title: "", what: "", harm: "", fix: "", accept: "", source: "" };

const breachAt = (file: string, ...path: readonly (string | number)[]): Breach => ({
  ...BREACH,
  at: { file, path },
});

/** A rule that finds something at these places whatever it judges. */
const always = (
  code: `LH${number}`,
  severity: "error" | "warning",
  ...breaches: readonly Breach[]
): Rule => ({
  ...TEXT,
  code,
  kind: `always-${code}`,
  severity,
  judges: "context",
  check: () => breaches,
});

const wholeOnly: Rule = {
  ...TEXT,
  code: "LH903",
  kind: "whole-only",
  severity: "warning",
  judges: "estate",
  check: () => [],
};

const RULES = [
  always(
    "LH901",
    "warning",
    breachAt("customers/fabrikam.ts", "delegations", 0),
    breachAt("offers/operations.ts"),
  ),
  always("LH902", "error", breachAt("customers/fabrikam.ts", "id")),
  wholeOnly,
  acceptanceWithoutEffect,
];

const accepting = (...accepts: readonly object[]) => aContext({ customers: [aCustomer({ accepts })] });

const ours = (context: Estate, rules: readonly Rule[] = RULES) =>
  checkRules(context, rules).findings.filter(({ code }) => code === "LH068");

const entry = (rule: string, at?: string) => ({
  rule,
  reason: "agreed",
  ...(at === undefined ? {} : { at }),
});

test("acceptance-without-effect finds an acceptance of a warning that is not there", () => {
  const [finding, ...rest] = ours(accepting(entry("LH901"), entry("LH901", "delegations[1]")));
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({
    code: "LH068",
    severity: "warning",
    at: { file: "customers/fabrikam.ts", path: ["accepts", 1] },
    problem: "LH901 (always-LH901) has no finding at delegations[1] in this file",
    received: "LH901 at delegations[1]",
  });
});

test("acceptance-without-effect finds an acceptance in another file than the warning's", () => {
  const elsewhere = always("LH901", "warning", breachAt("offers/operations.ts"));
  const findings = ours(accepting(entry("LH901")), [elsewhere, acceptanceWithoutEffect]);
  expect(findings.map(({ problem }) => problem)).toEqual([
    "LH901 (always-LH901) has no finding in this file",
  ]);
});

test("acceptance-without-effect finds an acceptance in an offer", () => {
  const context = aContext({ offers: [anOffer({ accepts: [entry("LH901", "plans")] })] });
  expect(ours(context).map(({ at }) => at)).toEqual([{ file: "offers/operations.ts", path: ["accepts", 0] }]);
});

test.each([true, false])(
  "acceptance-without-effect finds an acceptance of an error (whole estate: %s)",
  (isComplete) => {
    const [finding, ...rest] = ours({ ...accepting(entry("LH902")), isComplete });
    expect(rest).toEqual([]);
    expect(finding?.problem).toBe("LH902 (always-LH902) is an error, and an error cannot be accepted");
  },
);

test("acceptance-without-effect finds an acceptance of no rule", () => {
  expect(ours(accepting(entry("LH999"))).map(({ problem, received }) => [problem, received])).toEqual([
    ["LH999 is not the code of a rule", "LH999"],
  ]);
});

test("acceptance-without-effect leaves acceptances alone that accept something", () => {
  expect(
    ours(accepting(entry("LH901"), entry("LH901", "delegations"), entry("LH901", "delegations[0]"))),
  ).toEqual([]);
});

test("acceptance-without-effect leaves rules alone that were not asked in a part of the estate", () => {
  const context = accepting(entry("LH903"));
  expect(ours(context)).toHaveLength(1);
  expect(ours({ ...context, isComplete: false })).toEqual([]);
});

test("acceptance-without-effect can be accepted itself", () => {
  const findings = ours(accepting(entry("LH901", "name"), entry("LH068", "accepts[0]")));
  expect(findings.map(({ at, accepted }) => [at.path, accepted])).toEqual([[["accepts", 0], "agreed"]]);
});

test("acceptance-without-effect finds an acceptance of itself that accepts nothing", () => {
  const findings = ours(accepting(entry("LH901"), entry("LH068", "accepts[0]")));
  expect(findings.map(({ at, accepted }) => [at.path, accepted])).toEqual([[["accepts", 1], undefined]]);
});
