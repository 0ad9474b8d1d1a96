import { CAPABILITY_CODES, type CapabilityCode } from "../capabilities/capabilities.ts";
import type { HeldCapability } from "../capabilities/decide.ts";
import type { NamedPrincipal, RegisteredAccessPolicy } from "../delegation/registration.ts";
import { canonical } from "../values/canonical-json.ts";
import type { ConsentChange, ConsentPrincipal, Holding } from "./consent-sheet.ts";

/**
 * Differences for each principal, capability by capability. Each says how the capability is held before and after, and
 * the conditions of access on request. What managed identities may be given counts as held.
 */
export function consentChanges(
  before: readonly ConsentPrincipal[],
  after: readonly ConsentPrincipal[],
): ConsentChange[] {
  const [old, now] = [before, after].map((each) => new Map(each.map((one) => [one.principal.id, one])));
  const ids = [...new Set([...(now?.keys() ?? []), ...(old?.keys() ?? [])])];
  return ids.flatMap((id) => {
    const [was, is] = [old?.get(id), now?.get(id)];
    const principal = (is ?? was)?.principal;
    return principal === undefined ? [] : principalChanges(principal, was, is);
  });
}

function principalChanges(
  principal: NamedPrincipal,
  before: ConsentPrincipal | undefined,
  after: ConsentPrincipal | undefined,
): ConsentChange[] {
  const changes = CAPABILITY_CODES.flatMap((code): ConsentChange[] => {
    const [was, is] = [holdingOf(before, code), holdingOf(after, code)];
    const services = servicesChanged(was.services, is.services);
    if (was.holding === is.holding && (services === "same" || is.holding === "no")) return [];
    return [{ kind: "capability", principal, code, before: was.holding, after: is.holding, services }];
  });
  const [was, is] = [policiesOf(before), policiesOf(after)];
  const conditions = was.length > 0 && is.length > 0 && canonical(was) !== canonical(is);
  return conditions ? [...changes, { kind: "conditions", principal, before: was, after: is }] : changes;
}

interface Held {
  readonly holding: Holding;
  readonly services: ReadonlySet<string>;
}

function holdingOf(principal: ConsentPrincipal | undefined, code: CapabilityCode): Held {
  const terms = principal?.terms ?? [];
  const of = (isStanding: boolean) =>
    servicesOf(
      terms
        .filter(({ policy }) => (policy === undefined) === isStanding)
        .flatMap(({ allows }) => [...allows.held, ...allows.handedOut]),
      code,
    );
  const [standing, eligible] = [of(true), of(false)];
  const holding = standing.size > 0 ? "standing" : eligible.size > 0 ? "on-request" : "no";
  return { holding, services: new Set([...standing, ...eligible]) };
}

function servicesOf(held: readonly HeldCapability[], code: CapabilityCode): Set<string> {
  return new Set(
    held
      .filter((each) => each.code === code)
      .flatMap(({ services }) =>
        services.map(({ service, conditions }) => JSON.stringify([service, conditions])),
      ),
  );
}

/** What is both gained and lost counts as gained. A reader must not take it for less. */
function servicesChanged(before: ReadonlySet<string>, after: ReadonlySet<string>): "more" | "fewer" | "same" {
  if ([...after].some((each) => !before.has(each))) return "more";
  return [...before].some((each) => !after.has(each)) ? "fewer" : "same";
}

function policiesOf(principal: ConsentPrincipal | undefined): RegisteredAccessPolicy[] {
  return (principal?.terms ?? []).flatMap(({ policy }) => policy ?? []);
}
