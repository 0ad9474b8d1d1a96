import { existsSync } from "node:fs";
import { posix, relative } from "node:path";
import { fileURLToPath } from "node:url";

/*
 * Which files of the repository are pages, where each stands on the site, and where the links between them lead. Files are
 * named by their paths in the repository, with slashes.
 */

/** Folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/** Documents beside docs/ that are pages, by their places on the site. */
const DOCUMENTS = {
  "README.md": "index.md",
  "docs/README.md": "contents.md",
  "docs/site/decisions.md": "decisions/index.md",
  "pipelines/README.md": "pipelines.md",
  "ARCHITECTURE.md": "architecture.md",
  "CHANGELOG.md": "changelog.md",
  "CONTRIBUTING.md": "contributing.md",
  "SECURITY.md": "security.md",
};

/** Folders that the documents link to, by the page that lists what is in them. */
const FOLDERS = { "docs/decisions": "docs/site/decisions.md" };

/** Files that are no pages, as patterns. */
export const NOT_PAGES = ["!(docs|pipelines)/**/*", ".*/**/*", "docs/site/!(api)/**/*"];

/** The place of a page on the site, such as `rules/LH001.md`. */
export function placeOf(file) {
  const place = DOCUMENTS[file] ?? file.replace(/^docs\/(?:site\/(?=api\/))?/, "");
  return place.replace(/(^|\/)README\.md$/, "$1index.md");
}

/**
 * Where a link of a page leads on the site: `/place.html#anchor`, the file at the repository's address, or undefined where
 * that is not known.
 *
 * @param repository address of the repository's files, such as `https://github.com/contoso/keeper/blob/main`
 * @throws where the file does not exist
 */
export function addressOf(link, from, repository) {
  const [path, anchor] = link.split("#");
  const hash = anchor === undefined ? "" : `#${anchor}`;
  const file = posix.join(posix.dirname(from), decodeURI(path)).replace(/\/$/, "");
  const page = FOLDERS[file] ?? file;
  if (page.endsWith(".md"))
    return `/${placeOf(page)
      .replace(/(^|\/)index\.md$/, "$1")
      .replace(/\.md$/, ".html")}${hash}`;
  if (file.startsWith("../") || !existsSync(`${REPOSITORY}${file}`))
    throw new Error(`${from} links to ${link}, which is missing`);
  return repository === undefined ? undefined : `${repository}/${encodeURI(file)}${hash}`;
}

/** The path of a file in the repository. */
export function fileOf(path) {
  return relative(REPOSITORY, path).replaceAll("\\", "/");
}
