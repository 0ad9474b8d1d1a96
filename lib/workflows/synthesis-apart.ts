import type { Customer } from "../delegation/customer.ts";
import type { EstateFolders } from "../estate/find-estate.ts";
import { hasErrors } from "../rules/check.ts";
import { concerningSynthesis } from "../rules/concerning-synthesis.ts";
import type { Estate, Located } from "../rules/estate.ts";
import type { Finding } from "../rules/finding.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import { type CheckedEstate, checkedForSynthesis } from "./checked-estate.ts";
import type { World } from "./world.ts";

/**
 * Customers that can be synthesized alone, where errors stop a synthesis of everything. Undefined where nothing stops
 * it. Errors that are about no customer leave none.
 *
 * @param ids customers whose files can be read
 */
export function synthesizedApart(
  ids: readonly string[],
  { estate, result }: CheckedEstate,
  folders: EstateFolders,
  world: World,
): Promise<Outcome<string[] | undefined>> {
  return attemptAsync(async function* () {
    if (!hasErrors(concerningSynthesis(result, estate).findings)) return undefined;
    let left = estate.customers.filter(({ value }) => ids.includes(value.id));
    while (left.length > 0) {
      const selection = left.map(({ value }) => value.id);
      // the check of `keeper synth` itself: what is named here must work when it is typed
      const { findings } = (yield* take(await checkedForSynthesis(folders, selection, world))).result;
      const errors = findings.filter(({ severity }) => severity === "error");
      if (errors.length === 0) return selection;
      const sound = left.filter((each) => !errors.some((error) => isAbout(error, each, estate)));
      if (sound.length === left.length) return [];
      left = sound;
    }
    return [];
  });
}

/**
 * Whether a finding is about a customer. It is about its file, or about an offer, or its version, on which it delegates
 * scopes.
 */
export function isAbout(
  { at }: Finding,
  { value: customer, file }: Located<Customer>,
  { offers }: Pick<Estate, "offers">,
): boolean {
  if (at.file === file) return true;
  const offer = offers.find((each) => each.file === at.file)?.value;
  const [plans, plan, versions, version] = at.path;
  const isOfVersion = plans === "plans" && versions === "versions";
  return customer.delegations.some(
    (each) =>
      each.offer === offer?.id &&
      each.scopes.length > 0 &&
      (!isOfVersion || (each.plan === plan && each.version === version)),
  );
}
