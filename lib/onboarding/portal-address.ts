import type { Cloud } from "../delegation/cloud.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** Host of each cloud's portal. Source: Microsoft, "Compare Azure Government and global Azure", and Azure China's pages. */
const PORTALS: Readonly<Record<Cloud, string>> = {
  public: "portal.azure.com",
  usGovernment: "portal.azure.us",
  china: "portal.azure.cn",
};

/**
 * The address of a published folder, with a slash at its end. Azure's portal reads the template from there, so it must
 * be https, without a user, a query or a fragment.
 */
export function publicFolder(text: string): Outcome<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && [url.username, url.password, url.search, url.hash].join("") === "";
  if (url?.protocol === "https:" && isPlain)
    return success(url.href.endsWith("/") ? url.href : `${url.href}/`);
  const problem = `--public-url ${JSON.stringify(text)} is not the https address of a folder`;
  return failure(
    "bad-arguments",
    problem,
    "name the address of the published output folder, such as https://packages.example.com/",
  );
}

/**
 * The address that opens the portal's form for a published template. It holds nothing that Markdown reads. Source:
 * Microsoft, "Deploy to Azure button".
 *
 * @param folder a published folder, see {@link publicFolder}
 * @param path of the package below it
 */
export function portalAddress(folder: string, path: string, cloud: Cloud): string {
  const encoded = (file: string) =>
    encodeURIComponent(`${folder}${path}/${file}`).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  const [template, form] = [encoded("template.json"), encoded("createUiDefinition.json")];
  return `https://${PORTALS[cloud]}/#create/Microsoft.Template/uri/${template}/createUIDefinitionUri/${form}`;
}
