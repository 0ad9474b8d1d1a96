import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkRules } from "../../lib/rules/check.ts";
import { RULES } from "../../lib/rules/rules.ts";
import { findingsOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, guidOf } from "../support/builders.ts";

const CLAUSES = ["title", "what", "harm", "fix", "accept", "source"] as const;

const folder = new URL("../../lib/rules/", import.meta.url);

test("RULES is in the order of the codes, each once", () => {
  const codes = RULES.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(codes.filter((code) => !/^LH\d{3}$/.test(code))).toEqual([]);
});

test("RULES has every kind once, in kebab case", () => {
  const kinds = RULES.map(({ kind }) => kind);
  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds.filter((kind) => !/^[a-z]+(-[a-z]+)*$/.test(kind))).toEqual([]);
});

test("RULES is closed: every file in lib/rules that is named after a rule's shape is in it", async () => {
  const exported = await Promise.all(
    readdirSync(folder)
      .filter((file) => file !== "rules.ts")
      .map(async (file) => Object.values(await import(new URL(file, folder).href))),
  );
  const found = exported
    .flat()
    .filter((value) => typeof value === "object" && value !== null && "judges" in value);
  expect(new Set(found)).toEqual(new Set(RULES));
});

describe.each(RULES.map((rule) => ({ ...rule, rule })))("RULES: $code $kind", ({ kind, rule }) => {
  test("has a file of its kind that exports it, and a test", async () => {
    const module: Record<string, unknown> = await import(new URL(`${kind}.ts`, folder).href);
    const name = kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(module[name]).toBe(rule);
    expect(existsSync(new URL(`${kind}.test.ts`, import.meta.url))).toBe(true);
  });

  test.each(CLAUSES)("has a tidy clause: %s", (clause) => {
    const text = rule[clause];
    expect(text).toBe(text.trim());
    expect(text).not.toBe("");
    expect(text).not.toMatch(/ {2}|\n|\bTODO\b/);
    expect(text.split("`").length % 2).toBe(1);
  });

  test("has a title that is one sentence without its period", () => {
    expect(rule.title).toMatch(/^[A-Z`].*[^.]$/);
  });
});

test("RULES finds nothing in a tidy estate but that it was not synthesized yet", () => {
  const context = aContext({
    offers: [anOffer(), anOffer({ id: "security", name: "Test Security" })],
    customers: [
      aCustomer(),
      aCustomer({
        id: "tailwind",
        subscriptions: { production: guidOf("2") },
        delegations: [
          {
            offer: "security",
            plan: "standard",
            version: "1.0.0",
            scopes: [{ subscription: "production", resourceGroups: ["web", "data"] }],
          },
        ],
      }),
    ],
  });
  const { findings, skippedRules } = checkRules(context, RULES);
  expect(findings.map(({ code }) => code)).toEqual(["LH066"]);
  expect(skippedRules).toEqual([]);
});

test("RULES leaves exactly the rules on the whole estate where a part of it was read", () => {
  const { skippedRules } = checkRules(aContext({ isComplete: false }), RULES);
  expect(skippedRules).toEqual(RULES.filter(({ judges }) => judges === "estate").map(({ code }) => code));
  expect(skippedRules.length).toBeGreaterThan(0);
});

test("RULES judges an estate of nothing", () => {
  expect(RULES.flatMap((rule) => findingsOf(rule, aContext({ offers: [] })))).toEqual([]);
});
