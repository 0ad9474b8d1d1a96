import { AZURE_CLOUD_NAMES, type Cloud } from "../delegation/cloud.ts";
import { isObject, objectAt } from "../values/json-object.ts";

/** Addresses of the services of a cloud that are asked. Without a final slash. */
export interface AzureEndpoints {
  readonly cloud: Cloud;
  /** Azure Resource Manager; Resource Graph is asked there too. */
  readonly resourceManager: string;
  /** Microsoft Entra ID. */
  readonly login: string;
  /** Audience of access tokens for Resource Manager. */
  readonly audience: string;
  /** Microsoft Graph, the directory; the audience of its access tokens too. */
  readonly microsoftGraph: string;
}

/** Addresses of every cloud (azurerm and Azure CLI have the same). */
export const AZURE_ENDPOINTS: Readonly<Record<Cloud, AzureEndpoints>> = {
  public: {
    cloud: "public",
    resourceManager: "https://management.azure.com",
    login: "https://login.microsoftonline.com",
    audience: "https://management.azure.com",
    microsoftGraph: "https://graph.microsoft.com",
  },
  usGovernment: {
    cloud: "usGovernment",
    resourceManager: "https://management.usgovcloudapi.net",
    login: "https://login.microsoftonline.us",
    audience: "https://management.usgovcloudapi.net",
    microsoftGraph: "https://graph.microsoft.us",
  },
  china: {
    cloud: "china",
    resourceManager: "https://management.chinacloudapi.cn",
    login: "https://login.chinacloudapi.cn",
    audience: "https://management.chinacloudapi.cn",
    microsoftGraph: "https://microsoftgraph.chinacloudapi.cn",
  },
};

/** The cloud with one of Azure's own names; undefined for any other name. */
export function cloudNamed(name: string): Cloud | undefined {
  return (Object.keys(AZURE_CLOUD_NAMES) as Cloud[]).find((each) => AZURE_CLOUD_NAMES[each] === name);
}

/**
 * Reads the answer of a metadata host (`/metadata/endpoints?api-version=2022-09-01`): one cloud. Undefined where it has
 * another form, names an unknown cloud, or an address without HTTPS.
 */
export function endpointsIn(metadata: unknown): AzureEndpoints | undefined {
  const { authentication, ...rest } = isObject(metadata) ? metadata : {};
  const { loginEndpoint, audiences } = objectAt(authentication);
  const cloud = cloudNamed(String(rest["name"]));
  const [resourceManager, login, audience, microsoftGraph] = [
    rest["resourceManager"],
    loginEndpoint,
    Array.isArray(audiences) ? audiences[0] : undefined,
    rest["microsoftGraphResourceId"],
  ].map(secureAddress);
  if (cloud === undefined || !resourceManager || !login || !audience) return undefined;
  // a host that names no directory leaves the cloud's own
  const graph = microsoftGraph ?? AZURE_ENDPOINTS[cloud].microsoftGraph;
  return { cloud, resourceManager, login, audience, microsoftGraph: graph };
}

function secureAddress(value: unknown): string | undefined {
  return typeof value === "string" && URL.canParse(value) && value.startsWith("https://")
    ? value.replace(/\/+$/, "")
    : undefined;
}
