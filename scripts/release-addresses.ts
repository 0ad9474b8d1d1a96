import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/*
 * Writes the addresses of repository, README and issues into the package.json of the working folder, from what the platform
 * says of the repository that is released. They are no constants: whoever takes the repository elsewhere releases from there.
 */

const {
  GITHUB_SERVER_URL = "",
  GITHUB_REPOSITORY = "",
  GITHUB_REF_TYPE = "",
  GITHUB_REF_NAME = "",
} = process.env;

if (
  !/^https:\/\/[a-z0-9.-]+(?::\d+)?$/.test(GITHUB_SERVER_URL) ||
  !/^[\w.-]+\/[\w.-]+$/.test(GITHUB_REPOSITORY) ||
  GITHUB_REF_TYPE !== "tag" ||
  !/^v[\w.+-]+$/.test(GITHUB_REF_NAME)
) {
  console.error(
    "package.json is left as it is: GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_REF_TYPE and GITHUB_REF_NAME name no tag of a repository",
  );
  process.exit(2);
}

const file = join(process.cwd(), "package.json");
const address = `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
const manifest = {
  ...JSON.parse(readFileSync(file, "utf8")),
  repository: { type: "git", url: `git+${address}.git` },
  // the documents of this version are beside it
  homepage: `${address}/blob/${GITHUB_REF_NAME}/README.md`,
  bugs: { url: `${address}/issues` },
};
writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
