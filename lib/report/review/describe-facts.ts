import { customerOfFact, type Fact, type FactChange, type FactSubject } from "../../review/fact-changes.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { groupBy } from "../../values/group-by.ts";
import { count, shorten } from "../phrases.ts";
import type { DescribedChange, DescribedPart } from "./described.ts";
import { customersText } from "./names.ts";
import { FACTS_WORDS } from "./wording.ts";

/** Lines about facts; the JSON report has all of them. */
const MOST_LINES = 50;

/** Customers that a line names. */
const MOST_CUSTOMERS = 5;

/**
 * Names, types and tags that change, all in one part. The same of several customers is one line. A customer that comes
 * or goes is one line with all its facts.
 */
export function describeFacts(changes: readonly FactChange[], directory: NameDirectory): DescribedPart[] {
  if (changes.length === 0) return [];
  const [come, gone] = [customersOf(changes, "before"), customersOf(changes, "after")];
  const isWhole = (change: FactChange) => {
    const customer = customerOfFact(change) ?? "";
    return come.has(customer) || gone.has(customer);
  };
  const rest = groupBy(
    changes.filter((each) => !isWhole(each)),
    sameOf,
  );
  const lines = [
    ...[...rest.values()].map((same) => changedLine(same, directory)),
    ...wholeLine("+", come, changes, directory),
    ...wholeLine("-", gone, changes, directory),
  ];
  const more = lines.length - MOST_LINES;
  return [
    {
      grade: "none",
      flags: [],
      title: FACTS_WORDS.part,
      customers: undefined,
      about: [`${count(changes.length, "fact")} of principals, customers and subscriptions`],
      consequences: [FACTS_WORDS.meaning],
      changes: [
        ...lines.slice(0, MOST_LINES),
        ...(more > 0 ? [described("~", `and ${more} more; --format json has all`)] : []),
      ],
    },
  ];
}

/** Ids of the customers that a side does not have. */
function customersOf(changes: readonly FactChange[], without: "before" | "after"): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ subject, ...sides }) =>
      subject.kind === "customer" && sides[without] === undefined ? [subject.customer] : [],
    ),
  );
}

function wholeLine(
  sign: "+" | "-",
  customers: ReadonlySet<string>,
  changes: readonly FactChange[],
  directory: NameDirectory,
): DescribedChange[] {
  if (customers.size === 0) return [];
  const of = (kind: FactSubject["kind"]) =>
    changes.filter((each) => each.subject.kind === kind && customers.has(customerOfFact(each) ?? "")).length;
  const facts = `${count(of("tag"), "tag")}, ${count(of("subscription"), "subscription")}`;
  const verb = sign === "+" ? "added" : "removed";
  const whom = customersText([...customers], MOST_CUSTOMERS, directory);
  return [described(sign, `${whom}: ${verb}, with ${facts}`)];
}

/** The same for changes that differ in their customers alone. */
function sameOf({ subject, before, after }: FactChange): string {
  return JSON.stringify([subject, before, after], (key, value: unknown) =>
    key === "customer" ? undefined : value,
  );
}

function changedLine(same: readonly FactChange[], directory: NameDirectory): DescribedChange {
  const [first] = same;
  if (first === undefined) return described("~", "");
  const customers = same.flatMap((each) => customerOfFact(each) ?? []);
  const whom = customers.length === 0 ? "" : `; ${customersText(customers, MOST_CUSTOMERS, directory)}`;
  const sign = first.before === undefined ? "+" : first.after === undefined ? "-" : "~";
  return described(
    sign,
    `${subjectText(first.subject)}: ${factText(first.before)} -> ${factText(first.after)}${whom}`,
  );
}

function described(sign: string, line: string): DescribedChange {
  return { sign, title: FACTS_WORDS.title, line, details: [], unabridged: [] };
}

function subjectText(subject: FactSubject): string {
  switch (subject.kind) {
    case "principal":
      return `principal ${subject.objectId}`;
    case "managing-tenant":
      return `managing tenant ${subject.tenantId}`;
    case "customer":
      return "name of the customer";
    case "subscription":
      return `subscription ${subject.subscriptionId}`;
    case "tag":
      return `tag ${JSON.stringify(shorten(subject.key))}`;
    case "deployed-by":
      return "who deploys (none: the provider)";
    case "deviation":
      return `difference from Azure that is allowed, of ${subject.delegation}`;
    case "acceptance":
      return "whether a recorded acceptance is required";
    case "estate-acceptance":
      return "whether recorded acceptances are required in the estate";
    case "format":
      return "format of the facts (what only one of the two formats has is not compared)";
  }
}

/** The texts are the definitions' own: they stand in quotation marks. */
function factText(fact: Fact | undefined): string {
  if (fact === undefined) return "none";
  const text = JSON.stringify(shorten(fact.text));
  return fact.type === undefined ? text : `${text} (${fact.type})`;
}
