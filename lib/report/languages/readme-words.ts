/**
 * Every word of a package's page and form in one language. A missing one is an error of the compiler. Texts are Markdown
 * where they stand in the page. Functions get texts that are escaped already.
 */
export interface ReadmeWords {
  readonly heading: (subscription: string) => string;
  readonly genericHeading: (offer: string) => string;
  readonly forWhom: (customer: string, tenant: string, subscription: string) => string;
  readonly plan: (plan: string, version: string, provider: string, tenant: string) => string;
  readonly introduction: string;
  readonly whatYouGrant: string;
  readonly consentSays: string;
  readonly to: (provider: string, tenant: string, where: string) => string;
  readonly wholeSubscription: string;
  readonly resourceGroup: (group: string) => string;
  readonly who: string;
  readonly role: string;
  readonly how: string;
  readonly mayAssign: (roles: string) => string;
  readonly deployIt: string;
  readonly whoDeploys: string;
  readonly whoChooses: string;
  readonly byScript: string;
  readonly byPortal: (subscription: string) => string;
  readonly byPortalAnywhere: string;
  /** A link to the form in Azure's portal. */
  readonly byLink: (address: string) => string;
  readonly byCommand: (command: string) => string;
  readonly byPipeline: string;
  readonly byBicep: string;
  readonly thenSendIds: string;
  readonly seeIt: string;
  readonly seeItHow: string;
  readonly endIt: string;
  readonly endByScript: string;
  readonly endByHand: string;
  readonly unchanged: string;
  readonly unchangedHow: string;
  /** The first paragraph of the form in Azure's portal. */
  readonly formHere: (subscription: string, id: string, customer: string) => string;
  readonly formAnywhere: string;
  readonly formOffer: (offer: string, provider: string, tenant: string) => string;
  readonly formMore: string;
}
