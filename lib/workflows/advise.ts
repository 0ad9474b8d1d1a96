import { adviceOn } from "../advice/advise.ts";
import { narrowestRoles, type Want } from "../advice/narrowest-roles.ts";
import type { ProposedAdvice, ShownAdvice, WantedRoles } from "../advice/proposal.ts";
import { readWant } from "../advice/written-want.ts";
import { factsOfEstate } from "../estate/facts-of-estate.ts";
import { findEstate } from "../estate/find-estate.ts";
import { nameDirectoryOf } from "../review/base-names.ts";
import type { Estate } from "../rules/estate.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { soundEstate } from "./edited-definitions.ts";
import { fixOfName } from "./meant-name.ts";
import { ProposedMends } from "./proposed-mends.ts";
import type { World } from "./world.ts";

/** Request for advice on an estate. */
export interface AdviseRequest {
  /** Ids of customers; empty for all. */
  readonly customers: readonly string[];
  /** Capabilities or operations that roles must allow, as written by the user. */
  readonly wants: readonly string[];
}

/** Finds what could be narrower, safer or shorter in the estate around the working folder. Changes nothing. */
export function advise(request: AdviseRequest, world: World): Promise<Outcome<ShownAdvice>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const wants = yield* take(wantsOf(request.wants));
    const { estate } = yield* take(await soundEstate(folders, world));
    yield* take(knownCustomers(request.customers, estate));
    const { catalogue } = estate;
    const advice = adviceOn(estate, { customers: request.customers, wants });
    const facts = factsOfEstate(folders.root, estate);
    const mends = new ProposedMends(estate, folders.root);
    const proposed: ProposedAdvice[] = [];
    for (const each of advice) proposed.push({ advice: each, mend: yield* take(mends.of(each)) });
    return {
      advice: proposed,
      wanted: wants.length === 0 ? undefined : wantedRoles(wants, estate),
      directory: nameDirectoryOf(catalogue, facts, {
        source: "definitions",
        selection: "complete",
        customers: [],
      }),
      catalogueDate: catalogue.date,
    };
  });
}

function wantsOf(texts: readonly string[]): Outcome<Want[]> {
  return attempt(function* () {
    const wants: Want[] = [];
    for (const text of texts) {
      const want = readWant(text);
      wants.push(
        want.ok ? want.value : yield* take(failure("bad-arguments", want.error.problem, want.error.fix)),
      );
    }
    return wants;
  });
}

function knownCustomers(ids: readonly string[], { customers }: Estate): Outcome<undefined> {
  const known = customers.map(({ value }) => value.id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return success(undefined);
  const problem = `there is no customer ${JSON.stringify(unknown)}`;
  return failure("unknown-customer", problem, fixOfName(unknown, known));
}

function wantedRoles(wants: readonly Want[], { catalogue }: Estate): WantedRoles {
  const roles = narrowestRoles(wants, catalogue).map(({ role, size }) => ({
    id: role.id,
    name: role.name,
    knownOperations: size,
  }));
  return { wants, roles };
}
