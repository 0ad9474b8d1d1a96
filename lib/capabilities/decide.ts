import { allows, type Block } from "../permissions/block.ts";
import { covers, intersect, intersection } from "../permissions/intersect.ts";
import { Pattern } from "../permissions/pattern.ts";
import { includes, type Permissions } from "../permissions/permissions.ts";
import { Effort } from "../permissions/search.ts";
import { exampleOf, type Term, tidy } from "../permissions/term.ts";
import { CAPABILITIES, CAPABILITY_CODES, type CapabilityCode } from "./capabilities.ts";
import type { Requirement } from "./capability.ts";
import { actionsNear, requirementBlock } from "./compiled.ts";

/** A service for which a capability is held. */
export interface HeldService {
  readonly service: string;
  /** The conditions of which one must hold; empty where it is held without any. */
  readonly conditions: readonly string[];
}

/** A capability that permissions have. */
export interface HeldCapability {
  readonly code: CapabilityCode;
  /** Services that decide it, in the order of the table; never empty. */
  readonly services: readonly HeldService[];
  /** Whether every service of the table is held. */
  readonly isComplete: boolean;
}

/**
 * Capabilities that permissions have, in the order of the table. Exact: decided over all strings by the algebra of
 * permissions, never by a role's name. Where a search is given up, the capability counts as held. Roles that the
 * catalogue does not know add nothing here; callers must report `unknownRoles`.
 *
 * @param effort the budget of all searches together
 */
export function heldCapabilities(permissions: Permissions, effort: Effort = new Effort()): HeldCapability[] {
  return CAPABILITY_CODES.flatMap((code) => {
    const { requirements } = CAPABILITIES[code];
    const services = requirements.flatMap(
      (requirement) => heldService(permissions, requirement, effort) ?? [],
    );
    return services.length === 0
      ? []
      : [{ code, services, isComplete: services.length === requirements.length }];
  });
}

/** What `held` has and `others` do not, service by service. */
export function capabilitiesBeyond(
  held: readonly HeldCapability[],
  others: readonly HeldCapability[],
): HeldCapability[] {
  return held.flatMap((capability) => {
    const known = others.filter(({ code }) => code === capability.code).flatMap((each) => each.services);
    const services = capability.services.filter(
      ({ service, conditions }) =>
        !known.some((each) => each.service === service && isUnder(conditions, each.conditions)),
    );
    return services.length === 0 ? [] : [{ ...capability, services }];
  });
}

/** Whether what holds under some conditions also holds under others. Without any, it always holds. */
function isUnder(conditions: readonly string[], others: readonly string[]): boolean {
  if (others.length === 0) return true;
  return conditions.length > 0 && conditions.every((each) => others.includes(each));
}

/**
 * Whether permissions allow an operation that a pattern matches. Counts either plane, also under a condition. Exact;
 * true where the search is given up.
 */
export function allowsSome({ blocks, unknownRoles }: Permissions, pattern: string): boolean {
  if (unknownRoles.length > 0) return true;
  return blocks.some((block) => {
    const { plane, identity } = block;
    const wanted = { plane, identity, actions: [new Pattern(pattern)], notActions: [], condition: null };
    return overlaps(block, wanted, new Effort());
  });
}

/**
 * Whether permissions have a capability without a condition, for any or the named service. False where the search is
 * given up, unlike {@link heldCapabilities}: what is not proven is not promised.
 */
export function provesCapability(permissions: Permissions, code: CapabilityCode, service?: string): boolean {
  const effort = new Effort();
  const isHeld = CAPABILITIES[code].requirements
    .filter((requirement) => service === undefined || requirement.service === service)
    .some((requirement) => heldService(permissions, requirement, effort)?.conditions.length === 0);
  return isHeld && effort.left >= 0;
}

/** The service, where permissions meet its requirement; else undefined. */
function heldService(
  permissions: Permissions,
  requirement: Requirement,
  effort: Effort,
): HeldService | undefined {
  const { service } = requirement;
  const onPlane = permissions.blocks.filter(({ plane }) => plane === requirement.plane);
  const unconditional = onPlane.filter(({ condition }) => condition === null);
  if (meets(unconditional, requirement, effort)) return { service, conditions: [] };
  const conditions = [...new Set(onPlane.flatMap(({ condition }) => condition ?? []))];
  if (conditions.length === 0 || !meets(onPlane.map(withoutCondition), requirement, effort)) return undefined;
  return { service, conditions };
}

/** Whether unconditional blocks meet a requirement. */
function meets(blocks: readonly Block[], requirement: Requirement, effort: Effort): boolean {
  const wanted = requirementBlock(requirement);
  if (requirement.needs === "any") return blocks.some((block) => overlaps(block, wanted, effort));
  return includes({ blocks, unknownRoles: [] }, { blocks: [wanted], unknownRoles: [] }, effort);
}

/** Whether a block allows an operation that the requirement counts. True where the search is given up. */
function overlaps(block: Block, wanted: Block, effort: Effort): boolean {
  return wanted.actions.some((operation) => {
    const near = actionsNear(block, operation);
    if (!effort.spend(near.length)) return true;
    const candidates = near.filter((action) => intersect(action, operation));
    if (operation.literal) return candidates.length > 0 && allows(block, operation.text);
    return candidates.some((action) => {
      const parts = intersection(action, operation, effort);
      const except = [...wanted.notActions, ...block.notActions];
      return parts === undefined || parts.some((pattern) => isFilled({ pattern, except }, effort));
    });
  });
}

/** Whether an operation matches the term; true where the search is given up. */
function isFilled(term: Term, effort: Effort): boolean {
  if (!effort.spend(term.except.length)) return true;
  const tidied = tidy(term);
  if (tidied.except.some((each) => covers(each, term.pattern))) return false;
  return exampleOf(tidied, effort).kind !== "none";
}

function withoutCondition(block: Block): Block {
  return { ...block, condition: null };
}
