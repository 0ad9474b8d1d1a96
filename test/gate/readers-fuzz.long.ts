import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { decodeText } from "../../lib/documents/decode-text.ts";
import { acceptanceOf, type DocumentKind } from "../../lib/documents/document-kind.ts";
import { parseJson } from "../../lib/documents/json.ts";
import { parseYaml } from "../../lib/documents/yaml.ts";
import { readFacts } from "../../lib/formats/stack/facts.ts";
import { approvalFile } from "../../lib/gate/approval-file.ts";
import { decide } from "../../lib/gate/decide.ts";
import { digestOf } from "../../lib/gate/digest.ts";
import { readOwnApprovalForm } from "../../lib/gate/own-approval-form.ts";
import { DEFAULT_POLICY, parsePolicy } from "../../lib/gate/policy.ts";
import { redefinedRoles } from "../../lib/review/redefined-roles.ts";
import { reviewEffort } from "../../lib/review/role-meaning.ts";
import { readCompactCatalogue } from "../../lib/roles/compact-form.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { broader } from "./gate-inputs.ts";

/*
 * Readers of what a change brings, with documents that were altered: none throws, none reads more than its class allows,
 * and none lets pass what the plain reading of the text would not.
 */

const RUNS = { numRuns: 10_000 };
const change = broader();

/** Pieces that mean something to one of the formats. */
const PIECE = fc.oneof(
  fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    "'",
    "\n",
    "  ",
    "- ",
    "&a ",
    "*a",
    "!!",
    "<<",
    "#",
    "\\u0000",
    "\\ud800",
  ),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "null",
    "true",
    "allow",
    "deny",
    "1e999",
    "-0",
    "0x1",
    "\u2028",
    "\ufeff",
    "~",
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 3 }),
);

/** A text with up to six alterations: something put in, taken out, or said twice. */
function altered(text: string): fc.Arbitrary<string> {
  const edit = fc.record({ at: fc.nat(text.length), cut: fc.nat(24), piece: PIECE, again: fc.boolean() });
  return fc.array(edit, { maxLength: 6 }).map((edits) =>
    edits.reduce((now, { at, cut, piece, again }) => {
      const removed = now.slice(at, at + cut);
      return now.slice(0, at) + (again ? removed + piece + removed : piece) + now.slice(at + cut);
    }, text),
  );
}

/** The decoded text, or undefined where its class refuses it. */
function decoded(text: string, kind: DocumentKind): string | undefined {
  const bytes = Buffer.from(text, "utf8");
  const read = decodeText(bytes, kind);
  if (read.ok) expect(bytes.length).toBeLessThanOrEqual(acceptanceOf(kind).largest);
  return read.ok ? read.value : undefined;
}

const POLICY = `version: 1\nrules:\n${DEFAULT_POLICY.rules.map((rule) => `  - ${JSON.stringify(rule)}\n`).join("")}`;

test("an altered policy never throws, and lets pass only what one of its rules allows by name", () => {
  let passed = 0;
  fc.assert(
    fc.property(altered(POLICY), (text) => {
      const plain = decoded(text, "policy");
      const data = plain === undefined ? undefined : parseYaml(plain);
      const policy = data?.ok === true ? parsePolicy(data.value) : undefined;
      if (policy?.ok !== true) return;
      // the plain reading: what YAML says, rule by rule
      const rules: readonly { when: { grade?: unknown }; demand: unknown }[] = parse(plain ?? "").rules;
      const allowing = rules
        .filter(({ demand }) => demand === "allow")
        .flatMap(({ when }) => when.grade ?? []);
      const decision = decide({ ...change, policy: policy.value });
      if (decision.kind !== "pass") return;
      passed++;
      for (const { grade } of change.review.customers.flatMap(({ changes }) => changes))
        expect(allowing, text).toContain(grade);
    }),
    { ...RUNS, examples: [[POLICY.replace('{"approvals":1}', '"allow"')]] },
  );
  expect(passed).toBeGreaterThan(0);
});

test("an altered approval never throws, and counts only where YAML reads the very same parts and approver", () => {
  const { text } = approvalFile(digestOf(change.review, change.files, change.catalogue), change.today);
  const filled = text.replace("<your name in allowed_signers>", "alice").replace("<why>", "agreed");
  let counted = 0;
  fc.assert(
    fc.property(altered(filled), (file) => {
      const plain = decoded(file, "approval");
      if (plain === undefined) return;
      const own = readOwnApprovalForm(plain);
      const yaml = parseYaml(plain);
      if (own !== undefined) expect(yaml, file).toEqual({ ok: true, value: own });
      const document = yaml.ok ? yaml : { ok: false as const, error: yaml.error[0].problem };
      const signature = { kind: "verified" as const, principals: ["alice"] };
      const presented = { path: "approvals/x.yaml", document, onBase: false, signature };
      const decision = decide({ ...change, approvals: [presented] });
      for (const { detail = "" } of decision.approvals) expect(detail.length).toBeLessThan(1_000);
      if (decision.kind !== "pass") return;
      counted++;
      const { parts, approver } = parse(plain);
      expect([parts, approver]).toEqual([decision.digest.parts, "alice"]);
    }),
    { ...RUNS, examples: [[filled]] },
  );
  expect(counted).toBeGreaterThan(0);
});

test("altered facts never throw, and are read as JSON reads them or not at all", () => {
  const facts = {
    version: 1,
    managingTenants: {
      [guidOf("9")]: { name: "Provider", principals: { [guidOf("a")]: { displayName: "A", type: "Group" } } },
    },
    customers: {
      fabrikam: {
        name: "F",
        tags: { a: "b" },
        file: "customers/f.ts",
        line: 3,
        subscriptions: { [guidOf("1")]: "p" },
      },
    },
    plans: { "operations/full": { file: "offers/o.ts", versions: { "1.0.0": 4 } } },
  };
  const text = JSON.stringify(facts, undefined, 1);
  let read = 0;
  fc.assert(
    fc.property(altered(text), (file) => {
      const plain = decoded(file, "facts");
      const document = plain === undefined ? undefined : parseJson(plain);
      const found = document?.ok === true ? readFacts(document.value) : undefined;
      if (found?.ok !== true) return;
      read++;
      const { version, ...rest } = JSON.parse(plain ?? "");
      if (found.value.format === undefined) expect([version, found.value]).toEqual([1, rest]);
      else expect(found.value.format).toBe(version);
    }),
    { ...RUNS, examples: [[text]] },
  );
  expect(read).toBeGreaterThan(0);
});

test("an altered catalogue never throws, and is compared within the budget or not at all", () => {
  const catalogue = sampleCatalogue();
  const roles = catalogue.roles.slice(0, 3).map((role) => ({
    name: role.name,
    id: role.id,
    permissions: role.permissions.map(({ actions, notActions }) => ({
      actions: { "": actions.join(" ") || "*" },
      ...(notActions.length === 0 ? {} : { notActions: { "": notActions.join(" ") } }),
    })),
  }));
  const text = JSON.stringify({ form: "lighthouse-keeper role catalogue 1", date: "2026-11-01", roles });
  let read = 0;
  fc.assert(
    fc.property(altered(text), (file) => {
      const plain = decoded(file, "role-catalogue");
      const document = plain === undefined ? undefined : parseJson(plain);
      const reading = document?.ok === true ? readCompactCatalogue(document.value) : undefined;
      if (reading === undefined || !("catalogue" in reading)) return;
      read++;
      const names = JSON.parse(plain ?? "").roles.map(({ name }: { name: string }) => name);
      expect(reading.catalogue.roles.map(({ name }) => name).sort()).toEqual(names.sort());
      const effort = reviewEffort();
      const part = { ...catalogue, roles: catalogue.roles.slice(0, 3) };
      redefinedRoles([], { catalogue: part, changeCatalogue: reading.catalogue }, effort);
      expect(effort.exhaustedBy).toBeUndefined();
    }),
    { ...RUNS, examples: [[text]] },
  );
  expect(read).toBeGreaterThan(0);
});
