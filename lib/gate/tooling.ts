/** Where definitions, approvals and prose are, below the estate's root. */
const NO_TOOLING = /^(?:offers|customers|approvals)\/|^docs\/.*\.md$|^[^/]+\.md$/;

/**
 * Whether a changed file is tooling: whatever is neither a definition nor an approval nor prose, and everything outside
 * the estate. What decides or synthesizes is among it, and a file that nobody thought of as well.
 *
 * @param path relative to the repository's root, forward slashes
 * @param estate the estate's folder in the repository; an empty text where it is the root
 */
export function isTooling(path: string, estate: string): boolean {
  if (estate === "") return !NO_TOOLING.test(path);
  return !path.startsWith(`${estate}/`) || !NO_TOOLING.test(path.slice(estate.length + 1));
}
