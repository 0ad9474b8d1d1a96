import { addressOf, fileOf } from "./site-pages.js";

/** Links that lead to no other file of the repository: addresses, and places in the same page. */
const NO_FILE = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;

/**
 * Lets links between files of the repository lead to pages of the site, as a plug-in of markdown-it. A link to a file that
 * is no page becomes text where the repository's address is not known.
 *
 * @param repository address of the repository's files; undefined where it is not known
 */
export function linksOfSite(markdown, repository) {
  markdown.core.ruler.push("links_of_site", ({ tokens, env }) => {
    const from = fileOf(env.realPath ?? env.path);
    for (const { children } of tokens) if (children !== null) rewrite(children, from, repository);
  });
}

function rewrite(tokens, from, repository) {
  let isText = false;
  for (const token of tokens) {
    if (token.type === "link_open") {
      const link = token.attrGet("href") ?? "";
      if (NO_FILE.test(link)) continue;
      const address = addressOf(link, from, repository);
      isText = address === undefined;
      if (isText) asText(token);
      else token.attrSet("href", address);
    } else if (token.type === "link_close" && isText) {
      asText(token);
      isText = false;
    }
  }
}

/** Takes a tag out, and lets what it holds stay. */
function asText(token) {
  token.type = "text";
  token.content = "";
}
