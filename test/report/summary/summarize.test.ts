import { expect, test } from "vitest";
import type { ReportContext } from "../../../lib/report/review/context.ts";
import { terminalExplanation } from "../../../lib/report/review/terminal.ts";
import { lineText, meaningLines } from "../../../lib/report/summary/line-text.ts";
import { summarize } from "../../../lib/report/summary/summarize.ts";
import { verdictLine } from "../../../lib/report/summary/verdict.ts";
import type { AccessReview } from "../../../lib/review/access-change.ts";
import { NameDirectory } from "../../../lib/review/name-directory.ts";
import type { Guid } from "../../../lib/values/guid.ts";
import { guidOf } from "../../support/builders.ts";
import { sampleCatalogue } from "../../support/catalogue.ts";
import { aCustomer, broadened, EXIT, eventful, fleet, REPORT, reviewOf } from "../../support/reviews.ts";
import { aGrant, OTHER_SUBSCRIPTION, onRequest, ROLE, SUBSCRIPTION } from "../../support/sides.ts";

const texts = (review: AccessReview, context: ReportContext = REPORT) =>
  summarize(review, context).map(lineText);

const at = (subscription: string) => ({ scope: `/subscriptions/${subscription}` });

/** One customer: these grants become those. */
const changed = (
  before: readonly Parameters<typeof aGrant>[0][],
  after: readonly Parameters<typeof aGrant>[0][],
) =>
  reviewOf(
    [aCustomer("fabrikam", EXIT, ...before.map(aGrant))],
    [aCustomer("fabrikam", EXIT, ...after.map(aGrant))],
  );

test("another role of the same principal on the same scope is one change, with what it gives", () => {
  const lines = summarize(changed([{}], [{ roleDefinitionId: ROLE.contributor }]), REPORT);
  expect(lines.map(lineText)).toEqual([
    "Operators: Reader -> Contributor on 1 subscription of Fabrikam Logistics (standing)",
  ]);
  const [line] = lines;
  expect(line).toMatchObject({
    number: 1,
    sign: "+",
    severity: "critical",
    customers: ["fabrikam"],
    scopes: 1,
  });
  const codes = line?.gains.own.map(({ code }) => code) ?? [];
  expect(codes.slice(0, 3)).toEqual(["change.everything", "delete.everything", "keys.storage"]);
  // Reader reads everything already
  expect(codes).not.toContain("read.everything");
  expect(line?.losses.own).toEqual([]);
});

test("a role that is less is a loss, and says what is no longer possible", () => {
  const [line] = summarize(changed([{ roleDefinitionId: ROLE.contributor }], [{}]), REPORT);
  expect(line).toMatchObject({ sign: "-", gains: { own: [] } });
  expect(line && meaningLines(line)).toEqual([
    expect.stringMatching(/^can no longer change resources of every kind, except access; /),
  ]);
});

test("roles that change places on two scopes are not taken for one another", () => {
  const [here, there] = [at(SUBSCRIPTION), at(OTHER_SUBSCRIPTION)];
  const other = { roleDefinitionId: ROLE.virtualMachineContributor };
  const review = reviewOf(
    [
      aCustomer("one", EXIT, aGrant(here), aGrant({ ...EXIT, ...there })),
      aCustomer("two", EXIT, aGrant(here), aGrant({ ...EXIT, ...there })),
    ],
    [
      aCustomer("one", EXIT, aGrant({ ...here, ...other }), aGrant({ ...EXIT, ...there })),
      aCustomer("two", EXIT, aGrant({ ...there, ...other }), aGrant({ ...EXIT, ...there })),
    ],
  );
  expect(texts(review)).toEqual([
    "Operators: Reader -> Virtual Machine Contributor on 1 subscription of one (standing)",
    "Operators: gets Virtual Machine Contributor on 1 subscription of two (standing)",
    "Operators: loses Reader on 1 subscription of two (standing)",
  ]);
});

test("the same change of many customers is one line, with all their scopes", () => {
  const [line, ...others] = summarize(fleet(400), REPORT);
  expect(others).toEqual([]);
  expect(line).toMatchObject({ scopes: 400, customers: { length: 400 } });
});

test("customers are joined by what a change does, not by what else they have", () => {
  const own = aGrant({ principalId: guidOf("b") });
  const review = reviewOf(
    [aCustomer("one", EXIT, aGrant()), aCustomer("two", EXIT, aGrant())],
    [
      aCustomer("one", EXIT, aGrant({ roleDefinitionId: ROLE.contributor })),
      aCustomer("two", EXIT, aGrant({ roleDefinitionId: ROLE.contributor }), own),
    ],
  );
  expect(texts(review)[0]).toBe(
    "Operators: Reader -> Contributor on 2 subscriptions of one and two (standing)",
  );
});

test("what a principal can do already is no gain: customers with another beginning have their own line", () => {
  const contributor = { roleDefinitionId: ROLE.contributor };
  const machines = aGrant({ roleDefinitionId: ROLE.virtualMachineContributor });
  const review = reviewOf(
    [aCustomer("one", EXIT), aCustomer("two", EXIT, machines)],
    [aCustomer("one", EXIT, aGrant(contributor)), aCustomer("two", EXIT, machines, aGrant(contributor))],
  );
  const gained = new Map(
    summarize(review, REPORT).map(({ customers, gains }) => [
      customers.join(),
      gains.own.filter(({ code }) => code === "code.machines" || code === "change.everything"),
    ]),
  );
  expect(gained.get("one")).toMatchObject([{ code: "change.everything" }, { text: "run code on machines" }]);
  // only the services that are new
  expect(gained.get("two")).toMatchObject([
    { code: "change.everything" },
    { text: expect.stringMatching(/^run code on machines \((?!virtual machines)/) },
  ]);
});

test("of two new roles each says what it gives itself, and both what only they give together", () => {
  const machines = { roleDefinitionId: ROLE.virtualMachineContributor };
  const [contributor, reader] = summarize(
    changed([], [machines, { ...machines, roleDefinitionId: ROLE.monitoringReader, access: onRequest() }]),
    REPORT,
  );
  expect(contributor?.what).toBe("gets Virtual Machine Contributor");
  expect(contributor?.gains.own.map(({ code }) => code)).toContain("code.machines");
  expect(reader?.what).toBe("gets Monitoring Reader");
  expect(reader?.gains.own.map(({ code }) => code)).not.toContain("code.machines");
  expect(reader?.gains.own.map(({ code }) => code)).toContain("read.everything");
});

test("other terms are a change of how, with the power that is used so", () => {
  const contributor = { roleDefinitionId: ROLE.contributor };
  const [line] = summarize(changed([{ ...contributor, access: onRequest() }], [contributor]), REPORT);
  expect(line && lineText(line)).toBe(
    "Operators: Contributor on 1 subscription of Fabrikam Logistics (on request, up to 4 h, MFA, self-activated -> standing)",
  );
  expect(line && meaningLines(line)).toEqual([
    "on easier terms: standing instead of on request",
    expect.stringMatching(/^the role can change resources of every kind/),
  ]);
});

test("what is covered by another grant says which", () => {
  const contributor = { roleDefinitionId: ROLE.contributor };
  const [line] = summarize(changed([contributor], [contributor, {}]), REPORT);
  expect(line && meaningLines(line)).toEqual([
    "no new permissions: already covered by Contributor (standing), which stays",
  ]);
});

test("a role that the catalogue does not know may allow anything, and an unknown gain is counted", () => {
  const [line] = summarize(changed([], [{ roleDefinitionId: guidOf("f") }]), REPORT);
  expect(line?.severity).toBe("critical");
  expect(line && meaningLines(line)[0]).toBe(
    `can now do anything: the catalogue does not know the role ${guidOf("f")}`,
  );
  const role = summarize(eventful(), REPORT).find(({ who }) => who === "Every holder of Reader");
  expect(role && meaningLines(role)[0]).toBe("can now use 1 pattern of operations that no words cover");
});

test("roles that may be handed to managed identities are what they let these do", () => {
  const administrator = {
    roleDefinitionId: ROLE.userAccessAdministrator,
    access: { kind: "standing" as const, delegatedRoleDefinitionIds: [ROLE.contributor] },
  };
  const [line] = summarize(changed([], [administrator]), REPORT);
  expect(line && meaningLines(line)).toContainEqual(
    expect.stringMatching(/^can now let managed identities change resources of every kind/),
  );
});

test("base's names stand alone; names that look the same, and those of the change, have their GUID", () => {
  const twin = { managingTenantId: guidOf("9"), principalId: guidOf("c"), displayName: "OPERATORS" };
  const base = { ...twin, principalId: guidOf("a"), displayName: "Operators", type: "Group" as const };
  const directory = new NameDirectory({
    catalogue: sampleCatalogue(),
    principals: [base, { ...twin, type: "Group" }],
  });
  const [line] = texts(changed([], [{}]), { ...REPORT, directory });
  expect(line).toContain(`Operators (${guidOf("a")}): gets Reader`);
  const stranger = { principalId: guidOf("b"), principalDisplayName: "Friends" };
  expect(texts(changed([], [stranger]))[0]).toContain(
    `[NEW: not in base's registry] "Friends" (${guidOf("b")}): gets Reader`,
  );
});

test("new customers and subscriptions have the name that the change claims, quoted and marked", () => {
  const claimed = {
    customer: (id: string) => (id === "tailspin" ? 'Contoso "Bank"' : "Adatum"),
    subscription: () => "Production",
  };
  const review = reviewOf(
    [aCustomer("fabrikam", EXIT)],
    [aCustomer("fabrikam", EXIT, aGrant()), aCustomer("tailspin", aGrant(), EXIT)],
  );
  const lines = texts(review, { ...REPORT, claimed });
  expect(lines).toContainEqual(
    expect.stringContaining(
      `on subscription [NEW] "Production" (${SUBSCRIPTION}) of [NEW] "Contoso \\"Bank\\"" (tailspin)`,
    ),
  );
  // base's name wins
  expect(lines.join("\n")).toContain("Fabrikam Logistics");
  expect(lines.join("\n")).not.toContain("Adatum");
});

test("the verdict counts customers with more and with less, and names the only one", () => {
  expect(verdictLine(broadened(), REPORT)).toBe("BROADENING: more access at Fabrikam Logistics");
  expect(verdictLine(fleet(12), REPORT)).toBe("BROADENING: more access at 12 customers");
  expect(verdictLine(eventful(), REPORT)).toBe(
    "LOCK-OUT, INTERRUPTION, LEFT STANDING, onboarding, MIXED: more access at 4 customers, less at Fabrikam Logistics",
  );
});

test("the verdict names a managing tenant that base does not know, and only where base knows any", () => {
  const OURS = guidOf("9");
  const stranger = { managingTenantId: guidOf("a") };
  const review = changed([{}], [{}, { ...stranger, principalId: guidOf("b") }]);
  const listing = (managingTenants: readonly Guid[]): ReportContext => ({
    ...REPORT,
    directory: new NameDirectory({
      catalogue: sampleCatalogue(),
      principals: [],
      managingTenants: new Map(managingTenants.map((id) => [id, undefined])),
    }),
  });
  const end = `, for a managing tenant that is new here: ${guidOf("a")}`;
  expect(verdictLine(review, REPORT)).toMatch(new RegExp(`${end}$`));
  expect(verdictLine(review, listing([OURS]))).toMatch(new RegExp(`${end}$`));
  expect(verdictLine(review, listing([OURS, guidOf("a")]))).not.toContain("new here");
  // what leaves is no gain, and a side that shows nobody calls nobody new
  const leaving = changed([{ ...stranger, principalId: guidOf("b") }], []);
  expect(verdictLine(leaving, listing([OURS]))).not.toContain("new here");
  const empty = { ...REPORT, directory: new NameDirectory({ catalogue: sampleCatalogue(), principals: [] }) };
  expect(verdictLine(review, empty)).not.toContain("new here");
});

test("the verdict names what changes beside access: nobody reads it as nothing", () => {
  const deployments: AccessReview["deployments"] = [
    {
      setting: "tenant",
      before: undefined,
      after: { code: "tenant", tenantId: guidOf("7") },
      customers: ["fabrikam"],
    },
  ];
  const renamedRoles = [{ roleDefinitionId: ROLE.reader, before: "Reader", after: "Viewer", formerly: [] }];
  const quiet = { ...broadened(), grade: "none" as const, flags: [], customers: [], groups: [] };
  expect(verdictLine(quiet, REPORT)).toBe("access unchanged: no permissions change");
  expect(verdictLine({ ...quiet, deployments }, REPORT)).toBe(
    "access unchanged: no permissions change, but deployment settings",
  );
  expect(verdictLine({ ...quiet, deployments, renamedRoles }, REPORT)).toContain(
    "but deployment settings and the role catalogue",
  );
});

test("an explanation has every pattern, capability and customer", () => {
  const machines = { roleDefinitionId: ROLE.virtualMachineContributor };
  const explained = terminalExplanation(changed([], [machines]), REPORT, { number: 1, columns: 300 });
  const text = explained.ok ? explained.value : "";
  expect(text).toMatch(/can run code on machines \(.*\) \[critical, code\.machines\]/);
  expect(text).toContain("gains Microsoft.Compute/disks/read");
  expect(text).not.toContain("more patterns");
  expect(text).toContain(guidOf("a"));
  expect(text).toContain("Fabrikam Logistics (fabrikam), customers/fabrikam.ts:7");
  expect(terminalExplanation(fleet(30), REPORT, { number: 1 })).toMatchObject({
    value: expect.stringContaining("customer-0029"),
  });
  expect(terminalExplanation(fleet(30), REPORT, { number: 2 })).toMatchObject({
    error: { problem: "there is no change 2: this review has 1 change" },
  });
});
