import type { ReadmeWords } from "./readme-words.ts";

/** English decides where a translation differs. */
export const README_ENGLISH: ReadmeWords = {
  heading: (subscription) => `Delegation of the subscription ${subscription}`,
  genericHeading: (offer) => `Delegation of a subscription: ${offer}`,
  forWhom: (customer, tenant, subscription) =>
    `For: ${customer}, tenant ${tenant}, subscription ${subscription}.`,
  plan: (plan, version, provider, tenant) =>
    `Plan ${plan}, version ${version}, of ${provider}, tenant ${tenant}.`,
  introduction: `With these files you let a service provider work in one of your subscriptions, by Azure Lighthouse. The provider's
people stay in the provider's tenant: you create no accounts and share no passwords. Until you deploy, nothing changes.
You can end it at any time, without asking anyone.`,
  whatYouGrant: "What you grant",
  consentSays:
    "`consent.html` says it in plain words: who may do what, on which terms, what is not allowed, and how to end it.",
  to: (provider, tenant, where) => `To: ${provider}, tenant ${tenant}. On: ${where}.`,
  wholeSubscription: "the whole subscription",
  resourceGroup: (group) => `the resource group ${group}`,
  who: "who",
  role: "role",
  how: "how",
  mayAssign: (roles) => `may assign ${roles}`,
  deployIt: "Deploy it",
  whoDeploys:
    "Somebody with the role Owner on the subscription does this, as a member of your tenant. Choose one way; all create the same.",
  whoChooses: `Somebody with the role Owner on the subscription does this, as a member of your tenant. It delegates the subscription that you
choose, as a whole. Choose one way; all create the same.`,
  byScript: `**Script.** In the Cloud Shell of the Azure portal, upload this folder and run \`bash deploy.sh\` (or \`./deploy.ps1\`). It
  checks first, asks before it changes anything, and reads back what Azure has then. \`bash deploy.sh --check\` only checks.`,
  byPortal: (
    subscription,
  ) => `**Portal.** Search for "Deploy a custom template", choose "Build your own template in the editor", paste the text of
  \`template.json\`, save, choose the subscription ${subscription}, and create. In another subscription Azure refuses it.`,
  byPortalAnywhere: `**Portal.** Search for "Deploy a custom template", choose "Build your own template in the editor", paste the text of
  \`template.json\`, save, choose the subscription, and create.`,
  byLink: (address) =>
    `**[Deploy to Azure](${address})** opens the form in Azure's portal. Choose the subscription, and create.`,
  byCommand: (command) => `**Azure CLI.** \`az account set --subscription <id>\`, then ${command}.`,
  byPipeline: `**Your own pipeline.** \`main.bicep\` and \`main.tf\` create the same, under the same ids. Where the template was deployed before, rename
  \`imports.tf.txt\` to \`imports.tf\`: Terraform then takes over and changes nothing.`,
  byBicep: "**Your own pipeline.** `main.bicep` creates the same, under the same ids.",
  thenSendIds: "Then send the provider the ids of your tenant and of the subscription.",
  seeIt: "See what is there",
  seeItHow: `\`bash deploy.sh --verify\` compares Azure with this package. In the portal: "Service providers", then "Delegations". What the
provider does is in the activity log of the subscription.`,
  endIt: "End it",
  endByScript: "Run `bash remove.sh` (or `./remove.ps1`).",
  endByHand: `In the portal: "Service providers", "Delegations", the bin beside the delegation. Access ends at once; sign-ins that stand may
last up to an hour.`,
  unchanged: "Is this package unchanged?",
  unchangedHow: `\`sha256sum --check SHA256SUMS\` names every file that is not as the provider made it. Ask the provider for the checksum of
\`SHA256SUMS\` itself by another way than the one by which you got the package.`,
  formHere: (subscription, id, customer) =>
    `This delegates the subscription ${subscription} (${id}) of ${customer} to a service provider.`,
  formAnywhere: "This delegates the subscription that you choose to a service provider.",
  formOffer: (offer, provider, tenant) => `${offer}: to ${provider} (tenant ${tenant}).`,
  formMore: "README.md beside the template says who gets which role, and how to end it.",
};
