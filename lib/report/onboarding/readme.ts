import type { Customer } from "../../delegation/customer.ts";
import type { RegisteredSubscription, Registration } from "../../delegation/registration.ts";
import { withoutMarker } from "../../delegation/version-marker.ts";
import { eligibleText, standingText } from "../authorization-text.ts";
import { forTerminal, lineForMarkdown as text } from "../escape.ts";

/** A subscription of a customer, with what it delegates. */
interface Described {
  readonly customer: Pick<Customer, "name" | "tenantId">;
  readonly subscription: RegisteredSubscription;
}

/** The page that a customer reads first. It says what is granted, and how to deploy, check and end it. */
export function packageReadme({ customer, subscription }: Described): string {
  const { id, name, registrations } = subscription;
  return `# Delegation of the subscription ${text(name)}

For: ${text(customer.name)}, tenant \`${customer.tenantId}\`, subscription \`${id}\`.

With these files you let a service provider work in one of your subscriptions, by Azure Lighthouse. The provider's
people stay in the provider's tenant: you create no accounts and share no passwords. Until you deploy, nothing changes.
You can end it at any time, without asking anyone.

## What you grant

\`consent.html\` says it in plain words, on two pages: who may do what, on which terms, what is not allowed, and how to end it.

${registrations.map(granted).join("\n\n")}

## Deploy it

Somebody with the role Owner on the subscription does this, as a member of your tenant. Choose one way; all create the same.

- **Script.** In the Cloud Shell of the Azure portal, upload this folder and run \`bash deploy.sh\` (or \`./deploy.ps1\`). It
  checks first, asks before it changes anything, and reads back what Azure has then. \`bash deploy.sh --check\` only checks.
- **Portal.** Search for "Deploy a custom template", choose "Build your own template in the editor", paste the text of
  \`template.json\`, save, choose the subscription ${text(name)}, and create. In another subscription Azure refuses it.
- **Your own pipeline.** \`main.bicep\` and \`main.tf\` create the same, under the same ids. Where the template was deployed before, rename
  \`imports.tf.txt\` to \`imports.tf\`: Terraform then takes over and changes nothing.

## See what is there

\`bash deploy.sh --verify\` compares Azure with this package. In the portal: "Service providers", then "Delegations". What the
provider does is in the activity log of the subscription.

## End it

Run \`bash remove.sh\` (or \`./remove.ps1\`). In the portal: "Service providers", "Delegations", the bin beside the
delegation. Access ends at once; sign-ins that stand may last up to an hour.

## Is this package unchanged?

\`sha256sum --check SHA256SUMS\` names every file that is not as the provider made it. Ask the provider for the checksum of
\`SHA256SUMS\` itself by another way than the one by which you got the package.
`;
}

/** Paragraphs that the form in Azure's portal shows. */
export function packageForm({ customer, subscription }: Described): string[] {
  return [
    `This delegates the subscription ${subscription.name} (${subscription.id}) of ${customer.name} to a service provider.`,
    ...subscription.registrations.map(
      ({ definition }) =>
        `${definition.name}: to ${definition.managingTenant.name} (tenant ${definition.managingTenant.id}).`,
    ),
    "README.md beside the template says who gets which role, and how to end it.",
  ].map(forTerminal);
}

/** What a registration grants, as a heading with a table. */
export function granted({ definition, assignments }: Registration): string {
  const description = withoutMarker(definition.description).trim();
  const where = assignments.map(({ scope: { resourceGroup } }) =>
    resourceGroup === undefined ? "the whole subscription" : `the resource group ${text(resourceGroup)}`,
  );
  const rows = [
    ...definition.authorizations.map(({ principal, role, delegatedRoles }) => [
      principal.displayName || principal.id,
      role.name,
      standingText(delegatedRoles.map((each) => each.name)),
    ]),
    ...definition.eligibleAuthorizations.map(({ principal, role, justInTimeAccessPolicy }) => [
      principal.displayName || principal.id,
      role.name,
      eligibleText(justInTimeAccessPolicy),
    ]),
  ];
  return [
    `### ${text(definition.name)}`,
    "",
    ...(description === "" ? [] : [`> ${text(description)}`, ""]),
    `To: ${text(definition.managingTenant.name)}, tenant \`${definition.managingTenant.id}\`. On: ${where.join(", ")}.`,
    "",
    "| who | role | how |",
    "| --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.map(text).join(" | ")} |`),
  ].join("\n");
}
