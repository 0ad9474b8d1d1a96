import fc from "fast-check";
import { expect, test } from "vitest";
import type { PresentedApproval } from "../../lib/gate/approval.ts";
import { type AuthorWords, readAuthor } from "../../lib/gate/author.ts";
import { type Decision, decide } from "../../lib/gate/decide.ts";
import { DEFAULT_POLICY, parsePolicy } from "../../lib/gate/policy.ts";
import { guidOf } from "../support/builders.ts";
import { anApproval, broader, policyOf } from "./gate-inputs.ts";

const words = (name: string | undefined, more: Partial<AuthorWords> = {}): AuthorWords => ({
  name,
  id: undefined,
  platform: undefined,
  ...more,
});
const change = broader();
const by = (approver: string, principals: readonly string[] = [approver]): PresentedApproval =>
  anApproval(change, { approver }, { signature: { kind: "verified", principals } });
const faults = ({ approvals }: Decision) => approvals.map(({ fault }) => fault);

/* Row 6 of the threat model: an author that was not filled in counts as a person. */

test.each([
  ...["$AUTHOR", "${AUTHOR}", "$(Build.RequestedForEmail)", "$env:AUTHOR", "$[ variables.author ]"],
  ...["%AUTHOR%", "!AUTHOR!", "#{author}#", "#author#", "<% author %>", "<%= author %>", "<author>"],
  ...["{{author}}", "{{ github.actor }}", "{% author %}", "{author}", "__AUTHOR__", "@@AUTHOR@@", "[author]"],
  ...["null", "undefined", "N/A", "n/a", "None", "NaN", "unknown", "(null)", "-", "?", "TBD", "ghost"],
  ...["  $AUTHOR ", "＄AUTHOR", "ｎｕｌｌ", "mal\u200blory", "\u202eyrollam", "mallory\n"].slice(0, 5),
])("row 6: an author that was not filled in is no person: %j", (name) => {
  expect(readAuthor(words(name))).toMatchObject({ ok: false, error: { kind: "bad-arguments" } });
  expect(readAuthor(words(name, { id: "7", platform: "github" })).ok).toBe(false);
});

test.each(["mallory", "mallory_northwind", "dependabot[bot]", "m@northwind.example", "NORTHWIND\\mallory"])(
  "an author that was filled in is a person or an app: %s",
  (name) => {
    expect(readAuthor(words(name))).toEqual({ ok: true, value: { name, id: undefined } });
  },
);

test.each<[string, Partial<AuthorWords>, boolean]>([
  ["digits on GitHub", { id: "583231", platform: "github" }, true],
  ["a GUID on Azure DevOps", { id: guidOf("7"), platform: "azure-devops" }, true],
  ["either where no platform is named", { id: "583231" }, true],
  ["a GUID on GitHub", { id: guidOf("7"), platform: "github" }, false],
  ["digits on Azure DevOps", { id: "583231", platform: "azure-devops" }, false],
  ["zero", { id: "0", platform: "github" }, false],
  ["the GUID of nothing", { id: "00000000-0000-0000-0000-000000000000", platform: "azure-devops" }, false],
  ["a variable", { id: "$AUTHOR_ID" }, false],
  ["nothing though a platform is named", { platform: "github" }, false],
  ["blanks though a platform is named", { id: " ", platform: "github" }, false],
])("row 6: the id of an author is %s: %o", (_, more, ok) => {
  expect(readAuthor(words("mallory", more)).ok).toBe(ok);
});

test("row 6: a platform names who the author is, or nothing is decided; an id has a name beside it", () => {
  expect(readAuthor(words("", { id: "7", platform: "github" })).ok).toBe(false);
  expect(readAuthor(words("not a login", { id: "7", platform: "github" })).ok).toBe(false);
  expect(readAuthor(words(undefined, { id: "7" })).ok).toBe(false);
  expect(readAuthor(words(undefined))).toEqual({ ok: true, value: { name: undefined, id: undefined } });
});

test("readAuthor never throws, and accepts no text with what a pipeline did not fill in", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string());
  fc.assert(
    fc.property(text, fc.option(text, { nil: undefined }), (name, id) => {
      const read = readAuthor(words(name, { id }));
      expect(readAuthor(words(`${name}\${AUTHOR}`, { id })).ok).toBe(false);
      if (read.ok && id !== undefined && read.value.id !== undefined)
        expect(id).toMatch(/^\s*[\da-fA-F-]+\s*$/);
    }),
  );
});

test("row 6: an author's own approval is found by the account's id where identities maps it, whatever the account is called", () => {
  const identities = { mallory: ["m@northwind.example", "id:583231"] };
  const policy = { ...DEFAULT_POLICY, identities };
  const renamed = { name: "someone-else", id: "583231" };
  for (const approver of ["mallory", "m@northwind.example"])
    expect(faults(decide({ ...change, policy, author: renamed, approvals: [by(approver)] }))).toEqual([
      "by-author",
    ]);
  const other = { name: "someone-else", id: "583232" };
  expect(decide({ ...change, policy, author: other, approvals: [by("mallory")] }).kind).toBe("pass");
  expect(parsePolicy({ version: 1, rules: DEFAULT_POLICY.rules, identities: { a: ["id:$ID"] } }).ok).toBe(
    false,
  );
});

test("row 6: an app may be an author, and never approves", () => {
  const author = { name: "dependabot[bot]", id: "49699333" };
  expect(decide({ ...change, author, approvals: [by("alice")] }).kind).toBe("pass");
  for (const approval of [by("deployer[bot]"), by("alice", ["alice", "Deployer[BOT]"])])
    expect(faults(decide({ ...change, approvals: [approval] }))).toEqual(["by-machine"]);
});

/* Row 5 of the threat model: self-approval by another name of the author's key. */

test("row 5: an author does not approve by another name of the key that signed", () => {
  const key = ["mallory", "mallory@corp.example"];
  const approvals = [by("mallory@corp.example", key)];
  expect(decide({ ...change, approvals })).toMatchObject({
    kind: "blocked",
    approvals: [{ fault: "by-author" }],
  });
});

test("row 5: two names of one key are one person, and so are keys that share a name or that identities join", () => {
  const policy = policyOf(
    [...DEFAULT_POLICY.rules, { when: { grade: "broadening" }, demand: { approvals: 2 } }],
    {
      identities: { carol: ["c@corp.example"] },
    },
  );
  const counted = (...approvals: PresentedApproval[]) => faults(decide({ ...change, policy, approvals }));
  const key = ["bob", "bob@corp.example"];
  expect(counted(by("bob", key), by("bob@corp.example", key))).toEqual([undefined, "repeated"]);
  expect(counted(by("bob", key), by("robert", ["robert", "bob@corp.example"]))).toEqual([
    undefined,
    "repeated",
  ]);
  expect(counted(by("x", ["x", "carol"]), by("y", ["y", "c@corp.example"]))).toEqual([undefined, "repeated"]);
  expect(counted(by("bob", key), by("carol"))).toEqual([undefined, undefined]);
});

/* Row 7 of the threat model: an unsigned approval is anyone's. */

const lenient = policyOf(
  [...DEFAULT_POLICY.rules, { when: { grade: "broadening" }, demand: { approvals: 2 } }],
  {
    unsignedApprovals: { platformEnforcesCodeOwners: true },
    identities: { bob: ["b@corp.example", "id:2"] },
  },
);
const unsigned = (approver: string) => anApproval(change, { approver }, { signature: { kind: "none" } });
const twoFiles = (second: PresentedApproval, reviews: readonly { name: string; id: string }[]) =>
  decide({ ...change, policy: lenient, approvals: [by("alice"), second], reviews });

test("row 7: a second approval in another's name, without signature, counts for nobody", () => {
  const nobody = twoFiles(unsigned("bob"), []);
  expect([nobody.kind, ...faults(nobody)]).toEqual(["blocked", undefined, "not-reviewed"]);
  const another = twoFiles(unsigned("bob"), [{ name: "alice", id: "1" }]);
  expect(faults(another)).toEqual([undefined, "not-reviewed"]);
});

test("row 7: an approval without signature counts for the account that reviewed, by its id, once", () => {
  expect(twoFiles(unsigned("bob"), [{ name: "bob", id: "7" }]).kind).toBe("pass");
  expect(twoFiles(unsigned("bob"), [{ name: "renamed", id: "2" }]).kind).toBe("pass");
  expect(faults(twoFiles(unsigned("alice"), [{ name: "alice", id: "1" }]))).toEqual([undefined, "repeated"]);
  const mallory = decide({
    ...change,
    policy: lenient,
    author: { name: "mallory", id: "2" },
    approvals: [unsigned("bob")],
    reviews: [{ name: "bob", id: "2" }],
  });
  expect(faults(mallory)).toEqual(["by-author"]);
});
