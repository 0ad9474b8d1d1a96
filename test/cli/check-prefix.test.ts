import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { prefixOf } from "../../lib/cli/verbs/check.ts";

test.each([
  [posix, { GITHUB_WORKSPACE: "/work" }, "/work/estates/north", "estates/north/"],
  [posix, { GITHUB_WORKSPACE: "/work" }, "/work", ""],
  [posix, { GITHUB_WORKSPACE: "/elsewhere" }, "/work", ""],
  [posix, {}, "/work", ""],
  [win32, { BUILD_SOURCESDIRECTORY: "D:\\a\\1\\s" }, "D:\\a\\1\\s\\estates\\north", "estates/north/"],
  // an estate on another drive than the checkout is in no repository of the platform
  [win32, { BUILD_SOURCESDIRECTORY: "D:\\a\\1\\s" }, "C:\\estate", ""],
])("prefixOf() on %o with %j in %s is %j", (flavour, environment, root, prefix) => {
  expect(prefixOf(root, environment, flavour)).toBe(prefix);
});
