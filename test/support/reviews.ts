import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import type { Deployment } from "../../lib/access/deployment.ts";
import type { ReportContext } from "../../lib/report/review/context.ts";
import { jsonReview } from "../../lib/report/review/json.ts";
import type { AccessReview } from "../../lib/review/access-change.ts";
import { compareSides } from "../../lib/review/compare.ts";
import { type BaseNames, NameDirectory } from "../../lib/review/name-directory.ts";
import type { RoleCatalogue } from "../../lib/roles/role-catalogue.ts";
import { guidOf } from "./builders.ts";
import { sampleCatalogue } from "./catalogue.ts";
import { aGrant, anAccess, aSide, onRequest, ROLE, SUBSCRIPTION } from "./sides.ts";

const BASE_NAMES: BaseNames = {
  catalogue: sampleCatalogue(),
  principals: [
    { managingTenantId: guidOf("9"), principalId: guidOf("a"), displayName: "Operators", type: "Group" },
  ],
  customers: new Map([["fabrikam", "Fabrikam Logistics"]]),
};

/** Base knows one principal, the Operators, and fabrikam by name; somebody knows where fabrikam and a plan are defined. */
export const REPORT: ReportContext = {
  directory: new NameDirectory(BASE_NAMES),
  called: { before: "base", after: "change" },
  sourceOf: (customer) => (customer === "fabrikam" ? { file: "customers/fabrikam.ts", line: 7 } : undefined),
  sourceOfPlan: (source) =>
    source === "operations/standard@1.0.0" ? { file: "offers/operations.ts", line: 9 } : undefined,
};

/** The right to remove the delegation, without which every change would be a lock-out. */
export const EXIT: AccessGrant = aGrant({ roleDefinitionId: ROLE.delete });

/** A real review of these customers. */
export function reviewOf(
  before: readonly CustomerAccess[],
  after: readonly CustomerAccess[],
  changeCatalogue: RoleCatalogue = sampleCatalogue(),
): AccessReview {
  const result = compareSides(aSide(...before), aSide(...after), {
    catalogue: sampleCatalogue(),
    changeCatalogue,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A customer with these grants. */
export function aCustomer(customer: string, ...grants: readonly AccessGrant[]): CustomerAccess {
  return anAccess(grants, { customer });
}

/** fabrikam: the Operators become Contributor, and somebody else who calls himself operators comes. */
export function broadened(): AccessReview {
  const impostor = aGrant({
    principalId: guidOf("b"),
    principalDisplayName: "operators",
    access: onRequest({ approvers: [{ principalId: guidOf("c"), displayName: "A Friend" }] }),
  });
  return reviewOf(
    [aCustomer("fabrikam", aGrant(), EXIT)],
    [aCustomer("fabrikam", aGrant({ roleDefinitionId: ROLE.contributor }), EXIT, impostor)],
  );
}

/**
 * A bad day: adatum and contoso are renamed and keep their state elsewhere, fabrikam loses the Delete role, tailspin comes,
 * wingtip is no longer in the estate, and Reader means something else.
 */
export function eventful(): AccessReview {
  const renamed = (name: string): CustomerAccess => {
    const access = aCustomer(name, aGrant(), EXIT);
    return {
      ...access,
      definitions: access.definitions.map((each) => ({ ...each, name: "New Operations" })),
      deployment: stateIn("elsewhere/"),
    };
  };
  const catalogue = sampleCatalogue();
  const roles = catalogue.roles.map((role) => {
    if (role.id !== ROLE.reader) return role;
    return {
      ...role,
      permissions: role.permissions.map((block) => ({ ...block, actions: ["*/read", "A/b"] })),
    };
  });
  return reviewOf(
    ["adatum", "contoso", "fabrikam", "wingtip"].map((name) => ({
      ...aCustomer(name, aGrant(), EXIT),
      deployment: stateIn("state/"),
    })),
    [
      renamed("adatum"),
      renamed("contoso"),
      aCustomer("fabrikam", aGrant()),
      aCustomer("tailspin", aGrant(), EXIT),
    ],
    { ...catalogue, roles },
  );
}

function stateIn(folder: string): Deployment {
  return { tenantId: guidOf("7"), settings: { state: { code: "files", folder } } };
}

/** One plan version for many: `size` customers of ten grants each, whose first role changes, all in the same way. */
export function fleet(size: number): AccessReview {
  const all = (role: string) =>
    Array.from({ length: size }, (_, index) => {
      const scope = `/subscriptions/${String(index).padStart(8, "0")}-1111-4111-8111-111111111111`;
      const grants = [...Array(9).keys()].map((at) =>
        aGrant({ scope, principalId: guidOf(String(at)), roleDefinitionId: at === 0 ? role : ROLE.reader }),
      );
      return aCustomer(`customer-${String(index).padStart(4, "0")}`, ...grants, { ...EXIT, scope });
    });
  return reviewOf(all(ROLE.reader), all(ROLE.contributor));
}

/** Many customers, to each of which something else happens: another group comes, whose name begins so. */
export function manyGroups(size: number, prefix = "Group of "): AccessReview {
  const names = [...Array(size).keys()].map((index) => `customer-${String(index).padStart(4, "0")}`);
  return reviewOf(
    names.map((name) => aCustomer(name, EXIT)),
    names.map((name) => {
      const grant = aGrant({ principalId: guidOf("b"), principalDisplayName: `${prefix}${name}` });
      return aCustomer(name, EXIT, grant);
    }),
  );
}

/** Texts that some format, platform or terminal takes for more than text, by what they are made of. */
export const HOSTILE_NAMES: readonly (readonly [string, string])[] = [
  ["HTML", "</script><script>alert(1)</script><img src=x onerror=alert(1)><!--<script>"],
  ["attributes", `" onmouseover="alert(1)" '`],
  ["Markdown", "**b** _i_ [l](http://evil.example) `c` # h\n> q\n- x\n| a | b |\n~~s~~ ![i](x) $x$ <b>"],
  [
    "mentions and references",
    "@everyone @org/team #12 GH-3 !7 AB#9 www.evil.example https://evil.example (deadbeefcafe) octo/repo#1 a@b.example",
  ],
  ["terminal escapes", "\u001b[2J\u001b]8;;http://evil\u0007\r\u0008\u009b31m"],
  ["reversing and hidden marks", "\u202egnp.exe\u2066\u200b\u{e0041}\ufeff\ud800"],
  ["XML", "]]><!-- & --> \u0000\ufffe"],
  ["SARIF's links and places", "[text](1) {0} {1}"],
  ["a GUID's beginning", "deadbeef-dead-4ead-8ead-deadbeefdead@x"],
  ["10,000 characters", "x".repeat(10_000)],
  ["10,000 marks on a letter", `z${"\u0301".repeat(10_000)}`],
];

/** What a report of {@link hostileReview} is told: base's names of customers and subscriptions are this text, too. */
export function hostileReport(text: string): ReportContext {
  const customers = new Map(["fabrikam", "adatum"].map((id) => [id, text]));
  const subscriptions = new Map([[SUBSCRIPTION, text]]);
  return { ...REPORT, directory: new NameDirectory({ ...BASE_NAMES, customers, subscriptions }) };
}

/** A review in which everything that a user writes is this text. */
export function hostileReview(text: string): AccessReview {
  const grant = aGrant({
    principalDisplayName: text,
    principalId: guidOf("c"),
    access: onRequest({ approvers: [{ principalId: guidOf("b"), displayName: text }] }),
  });
  const access = aCustomer("fabrikam", EXIT, grant, {
    ...grant,
    scope: `${grant.scope}/resourceGroups/a(b)_c`,
  });
  const named = { name: text, description: text, claimedSource: text, marketplacePlan: text };
  const definitions = access.definitions.map((each) => ({ ...each, ...named }));
  return reviewOf(
    [
      { ...aCustomer("fabrikam", EXIT), deployment: stateIn("state/") },
      { ...access, customer: text },
    ],
    [{ ...access, definitions, deployment: stateIn(text) }, aCustomer("adatum", grant)],
  );
}

/** A JSON report in one text. */
export function jsonOf(review: AccessReview, context: ReportContext): string {
  return [...jsonReview(review, context)].join("");
}
