import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "./support/estates.ts";

const read = (file: string) => JSON.parse(readFileSync(join(REPOSITORY, file), "utf8"));

test.each(["package-lock.json", "docs/site/package-lock.json"])(
  "every package of %s has its integrity, on every platform, and no address of a registry",
  (file) => {
    const packages: Readonly<Record<string, { integrity?: string; resolved?: string; inBundle?: true }>> =
      read(file).packages;
    const unsafe = Object.entries(packages).filter(
      ([path, { integrity, resolved, inBundle }]) =>
        path !== "" && ((integrity === undefined && inBundle === undefined) || resolved !== undefined),
    );
    expect(unsafe.map(([path]) => path)).toEqual([]);
  },
);

test("an installation brings the loader of definitions, and with synthesis the engine: nothing else", () => {
  const { dependencies, peerDependencies } = read("package.json");
  expect(Object.keys(dependencies)).toEqual(["jiti"]);
  expect(Object.keys(peerDependencies)).toEqual(["@cdktf/provider-azurerm", "cdktf", "constructs"]);
});
