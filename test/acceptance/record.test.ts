import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { acceptedGrants } from "../../lib/acceptance/acceptance-record.ts";
import { authorizationLine, parseAuthorizationLine } from "../../lib/acceptance/authorization-line.ts";
import { encodeAcceptance, type RecordedWords } from "../../lib/acceptance/encode-acceptance.ts";
import { LONGEST_WORDS, parseAcceptance } from "../../lib/acceptance/parse-acceptance.ts";
import { accessOf } from "../../lib/access/access-grant.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { registerCustomer } from "../../lib/delegation/register.ts";
import { compareText } from "../../lib/values/compare-text.ts";
import { anyCustomer, anyOffer, reordered } from "../support/arbitraries.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { hostileLine } from "../support/hostile-text.ts";

const catalogue = sampleCatalogue();

const words: fc.Arbitrary<RecordedWords> = fc.record(
  {
    recordedOn: fc.constant("2026-11-30"),
    recordedBy: hostileLine().filter((text) => text.length <= LONGEST_WORDS),
    reference: hostileLine().filter((text) => text.length <= LONGEST_WORDS),
    document: fc.record({
      name: fc.constantFrom("signed.pdf", "契約.pdf", '"# x".pdf'),
      sha256: fc.constant("ab".repeat(32)),
    }),
  },
  { requiredKeys: ["recordedOn", "recordedBy", "reference"] },
);

const registered = fc
  .tuple(anyOffer("one"), anyOffer("two"), anyCustomer(["one", "two"]))
  .chain(([one, two, customer]) =>
    fc.tuple(
      fc.constant([one, two, customer] as const),
      fc.tuple(reordered(one), reordered(two), reordered(customer)),
    ),
  )
  .map((both) => both.map(registeredOf));

function registeredOf([one, two, written]: readonly [object, object, object]) {
  const offers = [one, two].map((each): Offer => {
    const read = parseOffer(each);
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value;
  });
  const customer = parseCustomer(written);
  if (!customer.ok) throw new Error(JSON.stringify(customer.error));
  const known = new Map(offers.map((each) => [each.id, each]));
  return registerCustomer(customer.value, known, catalogue);
}

const withoutIds = (grants: ReturnType<typeof accessOf>) =>
  grants
    .map((grant) => [grant.managingTenantId, grant.scope, authorizationLine(grant)].join(" "))
    .sort(compareText);

test("a record holds exactly the access that was registered, in the same bytes whatever the order of authoring", () => {
  fc.assert(
    fc.property(registered, words, ([subscriptions = [], again = []], recorded) => {
      fc.pre(accessOf(subscriptions).length > 0);
      const text = encodeAcceptance("fabrikam", subscriptions, recorded);
      expect(encodeAcceptance("fabrikam", again, recorded)).toBe(text);
      const read = parseAcceptance(text, "fabrikam");
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      expect(read.value).toMatchObject(recorded);
      expect([...new Set(withoutIds(acceptedGrants(read.value)))]).toEqual([
        ...new Set(withoutIds(accessOf(subscriptions))),
      ]);
      // a reader of YAML sees the same words
      const yaml = parse(text);
      expect([yaml.recordedBy, yaml.reference]).toEqual([recorded.recordedBy, recorded.reference]);
      expect(yaml.delegations).toHaveLength(read.value.delegations.length);
    }),
    { numRuns: 60 },
  );
});

const GUID = "8f1e2d3c-0000-4000-8000-0123456789ab";
const RECORD = `# heading
version: 1
customer: fabrikam
recordedOn: 2026-11-30
recordedBy: "Mona"
reference: "ticket 4711"
document: "signed.pdf"
documentSha256: ${"0".repeat(64)}
delegations:
  - plan: operations/standard@1.0.0
    managingTenant: ${GUID}
    scopes:
      - /subscriptions/${GUID}
      - /subscriptions/${GUID}/resourceGroups/App.1
    authorizations:
      # Operators: Reader
      - standing principal=${GUID} role=${GUID}
      - standing principal=${GUID} role=${GUID} delegates=${GUID}
      - eligible principal=${GUID} role=${GUID} duration=PT4H mfa=Azure approvers=${GUID}
      - eligible principal=${GUID} role=${GUID} duration=PT30M mfa=None approvers=none
`;

test("a record is read in the lines that keeper writes", () => {
  const read = parseAcceptance(RECORD, "fabrikam");
  expect(read).toMatchObject({ ok: true, value: { recordedBy: "Mona", document: { name: "signed.pdf" } } });
  if (read.ok) expect(acceptedGrants(read.value)).toHaveLength(8);
  expect(parseAcceptance(RECORD.replaceAll("\n", "\r\n"), "fabrikam")).toEqual(read);
});

test.each<[string, string, string, number]>([
  ["another version", "version: 1", "version: 2", 2],
  ["another customer", "customer: fabrikam", "customer: contoso", 3],
  ["a day that does not exist", "2026-11-30", "2026-02-30", 4],
  ["words without quotes", '"Mona"', "Mona", 5],
  ["words over two lines", '"Mona"', '"Mo\\nna"', 5],
  ["a direction mark", '"Mona"', '"Mo\\u202ena"', 5],
  ["no words", '"Mona"', '" "', 5],
  ["too many words", '"Mona"', `"${"x".repeat(LONGEST_WORDS + 1)}"`, 5],
  ["an unknown property", "reference:", "expires: 2026-12-01\nreference:", 6],
  ["a digest of another length", "0".repeat(64), "0".repeat(63), 8],
  ["a plan of another form", "operations/standard@1.0.0", "operations/standard", 10],
  ["a tenant in capitals", `managingTenant: ${GUID}`, `managingTenant: ${GUID.toUpperCase()}`, 11],
  ["a scope of another kind", "/resourceGroups/App.1", "/resourceGroups/App.1/providers/x", 14],
  ["an alias", "- /subscriptions", "- *all /subscriptions", 13],
  ["another kind of multifactor authentication", "PT30M mfa=None", "PT30M mfa=Some", 20],
  ["approvers that are no ids", `approvers=${GUID}`, "approvers=anybody", 19],
  ["a tag of YAML", "delegations:\n", "delegations: !!seq\n", 9],
  ["a second document", "      - eligible", "---\n      - eligible", 19],
])("a record is refused for %s, and the line is named", (_, from, to, line) => {
  expect(RECORD).toContain(from);
  const read = parseAcceptance(RECORD.replace(from, to), "fabrikam");
  expect(read).toMatchObject({ ok: false, error: { line } });
});

test("a record without delegations, cut off or empty is refused", () => {
  const lines = RECORD.split("\n");
  // every cut but the one at an authorization leaves half of something
  for (let length = 0; length <= 15; length++)
    expect(parseAcceptance(lines.slice(0, length).join("\n"), "fabrikam").ok).toBe(false);
  expect(parseAcceptance(RECORD.trimEnd(), "fabrikam").ok).toBe(false);
  expect(parseAcceptance(`${RECORD}\n`, "fabrikam").ok).toBe(false);
});

test("an authorization has one line: ids in another order or in capitals are none", () => {
  const [a, b] = [GUID, GUID.replace("8f", "7f")];
  expect(parseAuthorizationLine(`standing principal=${a} role=${a} delegates=${b},${a}`)).toBeDefined();
  for (const line of [
    `standing principal=${a} role=${a} delegates=${a},${b}`,
    `standing principal=${a} role=${a} delegates=${b},${b}`,
    `standing principal=${a.toUpperCase()} role=${a}`,
    `standing principal=${a} role=${a} `,
    `eligible principal=${a} role=${a} duration=P1D mfa=Azure approvers=none`,
    `eligible principal=${a} role=${a} duration=PT4H mfa=Azure`,
  ])
    expect(parseAuthorizationLine(line)).toBeUndefined();
});
