import { BY_WAY_OF, FOR_LAYMEN } from "../../capabilities/sentences.ts";
import type { CustomerWords } from "./customer-words.ts";

/** English decides where a translation differs. */
export const ENGLISH: CustomerWords = {
  consent: {
    notReviewed: undefined,
    sheet: "Consent sheet",
    forWhom: (customer) => `For the security officer of ${customer}`,
    forAnyCustomer: "For your security officer",
    title: (provider) => `What ${provider} may do in your Azure subscriptions`,
    provider: "Provider",
    offer: "Offer",
    planAndVersion: (plan, version) => `plan ${plan}, version ${version}`,
    where: "Where",
    tenant: "tenant",
    wholeSubscription: (subscription) => `the whole subscription ${subscription}`,
    chosenSubscription: "the whole subscription that you choose",
    resourceGroup: (group, subscription) => `the resource group ${group} of the subscription ${subscription}`,
    inShort: "In short",
    atAllTimes: "At all times they may",
    onRequestOnly: "On request only they may also",
    nothing: "nothing",
    changesSince: (version) => `What changes since version ${version}`,
    noChanges: (version) => `Nothing that people may do changes since version ${version}.`,
    notCompared: (version) => `This plan has no other version ${version} to compare with.`,
    needsAgreement: "needs your agreement",
    before: (version) => `version ${version}`,
    now: (version) => `version ${version}`,
    more: "more",
    less: "less",
    holding: { no: "no", "on-request": "on request", standing: "at all times" },
    moreServices: "more services",
    fewerServices: "fewer services",
    conditions: "Conditions of access on request",
    whoMayWhat: "Who may do what",
    who: "Who at the provider",
    may: "May",
    when: "When",
    kinds: { Group: "group", User: "one person", ServicePrincipal: "a program", unknown: "not known" },
    onRequest: (duration) => `on request, for at most ${duration}`,
    hours: (hours, minutes) =>
      [hours > 0 ? `${hours} h` : "", minutes > 0 ? `${minutes} min` : ""]
        .filter((part) => part !== "")
        .join(" "),
    secondFactor: "second factor at sign-in",
    noSecondFactor: "no second factor",
    approvedBy: (approvers) => `approved by ${approvers}`,
    noSecondPerson: "no second person",
    handsOut: "May let your own systems",
    unknownRole: "may be able to do anything: a role of this offer is not known here",
    uncovered: (operations) =>
      operations === 1
        ? "and one more operation that no sentence covers"
        : `and ${operations} more operations that no sentence covers`,
    groupMembers: (provider) =>
      `${provider} decides who is in a group. Each member acts under a personal name, which your activity log shows.`,
    doesNotAllow: "What this does not allow",
    notAllowedAsOf: (day) => `Worked out from this very version and the meaning of Azure's roles on ${day}.`,
    nothingExcluded: "Nothing can be excluded for certain: this version gives wide access.",
    couldLeadTo: "What it could lead to",
    noKnownWay: "No way is known by which these rights lead to more.",
    byWay: (way, reaches) => `By ${way}: ${reaches}.`,
    knownWaysOnly: "These are the known ways, not all ways.",
    others: (number) => `${number} more`,
    seeActivity: "See what is done",
    seeActivityHow:
      "In Azure's portal: Monitor, Activity log; “Event initiated by” shows who. As a query on your log workspace:",
    readingIsNotLogged: "Reading is not in the activity log.",
    endIt: "End it at any time",
    endByHand:
      "In Azure's portal: Service providers, Delegations, the bin beside the delegation. You need the role Owner, and no one's consent.",
    endByCommand: "By command:",
    agreement: "Your agreement",
    agree: (offer, version) => `We agree to ${offer}, version ${version}, as this sheet describes it.`,
    nameAndFunction: "Name, function",
    date: "Date",
    signature: "Signature",
    covers: (digest) => `This covers exactly this access: ${digest}`,
    behindTheWords: "The operations behind the words",
    roles: "Roles",
    note: (number) => `note ${number}`,
    capabilities: FOR_LAYMEN,
    cannot: {
      "no-access-management": "decide who has access, or take yours away",
      "no-stored-data": "read or change stored data (logs are named apart)",
      "no-keys": "obtain keys, tokens or passwords",
      "no-code": "run programs on your systems",
      "no-deletion": "delete anything",
      "no-weakening-of-security": "weaken records, warnings, protection or backups",
      "only-reading": "do more than look",
      "no-logs": "read logs",
      "no-costs": "see or cause costs",
    },
    ways: BY_WAY_OF,
  },
  readme: {
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
  },
};
