import type { Customer } from "../../delegation/customer.ts";
import type { RegisteredSubscription, Registration } from "../../delegation/registration.ts";
import { withoutMarker } from "../../delegation/version-marker.ts";
import { policyParts } from "../consent/describe-sheet.ts";
import { forTerminal, lineForMarkdown as text } from "../escape.ts";
import type { PageWords } from "./page-words.ts";

/** A subscription of a customer, with what it delegates. */
interface Described {
  readonly customer: Pick<Customer, "name" | "tenantId">;
  readonly subscription: RegisteredSubscription;
}

/** The page that a customer reads first. It says what is granted, and how to deploy, check and end it. */
export function packageReadme({ customer, subscription }: Described, words: PageWords): string {
  const { id, name, registrations } = subscription;
  return pageText([
    `# ${words.heading(text(name))}`,
    ...reviewNote(words),
    words.forWhom(text(customer.name), `\`${customer.tenantId}\``, `\`${id}\``),
    words.introduction,
    `## ${words.whatYouGrant}`,
    words.consentSays,
    ...registrations.map((each) => granted(each, words)),
    `## ${words.deployIt}`,
    words.whoDeploys,
    list([words.byScript, words.byPortal(text(name)), words.byPipeline]),
    `## ${words.seeIt}`,
    words.seeItHow,
    `## ${words.endIt}`,
    `${words.endByScript} ${words.endByHand}`,
    ...unchangedPart(words),
  ]);
}

/** Paragraphs that the form in Azure's portal shows. */
export function packageForm({ customer, subscription }: Described, words: PageWords): string[] {
  return [
    words.formHere(subscription.name, subscription.id, customer.name),
    ...subscription.registrations.map((each) => formOffer(each, words)),
    words.formMore,
  ].map(forTerminal);
}

/** An offer as the form names it, and to whom it delegates. */
export function formOffer({ definition: { name, managingTenant } }: Registration, words: PageWords): string {
  return words.formOffer(name, managingTenant.name, managingTenant.id);
}

/** What a registration grants, as a heading with a table. */
export function granted({ definition, assignments }: Registration, words: PageWords): string {
  const description = withoutMarker(definition.description).trim();
  const { name, managingTenant, authorizations, eligibleAuthorizations } = definition;
  const where = assignments.map(({ scope: { resourceGroup } }) =>
    resourceGroup === undefined ? words.wholeSubscription : words.resourceGroup(text(resourceGroup)),
  );
  const rows = [
    ...authorizations.map(({ principal, role, delegatedRoles }) => [
      principal.displayName || principal.id,
      role.name,
      [
        words.terms.holding.standing,
        ...(delegatedRoles.length === 0
          ? []
          : [words.mayAssign(delegatedRoles.map((each) => each.name).join(", "))]),
      ].join("; "),
    ]),
    ...eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy }) => [
      principal.displayName || principal.id,
      role.name,
      policyParts(justInTimeAccessPolicy, words.terms).join("; "),
    ]),
  ];
  return [
    `### ${text(name)}`,
    "",
    ...(description === "" ? [] : [`> ${text(description)}`, ""]),
    words.to(text(managingTenant.name), `\`${managingTenant.id}\``, where.join(", ")),
    "",
    `| ${words.who} | ${words.role} | ${words.how} |`,
    "| --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.map(text).join(" | ")} |`),
  ].join("\n");
}

/** Says that nobody has reviewed a translation yet. */
export function reviewNote({ terms: { notReviewed } }: PageWords): string[] {
  return notReviewed === undefined ? [] : [`*${notReviewed}*`];
}

/** How to see that nobody changed a package. */
export function unchangedPart(words: PageWords): string[] {
  return [`## ${words.unchanged}`, words.unchangedHow];
}

/** Ways to do something, a point each. */
export function list(items: readonly string[]): string {
  return items.map((each) => `- ${each}`).join("\n");
}

/** Paragraphs as the text of a page. */
export function pageText(paragraphs: readonly string[]): string {
  return `${paragraphs.join("\n\n")}\n`;
}
