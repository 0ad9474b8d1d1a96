import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { pathBelow, slashPath } from "../../lib/values/path-below.ts";

test.each([
  [win32, "C:\\work\\estate", "C:\\work\\estate\\customers\\a.yaml", "customers/a.yaml"],
  [win32, "C:\\work\\estate", "c:\\Work\\estate\\offers\\a.ts", "offers/a.ts"],
  [win32, "C:\\Jo Smith\\estate", "C:/Jo Smith/estate/x", "x"],
  [win32, "C:\\work", "C:\\work", ""],
  [win32, "C:\\work\\estate", "C:\\work\\other", undefined],
  // another drive has no way there, and a share neither
  [win32, "C:\\work", "D:\\work\\a", undefined],
  [win32, "C:\\work", "\\\\server\\share\\a", undefined],
  [posix, "/work/estate", "/work/estate/customers/a.yaml", "customers/a.yaml"],
  [posix, "/work", "/work", ""],
  [posix, "/work/estate", "/work", undefined],
  // names that begin with dots are no way out, and a backslash is a character
  [posix, "/work", "/work/..estate/a", "..estate/a"],
  [win32, "C:\\work", "C:\\work\\..estate\\a", "..estate/a"],
  [posix, "/work", "/work/a\\b", "a\\b"],
])("pathBelow() on %o from %s to %s", (flavour, folder, path, expected) => {
  expect(pathBelow(flavour, folder, path)).toBe(expected);
});

test("slashPath() goes upwards too, with slashes", () => {
  expect(slashPath(win32, "C:\\work\\cdktf.out\\stacks\\a", "C:\\work")).toBe("../../..");
  expect(slashPath(win32, "C:\\work", "D:\\state")).toBe("D:/state");
  expect(slashPath(posix, "/work/cdktf.out", "/work/state")).toBe("../state");
});
