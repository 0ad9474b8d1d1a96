import fc from "fast-check";
import { expect, test } from "vitest";
import type { EstateFacts } from "../../lib/delegation/estate-facts.ts";
import { readFacts } from "../../lib/formats/stack/facts.ts";
import { decide } from "../../lib/gate/decide.ts";
import { describeFacts } from "../../lib/report/review/describe-facts.ts";
import { factChanges, factName } from "../../lib/review/fact-changes.ts";
import { NameDirectory } from "../../lib/review/name-directory.ts";
import { anApproval, between, EVERYTHING, EXIT, kindsOf, policyOf } from "../gate/gate-inputs.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide } from "../support/sides.ts";

/* Row 4 of the threat model: base's facts change unseen. */

const TENANT = guidOf("9");
const [OPERATORS, PERSON] = [guidOf("a"), guidOf("b")];

const FACTS: EstateFacts = {
  managingTenants: {
    [TENANT]: { name: "Provider", principals: { [OPERATORS]: { displayName: "Operators", type: "Group" } } },
  },
  customers: {
    fabrikam: {
      name: "Fabrikam",
      tags: { segment: "government" },
      file: "customers/fabrikam.ts",
      line: 7,
      subscriptions: { [guidOf("5")]: "production" },
    },
  },
  plans: {},
};

type Draft<T> = { -readonly [K in keyof T]: Draft<T[K]> };
type DraftFacts = Draft<EstateFacts>;

/** Facts to be changed, with the parts that every test changes. */
interface Drafted {
  readonly facts: DraftFacts;
  readonly tenant: NonNullable<DraftFacts["managingTenants"][string]>;
  readonly fabrikam: NonNullable<DraftFacts["customers"][string]>;
}

/** The facts with other ones in their place. */
function altered(change: (drafted: Drafted) => void, from: EstateFacts = FACTS): EstateFacts {
  const facts: DraftFacts = structuredClone(from);
  const { [TENANT]: tenant } = facts.managingTenants;
  const { fabrikam } = facts.customers;
  if (tenant === undefined || fabrikam === undefined) throw new Error("no such facts");
  change({ facts, tenant, fabrikam });
  return facts;
}

const names = (after: EstateFacts | undefined, before: EstateFacts | undefined = FACTS) =>
  factChanges({ before, after }).map(({ subject }) => factName(subject));

const user = { displayName: "Trusted Operators", type: "Group" } as const;

test.each<[string, (drafted: Drafted) => void, string[]]>([
  [
    "a principal that is registered",
    (f) => {
      f.tenant.principals[PERSON] = user;
    },
    [`principal/${TENANT}/${PERSON}`],
  ],
  [
    "a principal's type",
    (f) => {
      f.tenant.principals[OPERATORS] = { displayName: "Operators", type: "User" };
    },
    [`principal/${TENANT}/${OPERATORS}`],
  ],
  [
    "a principal's name",
    (f) => {
      f.tenant.principals[OPERATORS] = { displayName: "X", type: "Group" };
    },
    [`principal/${TENANT}/${OPERATORS}`],
  ],
  [
    "a principal that goes",
    (f) => {
      f.tenant.principals = {};
    },
    [`principal/${TENANT}/${OPERATORS}`],
  ],
  [
    "a managing tenant's name",
    (f) => {
      f.tenant.name = "X";
    },
    [`managing-tenant/${TENANT}`],
  ],
  [
    "a tag's value",
    (f) => {
      f.fabrikam.tags["segment"] = "other";
    },
    ["tag/fabrikam/segment"],
  ],
  [
    "a tag that goes",
    (f) => {
      f.fabrikam.tags = {};
    },
    ["tag/fabrikam/segment"],
  ],
  [
    "a tag that comes",
    (f) => {
      f.fabrikam.tags["more"] = "";
    },
    ["tag/fabrikam/more"],
  ],
  [
    "a customer that deploys itself from now on: no pipeline applies what is revoked there",
    (f) => {
      f.fabrikam.deployedBy = "customer";
    },
    ["deployed-by/fabrikam"],
  ],
  [
    "a customer's name",
    (f) => {
      f.fabrikam.name = "X";
    },
    ["customer/fabrikam"],
  ],
  [
    "a subscription's name",
    (f) => {
      f.fabrikam.subscriptions[guidOf("5")] = "x";
    },
    [`subscription/fabrikam/${guidOf("5")}`],
  ],
  [
    "a customer that comes",
    (f) => {
      f.facts.customers["x"] = { ...f.fabrikam, tags: {}, subscriptions: {} };
    },
    ["customer/x"],
  ],
  [
    "a file and a line",
    (f) => {
      f.fabrikam.file = "customers/x.ts";
      f.fabrikam.line = 1;
    },
    [],
  ],
  [
    "a plan's line",
    (f) => {
      f.facts.plans["operations/full"] = { file: "x", versions: {} };
    },
    [],
  ],
])("row 4: facts of both sides are compared: %s", (_, change, expected) => {
  expect(names(altered(change))).toEqual(expected);
  expect(names(FACTS, altered(change))).toEqual(expected);
});

test("row 4: a side without facts changes none", () => {
  expect(names(undefined)).toEqual([]);
  expect(factChanges({ before: undefined, after: FACTS })).toEqual([]);
});

const raw = (version: number, more: object = {}) => ({ version, ...FACTS, ...more });

test("row 4: facts of a later format are one change, and what is new in them is not compared", () => {
  const later = readFacts(
    raw(2, { regions: {}, customers: { fabrikam: { ...FACTS.customers["fabrikam"], region: "x" } } }),
  );
  if (!later.ok) throw new Error(later.error[0]?.problem);
  expect(later.value.format).toBe(2);
  expect(factChanges({ before: FACTS, after: later.value })).toEqual([
    { subject: { kind: "format" }, before: { text: "1" }, after: { text: "2" } },
  ]);
  expect(readFacts(raw(1, { regions: {} })).ok).toBe(false);
  expect(readFacts(raw(0)).ok).toBe(false);
  expect(readFacts({ ...raw(2), customers: 1 }).ok).toBe(false);
});

/** What is decided where nothing but facts change. */
const onFacts = (after: EstateFacts, more: Parameters<typeof between>[2] = {}) => {
  const side = aSide(anAccess([EXIT]));
  return between(side, side, { facts: FACTS, estateSize: 30, ...more }, { facts: { before: FACTS, after } });
};

test("row 4: a user registered as a group and an altered tag are not unchanged: they need an approval, a part each", () => {
  const change = onFacts(
    altered((f) => {
      f.tenant.principals[PERSON] = user;
      f.fabrikam.tags["segment"] = "other";
    }),
  );
  const decision = decide(change);
  expect([decision.kind, ...kindsOf(decision)]).toEqual(["blocked", "approvals-missing"]);
  expect(Object.keys(decision.digest.parts)).toEqual([
    `facts:principal/${TENANT}/${PERSON}`,
    "facts:tag/fabrikam/segment",
  ]);
  expect(decide({ ...change, approvals: [anApproval(change)] }).kind).toBe("pass");
});

test("row 4: a rule for a tag of base's denies that the tag is altered", () => {
  const policy = policyOf([...EVERYTHING, { when: { tag: { segment: "government" } }, demand: "deny" }]);
  const decision = decide(
    onFacts(
      altered((f) => {
        f.fabrikam.tags = {};
      }),
      { policy },
    ),
  );
  expect([decision.kind, ...kindsOf(decision)]).toEqual(["blocked", "denied"]);
});

test("row 4: the facts of an onboarding are covered by its one approval", () => {
  const after = altered((f) => {
    f.facts.customers["tailspin"] = { ...f.fabrikam, name: "Tailspin", tags: { segment: "retail" } };
  });
  const fabrikam = anAccess([EXIT]);
  const change = between(
    aSide(fabrikam),
    aSide(fabrikam, anAccess([aGrant(), EXIT], { customer: "tailspin" })),
    { facts: FACTS, estateSize: 30 },
    { facts: { before: FACTS, after } },
  );
  const decision = decide(change);
  expect([decision.kind, decision.demand]).toMatchObject(["blocked", { approvals: 1 }]);
  expect(Object.keys(decision.digest.parts)).toContain("facts:tag/tailspin/segment");
  expect(decide({ ...change, approvals: [anApproval(change)] }).kind).toBe("pass");
});

test("row 4: an unrelated edit of facts changes no other part of the digest", () => {
  const one = altered((f) => {
    f.fabrikam.tags["segment"] = "other";
  });
  const two = altered((f) => {
    f.tenant.principals[PERSON] = user;
  }, one);
  const [parts, more] = [decide(onFacts(one)).digest.parts, decide(onFacts(two)).digest.parts];
  expect(more).toMatchObject(parts);
  expect(Object.keys(more).length).toBe(Object.keys(parts).length + 1);
});

test("facts are reported in words: the same of several customers once, a customer that comes in one line", () => {
  const many = altered((f) => {
    for (const id of ["b", "c"]) f.facts.customers[id] = { ...f.fabrikam, name: id };
  });
  const now = altered((f) => {
    for (const { tags } of Object.values(f.facts.customers)) tags["segment"] = 'other"\n';
    f.facts.customers["new"] = { ...f.fabrikam, name: "New" };
    delete f.facts.customers["c"];
  }, many);
  const directory = new NameDirectory({ catalogue: sampleCatalogue(), principals: [] });
  const [part] = describeFacts(factChanges({ before: many, after: now }), directory);
  expect(part?.changes.map(({ sign, line }) => `${sign} ${line}`)).toEqual([
    '~ tag "segment": "government" -> "other\\"\\n"; 2 customers: b, fabrikam',
    "+ customer new: added, with 1 tag, 1 subscription",
    "- customer c: removed, with 1 tag, 1 subscription",
  ]);
});

test("factChanges(): both ways the same subjects, nothing for equal facts, and every difference found", () => {
  const text = fc.string({ maxLength: 3 });
  const facts: fc.Arbitrary<EstateFacts> = fc.record({
    managingTenants: fc.dictionary(
      fc.constantFrom(TENANT),
      fc.record({
        name: text,
        principals: fc.dictionary(
          fc.constantFrom(OPERATORS, PERSON),
          fc.record({ displayName: text, type: fc.constantFrom("Group" as const, "User" as const) }),
        ),
      }),
    ),
    customers: fc.dictionary(
      fc.constantFrom("a", "b"),
      fc.record({
        name: text,
        tags: fc.dictionary(
          text.filter((key) => key !== "__proto__"),
          text,
          { maxKeys: 2 },
        ),
        file: fc.constant("x"),
        subscriptions: fc.dictionary(fc.constantFrom(guidOf("5")), text),
      }),
    ),
    plans: fc.constant({}),
  });
  fc.assert(
    fc.property(facts, facts, (before, after) => {
      expect(factChanges({ before, after: before })).toEqual([]);
      const [there, back] = [factChanges({ before, after }), factChanges({ before: after, after: before })];
      expect(there.map((each) => each.subject)).toEqual(back.map((each) => each.subject));
      const plain = (side: EstateFacts) =>
        JSON.stringify(side, (_, value) =>
          value === Object(value) && !Array.isArray(value)
            ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
            : value,
        );
      expect(there.length === 0).toBe(plain(before) === plain(after));
    }),
  );
});
