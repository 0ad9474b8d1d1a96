import type { Cloud } from "../../delegation/cloud.ts";
import { REGIONS } from "../../delegation/deployment-needs.ts";
import { delegationPolicyName, GUARD_NAMES, OTHER_TENANTS } from "../../delegation/policy-names.ts";
import type { Registration } from "../../delegation/registration.ts";
import { lineForMarkdown as text } from "../escape.ts";
import { pageWords } from "./page-words.ts";
import { granted } from "./readme.ts";

/** The page of a package for management groups. It says what its policy does, and how to assign and end it. */
export function managementGroupReadme(registration: Registration, cloud: Cloud): string {
  const { definition } = registration;
  const { name, managingTenant, planId, version } = definition;
  const policy = delegationPolicyName(definition);
  const region = REGIONS[cloud];
  return `# Delegation of every subscription below a management group: ${text(name)}

Plan \`${planId}\`, version \`${version}\`, of ${text(managingTenant.name)}, tenant \`${managingTenant.id}\`.

Azure Lighthouse delegates no management groups. \`policy.json\` creates a policy instead: it delegates **every** subscription
below the management group, those that exist and those to come, each as a whole and with the same access. The file names no
customer.

## What you grant, in each subscription

${granted(registration, pageWords("en"))}

The policy's own identity gets the role Owner on the management group: whoever delegates must be allowed to assign roles. It is an
identity of your tenant, and nobody signs in as it.

## Before you begin

Somebody with the role Owner on the management group does all of this, in the Cloud Shell of the Azure portal:

\`\`\`bash
GROUP='<id of the management group>'
SUBSCRIPTIONS=$(az rest --method get --url "/providers/Microsoft.Management/managementGroups/$GROUP/descendants?api-version=2020-05-01" \\
  --query "value[?ends_with(type, '/subscriptions')].name" --output tsv)
echo "$SUBSCRIPTIONS"
\`\`\`

Read the list: all of these will be delegated. A policy does not register the resource provider, so do it for each, and later for each
new subscription:

\`\`\`bash
for ID in $SUBSCRIPTIONS; do az provider register --namespace Microsoft.ManagedServices --subscription "$ID" --wait; done
\`\`\`

## Create and assign the policy

\`\`\`bash
az deployment mg create --management-group-id "$GROUP" --location ${region} --template-file policy.json
\`\`\`

A subscription that is created later is delegated by itself, some minutes after it was created.

## Subscriptions that exist already

A policy changes nothing that was there before it. Have Azure look at the subscriptions, and then deploy what is missing:

\`\`\`bash
for ID in $SUBSCRIPTIONS; do az policy state trigger-scan --subscription "$ID"; done
az policy remediation create --name ${policy} --management-group "$GROUP" \\
  --policy-assignment "/providers/Microsoft.Management/managementGroups/$GROUP/providers/Microsoft.Authorization/policyAssignments/${policy}"
\`\`\`

In the portal: "Policy", "Remediation". \`az policy remediation show --name ${policy} --management-group "$GROUP"\` says how far it is;
\`az policy state summarize --management-group "$GROUP" --policy-assignment ${policy}\` counts subscriptions that are not delegated yet.

Then send the provider the ids of your tenant and of the subscriptions.

The policy asks for the assignment of this offer to the whole subscription. A definition that was left behind does not count.
A later version of this offer has the same ids, so the policy takes subscriptions with an earlier one for done: deploy the new
\`policy.json\`, and \`any-subscription/template.json\` to each of them.

## Your own guards

\`guards.json\` creates two policies. One refuses delegations to other managing tenants than those you list; the other
reports every delegation. They are yours, and do not depend on this offer. First see which managing tenants you have:

\`\`\`bash
az graph query --graph-query "ManagedServicesResources | where type =~ 'microsoft.managedservices/registrationdefinitions' | summarize count() by tostring(properties.managedByTenantId)"
\`\`\`

Then list all of them but ${text(managingTenant.name)}, which is in the list already. \`[]\` means that there are none:

\`\`\`bash
az deployment mg create --management-group-id "$GROUP" --location ${region} --template-file guards.json \\
  --parameters ${OTHER_TENANTS}='["<tenant of another provider>"]'
\`\`\`

A provider that is missing keeps the access that it has, and can change nothing. To take another provider in, deploy it again.

## End it

First the policy, or it delegates again; then each delegation:

\`\`\`bash
az policy assignment delete --name ${policy} --scope "/providers/Microsoft.Management/managementGroups/$GROUP"
az policy definition delete --name ${policy} --management-group "$GROUP"
\`\`\`

In "Access control (IAM)" of the management group, remove the role Owner of the identity that is gone. In each subscription:
"Service providers", "Delegations", the bin beside the delegation. Access ends at once; sign-ins that stand may last up to an
hour. The guards are \`${GUARD_NAMES.tenants}\` and \`${GUARD_NAMES.audit}\`; they can stay.

## Is this package unchanged?

\`sha256sum --check SHA256SUMS\` names every file that is not as the provider made it. Ask the provider for the checksum of
\`SHA256SUMS\` itself by another way than the one by which you got the package.
`;
}
