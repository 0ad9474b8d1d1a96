import { expect, test } from "vitest";
import { leavingCertificate, type ShownEvidence } from "../../lib/report/leaving-certificate.ts";

const at = "2026-11-23T12:00:00Z";
const READ_BACK: ShownEvidence = { kind: "read-back", at, resources: [] };
const SNAPSHOT: ShownEvidence = { kind: "customer-snapshot", at };
const HIDDEN: ShownEvidence = { kind: "not-visible", at };
const STATE: ShownEvidence = { kind: "local-state" };
const PRESENT: ShownEvidence = { kind: "present", at };

test.each<[string, readonly (ShownEvidence | undefined)[]]>([
  ["ended, as read in the customer's tenant", [READ_BACK, SNAPSHOT]],
  ["no longer visible to us", [HIDDEN, HIDDEN]],
  ["no longer in Terraform's state of our deployment; Azure was not read", [STATE]],
  ["not ended", [READ_BACK, PRESENT, undefined]],
  ["not shown to have ended everywhere", [READ_BACK, HIDDEN]],
  ["not shown to have ended everywhere", [HIDDEN, STATE]],
  ["not shown to have ended everywhere", [READ_BACK, undefined]],
  ["not shown to have ended everywhere", [undefined]],
  ["not shown to have ended everywhere", []],
])('a certificate is titled "%s" by what was read, and no more', (title, evidence) => {
  const subscriptions = evidence.map((each, index) => ({
    name: `s${index}`,
    id: `${index}`,
    evidence: each,
  }));
  const [first] = leavingCertificate({ customer: "fabrikam", subscriptions }).split("\n");
  expect(first).toBe(`# Delegations of fabrikam: ${title}`);
});
