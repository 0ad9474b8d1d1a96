import type { Registration } from "../../delegation/registration.ts";
import { forTerminal, lineForMarkdown as text } from "../escape.ts";
import { granted } from "./readme.ts";

/** The page of a package that any customer can deploy. It says what is granted, and how to deploy and end it. */
export function genericReadme(registration: Registration): string {
  const { definition } = registration;
  const { name, managingTenant, planId, version } = definition;
  return `# Delegation of a subscription: ${text(name)}

Plan \`${planId}\`, version \`${version}\`, of ${text(managingTenant.name)}, tenant \`${managingTenant.id}\`.

With these files you let a service provider work in one of your subscriptions, by Azure Lighthouse. The provider's
people stay in the provider's tenant: you create no accounts and share no passwords. Until you deploy, nothing changes.
You can end it at any time, without asking anyone.

## What you grant

${granted(registration)}

## Deploy it

Somebody with the role Owner on the subscription does this, as a member of your tenant. It delegates the subscription that you
choose, as a whole. Choose one way:

- **Portal.** Search for "Deploy a custom template", choose "Build your own template in the editor", paste the text of
  \`template.json\`, save, choose the subscription, and create.
- **Azure CLI.** \`az account set --subscription <id>\`, then
  \`az deployment sub create --location westeurope --template-file template.json\`.

Then send the provider the ids of your tenant and of the subscription.

## End it

In the portal: "Service providers", "Delegations", the bin beside the delegation. Access ends at once; sign-ins that stand may
last up to an hour.

## Is this package unchanged?

\`sha256sum --check SHA256SUMS\` names every file that is not as the provider made it. Ask the provider for the checksum of
\`SHA256SUMS\` itself by another way than the one by which you got the package.
`;
}

/** Paragraphs that the form in Azure's portal shows. */
export function genericForm({ definition: { name, managingTenant } }: Registration): string[] {
  return [
    "This delegates the subscription that you choose to a service provider.",
    `${name}: to ${managingTenant.name} (tenant ${managingTenant.id}).`,
    "README.md beside the template says who gets which role, and how to end it.",
  ].map(forTerminal);
}
