import { expect, test } from "vitest";
import { parse } from "yaml";
import type { PresentedApproval } from "../../lib/gate/approval.ts";
import { dayAfter, isDay } from "../../lib/gate/approval.ts";
import { approvalFile } from "../../lib/gate/approval-file.ts";
import { type Decision, decide, type GateInput } from "../../lib/gate/decide.ts";
import { digestOf } from "../../lib/gate/digest.ts";
import { DEFAULT_POLICY, type Policy } from "../../lib/gate/policy.ts";
import type { GateReasonKind } from "../../lib/gate/reason.ts";
import { aGrant } from "../support/sides.ts";
import {
  anApproval,
  broader,
  EVERYTHING,
  EXIT,
  grantsBetween,
  kindsOf,
  named,
  policyOf,
} from "./gate-inputs.ts";

const change = broader();
const twoNeeded = policyOf([...EVERYTHING, { when: { grade: "broadening" }, demand: { approvals: 2 } }]);
const lenient: Policy = { ...DEFAULT_POLICY, unsignedApprovals: { platformEnforcesCodeOwners: true } };
const by = (approver: string, more: Partial<PresentedApproval> = {}) =>
  anApproval(change, { approver }, more);
const faults = ({ approvals }: Decision) => approvals.map(({ fault }) => fault);

test("nobody is two people: the names of one person count once", () => {
  const policy = { ...twoNeeded, identities: { bob: ["bob@work.example"] } };
  const approved = (...names: string[]) =>
    decide({ ...change, policy, approvals: names.map((name) => by(name)) });
  for (const names of [
    ["bob", "BOB@work.example"],
    ["bob@work.example", "bob"],
  ])
    expect(faults(approved(...names))).toEqual([undefined, "repeated"]);
  expect(approved("bob", "bob@work.example").kind).toBe("blocked");
  expect(approved("bob", "carol").kind).toBe("pass");
});

test("the author is himself by whichever of his names the platform or the key calls him", () => {
  const policy = { ...DEFAULT_POLICY, identities: { mallory: ["mal", "m@example.com"] } };
  for (const author of ["mallory", "MAL", " m@example.com "])
    for (const approver of ["Mallory", "mal", "m@example.com"])
      expect(
        faults(decide({ ...change, policy, author: named(author), approvals: [by(approver)] })),
        author,
      ).toEqual(["by-author"]);
});

test("the author is himself however his letters are composed", () => {
  const approvals = [by("Jo\u0308rg")];
  expect(faults(decide({ ...change, author: named("j\u00f6rg"), approvals }))).toEqual(["by-author"]);
});

test.each<[string, string]>([
  ["as it was shown", "<your name in allowed_signers>"],
  ["with characters that nobody sees", "al\u200bice"],
  ["with a direction mark", "\u202eecila"],
  ["with a line break", "alice\nbob"],
  ["with blanks alone", "  "],
])("an approval with its approver %s is malformed, and then nothing is decided", (_, approver) => {
  for (const signature of [
    { kind: "none" },
    { kind: "verified", principals: [approver] },
  ] satisfies PresentedApproval["signature"][]) {
    const decision = decide({ ...change, policy: lenient, approvals: [by(approver, { signature })] });
    expect(faults(decision)).toEqual(["malformed"]);
    expect(decision.kind).toBe("undecided");
  }
});

test("a malformed approval leaves undecided even what needs none; one that base has already does not", () => {
  const harmless = grantsBetween([aGrant(), EXIT], [EXIT]);
  const malformed: PresentedApproval = {
    path: "approvals/x.yaml",
    document: { ok: true, value: { version: 1, until: "soon" } },
    onBase: false,
    signature: { kind: "none" },
  };
  const decision = decide({ ...harmless, approvals: [malformed] });
  expect(kindsOf(decision)).toEqual(["approval-malformed"]);
  for (const wrong of ["change", "parts", "approver", "until"])
    expect(decision.approvals[0]?.detail).toContain(`${wrong} is `);
  const old = decide({ ...harmless, approvals: [{ ...malformed, onBase: true }] });
  expect([old.kind, ...faults(old)]).toEqual(["pass", "on-base"]);
});

test("the words that the file shows are no reason", () => {
  const lockOut = grantsBetween([aGrant(), EXIT], [aGrant()]);
  for (const reason of [undefined, "", " \n", "<why>"]) {
    const approval = anApproval(lockOut, { reason: reason ?? "" });
    expect(decide({ ...lockOut, approvals: [approval] }), reason).toMatchObject({
      kind: "blocked",
      approvals: [{ fault: "without-reason" }],
    });
  }
  expect(decide({ ...lockOut, approvals: [anApproval(lockOut)] }).kind).toBe("pass");
});

test("a reason that is demanded needs somebody who gives it", () => {
  const policy: Policy = {
    ...DEFAULT_POLICY,
    rules: [...EVERYTHING, { when: { grade: ["broadening"] }, demand: { approvals: 0, reason: true } }],
  };
  expect(decide({ ...change, policy })).toMatchObject({ kind: "blocked", demand: { approvals: 1 } });
});

test.each<[string, Partial<GateInput>, GateReasonKind]>([
  ["who the author is", { author: named(undefined) }, "author-unknown"],
  ["who the author is but blanks", { author: named(" \t") }, "author-unknown"],
  ["which day it is", { today: "" }, "day-unknown"],
  ["which day of the calendar it is", { today: "2026-02-30" }, "day-unknown"],
])("nothing that needs approvals is decided where nobody says %s", (_, missing, reason) => {
  const decision = decide({ ...change, ...missing, approvals: [by("alice")] });
  expect(decision.kind).toBe("undecided");
  expect(decision.reasons).toContainEqual({ kind: reason });
});

test("an approval signed by a key of somebody else's counts for neither", () => {
  const decision = decide({
    ...change,
    approvals: [by("alice", { signature: { kind: "verified", principals: ["bob"] } })],
  });
  expect([decision.kind, ...faults(decision)]).toEqual(["blocked", "signer-mismatch"]);
});

test("a bad signature is none at all, also where unsigned approvals count", () => {
  const forged = by("alice", { signature: { kind: "invalid", why: "no" } });
  expect(decide({ ...change, policy: lenient, approvals: [forged] })).toMatchObject({
    kind: "blocked",
    approvals: [{ fault: "signature-invalid", detail: "no" }],
  });
});

test("an unsigned approval never takes the place of a signed one of the same person", () => {
  const policy = { ...twoNeeded, unsignedApprovals: { platformEnforcesCodeOwners: true } };
  const unsigned = { signature: { kind: "none" } } as const;
  const reviews = [
    { name: "alice", id: "1" },
    { name: "bob", id: "2" },
  ];
  const approvals = [
    by("alice", { ...unsigned, path: "approvals/1.yaml" }),
    by("alice", { path: "approvals/2.yaml" }),
    by("bob", { ...unsigned, path: "approvals/3.yaml" }),
  ];
  for (const some of [approvals, [...approvals].reverse()])
    expect(decide({ ...change, policy, reviews, approvals: some })).toMatchObject({
      kind: "pass",
      approvals: [
        { path: "approvals/2.yaml", fault: undefined },
        { path: "approvals/1.yaml", fault: "repeated" },
        { path: "approvals/3.yaml", fault: undefined },
      ],
    });
});

test("an approval whose parts are not what its digest says is none, whichever of the two fits the change", () => {
  const digest = digestOf(change.review, change.files, change.catalogue);
  const foreign = `sha256:${"0".repeat(64)}`;
  for (const changes of [
    { parts: { ...digest.parts, "customer/other": foreign } },
    { change: foreign },
    { parts: {} },
  ])
    expect(faults(decide({ ...change, partial: true, approvals: [anApproval(change, changes)] }))).toEqual([
      "digest-mismatch",
    ]);
});

test("the file that is shown counts once it is filled in, whatever files are called", () => {
  const files = [
    'a"b',
    "a: b #c",
    "\u202egpj.x",
    "\u0085\u2028\u007f",
    "a\nb",
    "\ud83d\ude00",
    "__proto__",
    "*&!",
  ].map((path) => ({ path, before: undefined, after: "1" }));
  const odd = broader({ files });
  const { text } = approvalFile(digestOf(odd.review, odd.files, odd.catalogue), odd.today);
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  const presented = (file: string): PresentedApproval => ({
    path: "approvals/x.yaml",
    document: { ok: true, value: parse(file) },
    onBase: false,
    signature: { kind: "verified", principals: ["alice"] },
  });
  const filled = text.replace("<your name in allowed_signers>", "alice").replace("<why>", "agreed");
  expect(decide({ ...odd, approvals: [presented(filled)] })).toMatchObject({ kind: "pass", reasons: [] });
  expect(decide({ ...odd, approvals: [presented(text)] }).kind).toBe("undecided");
});

test("days are days of the calendar", () => {
  expect(["2026-12-31", "2028-02-29"].map(isDay)).toEqual([true, true]);
  expect(
    ["2026-02-29", "2026-13-01", "2026-1-1", "", "+02026-01-01", "2026-12-31T00:00Z"].filter(isDay),
  ).toEqual([]);
  expect([dayAfter("2026-12-15", 30), dayAfter("2028-02-28", 1)]).toEqual(["2027-01-14", "2028-02-29"]);
});
