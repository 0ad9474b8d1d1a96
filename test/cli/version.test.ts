import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, sampleCopy, temporaryFolder } from "../support/estates.ts";

test("keeper --version --json says what takes part in a deployment, in either order and in any folder", async () => {
  const bin = temporaryFolder();
  change(bin, {
    terra: '#!/bin/sh\n[ "$*" = \'version -json\' ] && echo \'{"terraform_version":"1.2.3"}\'\n',
  });
  chmodSync(join(bin, "terra"), 0o755);
  const environment = { TERRAFORM_BINARY_NAME: join(bin, "terra"), PATH: "/usr/bin:/bin" };
  const { code, out } = await keeper(temporaryFolder(), ["--version", "--json"], environment);
  expect(code).toBe(0);
  const versions = JSON.parse(out);
  expect(versions).toEqual({
    keeper: (await keeper(bin, ["--version"])).out.trim(),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    terraform: { program: join(bin, "terra"), version: "1.2.3" },
    packages: {
      cdktf: expect.stringMatching(/^0\.21\./),
      "cdktf-cli": expect.stringMatching(/^0\.21\./),
      constructs: expect.stringMatching(/^10\./),
      "@cdktf/provider-azurerm": expect.stringMatching(/^14\./),
      cdktn: null,
      "cdktn-cli": null,
      "@cdktn/provider-azurerm": null,
    },
    roleCatalogue: { from: "package", date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
  });
  expect((await keeper(temporaryFolder(), ["--json", "-V"], environment)).out).toBe(out);
});

test("what is missing or cannot be read is null: a bug report is possible in any state", async () => {
  const estate = sampleCopy({ "role-catalogue.json": "{", "cdktf.json": "{" });
  const { code, out } = await keeper(estate, ["--version", "--json"], {
    TERRAFORM_BINARY_NAME: "no-such-program",
  });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ terraform: { program: "no-such-program", version: null } });
  const broken = sampleCopy({ "role-catalogue.json": "{" });
  expect(JSON.parse((await keeper(broken, ["--version", "--json"], { PATH: "" })).out)).toMatchObject({
    terraform: { program: "terraform", version: null },
    roleCatalogue: { from: "estate", date: null },
  });
});

test("--version --json are these two words alone", async () => {
  expect(await keeper(sampleCopy(), ["--json"])).toMatchObject({ code: 2 });
  expect((await keeper(sampleCopy(), ["check", "--version", "--json"])).out).not.toContain("roleCatalogue");
});
