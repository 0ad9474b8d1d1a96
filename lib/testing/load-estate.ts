import { findEstate } from "../estate/find-estate.ts";
import { catalogueFile, readRoleCatalogue } from "../estate/role-catalogue-file.ts";
import { nearest } from "../values/nearest.ts";
import { attemptAsync, take } from "../values/result.ts";
import { readDefinitions } from "../workflows/definition-side.ts";
import { customerUnderTest } from "./customer-access.ts";
import { rememberEstate } from "./grade-between.ts";
import type { EstateUnderTest } from "./under-test.ts";

/**
 * Runs the definitions of an estate, and returns the access that they request.
 *
 * @param folder the estate's folder, or one below it
 * @throws Error where there is no estate, where it cannot be read, or where it breaks a rule. The message says what to
 * do
 */
export async function loadEstate(folder: string): Promise<EstateUnderTest> {
  const read = await attemptAsync(async function* () {
    const { root } = yield* take(findEstate(folder, undefined));
    const catalogue = yield* take(readRoleCatalogue(catalogueFile(root)));
    return { ...(yield* take(await readDefinitions(root))), catalogue };
  });
  if (!read.ok) throw new Error(`${read.error.problem}\nfix: ${read.error.fix}`);
  const { side, facts, catalogue } = read.value;
  const customers = side.customers.map((access) => customerUnderTest(access, facts, catalogue));
  const estate: EstateUnderTest = {
    customers,
    customer(id) {
      const found = customers.find((customer) => customer.id === id);
      if (found !== undefined) return found;
      const near = nearest(
        id,
        customers.map((customer) => customer.id),
      );
      throw new Error(`there is no customer ${id}${near === undefined ? "" : `. Did you mean ${near}?`}`);
    },
  };
  rememberEstate(estate, read.value);
  return estate;
}
