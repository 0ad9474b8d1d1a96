import fc from "fast-check";
import { expect, test } from "vitest";
import { type AccessGrant, grantText, mediationIdentity, sortGrants } from "../../lib/access/access-grant.ts";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import type { AccessChange, AccessReview } from "../../lib/review/access-change.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { type Grade, joinAll, joinGrades } from "../../lib/review/grade.ts";
import { accessCell } from "../../lib/review/match-grants.ts";
import type { BuiltInRole, PermissionBlock, RoleCatalogue } from "../../lib/roles/role-catalogue.ts";
import { everyString, oracleAllows } from "../permissions/oracle.ts";
import { guidOf } from "../support/builders.ts";
import { aGrant, anAccess, aSide, onRequest, ROLE, SUBSCRIPTION } from "../support/sides.ts";

/*
 * The laws of a comparison, over a small world whose every operation can be listed: roles over the characters a, b and
 * /, two principals, a subscription with two resource groups, standing access and several ways of request.
 */

const PATTERN = fc.string({ unit: fc.constantFrom("a", "b", "*", "/"), maxLength: 3 });
const BLOCK = fc.record({
  actions: fc.array(PATTERN, { minLength: 1, maxLength: 2 }),
  notActions: fc.array(PATTERN, { maxLength: 2 }),
});
const ROLES = fc.array(fc.array(BLOCK, { minLength: 1, maxLength: 2 }), { minLength: 4, maxLength: 4 });

const catalogueOf = (
  roles: readonly (readonly Pick<PermissionBlock, "actions" | "notActions">[])[],
): RoleCatalogue => ({
  date: "2026-01-01",
  roles: [
    ...roles.map(
      (blocks, index): BuiltInRole => ({
        id: guidOf(String(index + 3)),
        name: `Role ${index}`,
        permissions: blocks.map((block) => ({
          ...block,
          dataActions: [],
          notDataActions: [],
          condition: null,
        })),
      }),
    ),
    { id: ROLE.userAccessAdministrator, name: "User Access Administrator", permissions: [] },
  ],
});

const WHOLE = `/subscriptions/${SUBSCRIPTION}`;
const SCOPES = [WHOLE, `${WHOLE}/resourceGroups/one`, `${WHOLE}/resourceGroups/two`];
const ROLE_IDS = ["3", "4", "5", "6"].map(guidOf);
const APPROVERS = [[], ["b"], ["b", "c"], ["c"]].map((characters) =>
  characters.map((each) => ({ principalId: guidOf(each), displayName: each })),
);
const WAYS: AccessGrant["access"][] = [
  { kind: "standing", delegatedRoleDefinitionIds: [] },
  ...["Azure", "None"].flatMap((multiFactorAuthProvider) =>
    ["PT1H", "PT4H"].flatMap((maximumActivationDuration) =>
      APPROVERS.map((approvers) =>
        onRequest({ multiFactorAuthProvider, maximumActivationDuration, approvers }),
      ),
    ),
  ),
];
const GRANT = fc
  .record({
    principalId: fc.constantFrom(guidOf("a"), guidOf("b")),
    roleDefinitionId: fc.constantFrom(...ROLE_IDS),
    scope: fc.constantFrom(...SCOPES),
    access: fc.oneof(
      { weight: 2, arbitrary: fc.constant(WAYS[0] as AccessGrant["access"]) },
      fc.constantFrom(...WAYS),
    ),
    registrationDefinitionId: fc.constantFrom(guidOf("d"), guidOf("c")),
    principalDisplayName: fc.constantFrom("Operators", "Others"),
  })
  .map((changes) => aGrant(changes));
const DELEGATION = fc.uniqueArray(fc.constantFrom(...ROLE_IDS), { maxLength: 3 }).map((ids) =>
  aGrant({
    roleDefinitionId: ROLE.userAccessAdministrator,
    access: { kind: "standing", delegatedRoleDefinitionIds: [...ids].sort() },
  }),
);
const distinctGrants = (grants: readonly AccessGrant[]) => [
  ...new Map(grants.map((grant) => [grantText(grant), grant])).values(),
];
const GRANTS = fc
  .array(fc.oneof({ weight: 4, arbitrary: GRANT }, DELEGATION), { maxLength: 5 })
  .map(distinctGrants);
/** Nearly the same grants, so that little is gained or lost. */
const NEAR = fc
  .tuple(GRANTS, GRANTS, fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }))
  .map(([some, more, kept]): [AccessGrant[], AccessGrant[]] => [
    some,
    distinctGrants([...some.filter((_, index) => kept[index]), ...more.slice(0, 1)]),
  ]);

function review(before: CustomerAccess, after: CustomerAccess, catalogue: RoleCatalogue): AccessReview {
  const result = compareSides(aSide(before), aSide(after), { catalogue });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const gradeBetween = (a: readonly AccessGrant[], b: readonly AccessGrant[], catalogue: RoleCatalogue) =>
  review(anAccess(a), anAccess(b), catalogue).grade;

const STRINGS = everyString("ab/x", 3);

/** Everything that the grants allow: principal, scope, operation, and every way in which it may be done. */
function everything(grants: readonly AccessGrant[], catalogue: RoleCatalogue): Set<string> {
  return new Set(grants.flatMap((grant) => everythingOf(grant, catalogue)));
}

function everythingOf(grant: AccessGrant, { roles }: RoleCatalogue): string[] {
  const scopes = grant.scope === WHOLE ? SCOPES : [grant.scope];
  const handed = grant.access.kind === "standing" ? grant.access.delegatedRoleDefinitionIds : [];
  const allowed = (ids: readonly string[]) =>
    STRINGS.filter((each) =>
      oracleAllows(
        roles.filter(({ id }) => ids.includes(id)),
        each,
      ),
    );
  const done = allowed([grant.roleDefinitionId]).flatMap((operation) =>
    waysWithin(grant.access).map((way) => `${operation},${way}`),
  );
  const handedOut = allowed(handed).map((operation) => `${operation},hands out`);
  return scopes.flatMap((scope) =>
    [...done, ...handedOut].map((each) => `${grant.principalId},${scope},${each}`),
  );
}

/** Written out by hand, apart from the code that it judges: which ways another way includes. */
function waysWithin(access: AccessGrant["access"]): number[] {
  return WAYS.flatMap((way, index) => {
    if (access.kind === "standing") return [index];
    if (way.kind === "standing") return [];
    const approvers = (of: typeof way) => of.approvers.map(({ principalId }) => principalId);
    const worse =
      (access.multiFactorAuthProvider === "Azure" && way.multiFactorAuthProvider === "None") ||
      (access.maximumActivationDuration === "PT1H" && way.maximumActivationDuration === "PT4H") ||
      (approvers(access).length > 0 &&
        (approvers(way).length === 0 || approvers(way).some((each) => !approvers(access).includes(each))));
    return worse ? [] : [index];
  });
}

const isLess = (grade: Grade) => ["none", "cosmetic", "narrowing"].includes(grade);
const isMore = (grade: Grade) => ["none", "cosmetic", "broadening"].includes(grade);

test("the grade never hides what brute force finds gained or lost", () => {
  const seen = new Set<Grade>();
  fc.assert(
    fc.property(ROLES, NEAR, (roles, [a, b]) => {
      const catalogue = catalogueOf(roles);
      const [before, after] = [everything(a, catalogue), everything(b, catalogue)];
      const gains = [...after].some((each) => !before.has(each));
      const loses = [...before].some((each) => !after.has(each));
      const grade = gradeBetween(a, b, catalogue);
      seen.add(grade);
      if (gains) expect(["broadening", "mixed"]).toContain(grade);
      if (loses) expect(["narrowing", "mixed"]).toContain(grade);
    }),
    { numRuns: 300 },
  );
  expect([...seen]).toEqual(expect.arrayContaining(["broadening", "mixed", "narrowing", "none"]));
});

/** Grants that come or go, each with the side that has it and the one that does not. */
function oneSided(
  changes: readonly AccessChange[],
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
) {
  return changes.flatMap((change) => {
    if (change.kind === "grant-added")
      return [{ grant: change.after, own: after, other: before, coveredBy: change.coveredBy }];
    if (change.kind === "grant-removed")
      return [{ grant: change.before, own: before, other: after, coveredBy: change.coveredBy }];
    return [];
  });
}

const sameAccess = (a: AccessGrant, b: AccessGrant) =>
  accessCell(a) === accessCell(b) && mediationIdentity(a.access) === mediationIdentity(b.access);

test("grants that are said to cover another one do, none of them is too many, and they stay where that is said", () => {
  let covered = 0;
  fc.assert(
    fc.property(ROLES, NEAR, (roles, [a, b]) => {
      const catalogue = catalogueOf(roles);
      const changes = review(anAccess(a), anAccess(b), catalogue).customers.flatMap((each) => each.changes);
      for (const { grant, own, other, coveredBy } of oneSided(changes, a, b)) {
        const covers = coveredBy.map((each) => each.grant);
        const isCovered = (by: readonly AccessGrant[]) =>
          gradeBetween(by, [...by, grant], catalogue) === "none";
        covered += covers.length;
        expect(covers.length === 0 || isCovered(covers)).toBe(true);
        expect(covers.some((each) => isCovered(covers.filter((one) => one !== each)))).toBe(false);
        expect(other).toEqual(expect.arrayContaining(covers));
        const staying = coveredBy.filter(({ fate }) => fate === "stays");
        expect(staying.every((each) => own.some((one) => sameAccess(one, each.grant)))).toBe(true);
      }
    }),
    { numRuns: 600 },
  );
  expect(covered).toBeGreaterThan(20);
});

test("nothing changes between a side and itself", () => {
  fc.assert(
    fc.property(ROLES, GRANTS, (roles, grants) => {
      const access = anAccess(grants);
      // a copy, so that identity decides nothing
      const found = review(access, structuredClone(access), catalogueOf(roles));
      expect(found).toMatchObject({ grade: "none", flags: [], customers: [], groups: [] });
    }),
    { numRuns: 100 },
  );
});

test("the changes, applied to before, give after", () => {
  fc.assert(
    fc.property(ROLES, NEAR, (roles, [a, b]) => {
      const [before, after] = [anAccess(a), anAccess(b)];
      const changes = review(before, after, catalogueOf(roles)).customers.flatMap((each) => each.changes);
      expect(apply(changes, before)).toEqual(sets(after));
    }),
    { numRuns: 300 },
  );
});

test("less after less is less, more after more is more", () => {
  let [less, more] = [0, 0];
  fc.assert(
    fc.property(
      ROLES,
      GRANTS,
      fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
      (roles, grants, kept) => {
        const catalogue = catalogueOf(roles);
        const [b, c] = [
          grants.filter((_, index) => kept[index]),
          grants.filter((_, index) => kept[index] && kept[index + 5]),
        ];
        if (isLess(gradeBetween(grants, b, catalogue)) && isLess(gradeBetween(b, c, catalogue))) {
          less++;
          expect(isLess(gradeBetween(grants, c, catalogue))).toBe(true);
        }
        if (isMore(gradeBetween(c, b, catalogue)) && isMore(gradeBetween(b, grants, catalogue))) {
          more++;
          expect(isMore(gradeBetween(c, grants, catalogue))).toBe(true);
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(less).toBeGreaterThan(50);
  expect(more).toBeGreaterThan(50);
});

test("the grade of a batch is the join of its parts", () => {
  fc.assert(
    fc.property(ROLES, NEAR, NEAR, (roles, [a, b], [c, d]) => {
      const catalogue = catalogueOf(roles);
      const named = (customer: string, grants: readonly AccessGrant[]) => ({ ...anAccess(grants), customer });
      const both = compareSides(aSide(named("x", a), named("y", c)), aSide(named("x", b), named("y", d)), {
        catalogue,
      });
      const parts = joinGrades(gradeBetween(a, b, catalogue), gradeBetween(c, d, catalogue));
      expect(both).toMatchObject({ ok: true, value: { grade: parts } });
      if (!both.ok) return;
      for (const each of both.value.customers) {
        expect(each.grade).toBe(joinAll(each.changes.map(({ grade }) => grade)));
      }
    }),
    { numRuns: 100 },
  );
});

type Sets = Readonly<Record<"grants" | "definitions" | "assignments", readonly string[]>>;

function sets({ grants, definitions, assignments }: CustomerAccess): Sets {
  const texts = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();
  return {
    grants: sortGrants(grants).map(grantText).sort(),
    definitions: texts(definitions),
    assignments: texts(assignments),
  };
}

/** What the changes say, done to a side. */
function apply(changes: readonly AccessChange[], access: CustomerAccess): Sets {
  const { grants, definitions, assignments } = sets(access);
  const [g, d, a] = [[...grants], [...definitions], [...assignments]];
  const take = (list: string[], text: string) => {
    const at = list.indexOf(text);
    if (at < 0) throw new Error(`${text} is not there`);
    list.splice(at, 1);
  };
  for (const change of changes) {
    const about = change.kind.split("-")[0];
    const [list, text] =
      about === "grant"
        ? [g, (value: unknown) => grantText(value as AccessGrant)]
        : [about === "definition" ? d : a, (value: unknown) => JSON.stringify(value)];
    if ("before" in change) take(list, text(change.before));
    if ("after" in change) list.push(text(change.after));
  }
  return { grants: g.sort(), definitions: d.sort(), assignments: a.sort() };
}
