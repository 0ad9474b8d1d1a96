import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, keeper, snapshot, temporaryFolder } from "../support/estates.ts";
import { armLists, grant, guidOf } from "./arm-fleet.ts";

/*
 * Types of principals: looked up by an `az` on PATH that answers as az does, else "unknown".
 */

const LISTS = armLists([
  { customer: 1, authorizations: [grant(1, "reader"), grant(2, "deletes"), grant(3, "support")] },
]);

/** A folder with Azure's lists and an `az`, and what az was asked. */
function withAz(tenantId: string) {
  const folder = temporaryFolder();
  change(folder, LISTS);
  const log = join(folder, "asked");
  const answer = (id: string, type: string) =>
    `*${id}*) echo '{"@odata.type":"#microsoft.graph.${type}","id":"${id}"}' ;;`;
  const account = { id: guidOf("b", 1), tenantId, isDefault: true, state: "Enabled" };
  writeFileSync(
    join(folder, "az"),
    `#!/bin/sh
echo "$*" >> '${log}'
case "$*" in
"cloud show"*) echo '{"name":"AzureCloud"}' ;;
"account list"*) echo '${JSON.stringify([account])}' ;;
${answer(guidOf("1", 1), "group")}
${answer(guidOf("1", 2), "servicePrincipal")}
*) echo "ERROR: Not Found" >&2; exit 1 ;;
esac
`,
  );
  chmodSync(join(folder, "az"), 0o755);
  const adopt = (...words: readonly string[]) =>
    keeper(folder, ["adopt", "azure", "--output", ".", "--yaml", ...words], {
      PATH: `${folder}:/usr/bin:/bin`,
    });
  const offer = () => snapshot(folder)["offers/bellows-operations.yaml"] ?? "";
  const asked = () => (existsSync(log) ? readFileSync(log, "utf8") : "");
  return { folder, adopt, offer, asked };
}

test("types that Graph knows are written, and only the others are unknown", async () => {
  const { folder, adopt, offer, asked } = withAz(guidOf("a", 1));
  const ran = await adopt();
  expect(ran, ran.err).toMatchObject({ code: 0 });
  expect(offer().match(/type: \w+/g)).toEqual(["type: Group", "type: ServicePrincipal", "type: unknown"]);
  expect(ran.out).toContain('1 principal has type "unknown"');
  expect(asked()).toContain(
    `rest --method get --url https://graph.microsoft.com/v1.0/directoryObjects/${guidOf("1", 3)}`,
  );
  expect((await keeper(folder, ["check"])).err.match(/warning LH078/g)).toHaveLength(1);
});

test("az of another tenant is not asked for principals, and with --offline az is not run", async () => {
  const other = withAz(guidOf("a", 2));
  expect(await other.adopt()).toMatchObject({ code: 0 });
  expect(other.offer().match(/type: unknown/g)).toHaveLength(3);
  expect(other.asked()).not.toContain("rest");
  const offline = withAz(guidOf("a", 1));
  expect(await offline.adopt("--offline")).toMatchObject({ code: 0 });
  expect(offline.offer().match(/type: unknown/g)).toHaveLength(3);
  expect(offline.asked()).toBe("");
});
