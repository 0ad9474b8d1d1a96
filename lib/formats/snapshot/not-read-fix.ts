import { AZURE_CLOUD_NAMES, type Cloud } from "../../delegation/cloud.ts";
import type { Guid } from "../../values/guid.ts";
import type { NotRead, NotReadCode } from "./not-read.ts";
import type { AskedSubscription, Snapshot } from "./snapshot.ts";

/** Where something could not be read. */
export interface NotReadPlace {
  /** The tenant that was to be signed in to. @default - none could be */
  readonly askedBy?: Guid | undefined;
  /** Its cloud. @default - not known */
  readonly cloud?: Cloud | undefined;
  readonly subscriptionId?: Guid | undefined;
  /** The customer's tenant. @default - not known */
  readonly customerTenantId?: Guid | undefined;
}

/** Where a subscription of a snapshot could not be read. */
export function placeOfSubscription(
  { id, askedBy, tenantId }: AskedSubscription,
  { tenants }: Pick<Snapshot, "tenants">,
): NotReadPlace {
  const cloud = tenants.find((each) => each.id === askedBy)?.cloud;
  return { askedBy, cloud, subscriptionId: id, customerTenantId: tenantId };
}

/** The folder that Azure CLI's configuration for each cloud may be in. */
const CLI_FOLDERS: Readonly<Record<Cloud, string>> = {
  public: "~/.azure-public",
  usGovernment: "~/.azure-us-government",
  china: "~/.azure-china",
};

const LATER = "run keeper fetch again later";

/** Fixes for a part that could not be read, in the imperative. With the command where there is one. */
const FIXES = {
  "sign-in-needed": (place) => `az login --tenant ${tenantOf(place)}`,
  "sign-in-refused": (place) =>
    `register the application in tenant ${tenantOf(place)} and give it a credential there, or name another tenant with --tenant`,
  "other-cloud": ({ cloud, ...place }) => {
    const [name, folder] =
      cloud === undefined
        ? ["<the tenant's cloud>", "<folder>"]
        : [AZURE_CLOUD_NAMES[cloud], CLI_FOLDERS[cloud]];
    return `keeper never changes the cloud of Azure CLI; give the other cloud a configuration of its own: export AZURE_CONFIG_DIR=${folder}; az cloud set --name ${name}; az login --tenant ${tenantOf(place)}`;
  },
  "access-denied": (place) => `give the identity the role Reader there, or ${byCustomer(place)}`,
  "not-delegated": (place) => byCustomer(place),
  "not-found": () => "check the id; a subscription that was deleted can leave the definitions",
  "token-refused": (place) => `sign in again: az login --tenant ${tenantOf(place)}`,
  throttled: () => LATER,
  "service-failed": () => LATER,
  unreachable: () => `check the connection, and ${LATER}`,
  "answer-unexpected": () => `${LATER}; where it stays, report it with the version of keeper`,
  "no-managing-tenant": () =>
    "name the managing tenant: keeper fetch --activity-log --tenant <managing tenant id>",
} satisfies Readonly<Record<NotReadCode, (place: NotReadPlace) => string>>;

/** Says what to do about a part that could not be read. */
export function notReadFix({ code }: NotRead, place: NotReadPlace): string {
  return FIXES[code](place);
}

function tenantOf({ askedBy, customerTenantId }: NotReadPlace): string {
  return askedBy ?? customerTenantId ?? "<tenant id>";
}

function byCustomer({ customerTenantId = "<customer tenant id>", subscriptionId }: NotReadPlace): string {
  const subscription = subscriptionId === undefined ? "" : ` --subscription ${subscriptionId}`;
  return `sign in to the customer's tenant: az login --tenant ${customerTenantId}; keeper fetch${subscription} --tenant ${customerTenantId} --output azure-customer`;
}
