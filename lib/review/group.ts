import type { AccessGrant } from "../access/access-grant.ts";
import { parseScopeId } from "../delegation/scope.ts";
import {
  type AccessChange,
  type ChangeGroup,
  type CoveringGrant,
  type CustomerChange,
  placeOf,
} from "./access-change.ts";
import { joinAll, joinFlags } from "./grade.ts";
import { byRisk } from "./risk.ts";

/**
 * Groups customers with the same changes. Such changes differ in subscription, resource group and ids alone. A customer
 * with one change in three subscriptions equals a customer with it in one.
 */
export function groupChanges(customers: readonly CustomerChange[]): ChangeGroup[] {
  const shapes = shapesOf(customers);
  const groups = new Map<string, { readonly first: CustomerChange; readonly ids: string[] }>();
  for (const each of customers) {
    const key = shapeOf(each, shapes);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: each, ids: [each.customer] });
    else group.ids.push(each.customer);
  }
  const found = [...groups.values()].map(({ first, ids }): ChangeGroup => {
    const distinct = distinctChanges(first.changes, shapes);
    const changes = distinct.map(({ change }) => change);
    return {
      grade: joinAll(changes.map(({ grade }) => grade)),
      flags: joinFlags(changes.flatMap(({ flags }) => flags)),
      changes,
      places: distinct.map(({ places }) => places),
      customers: ids,
    };
  });
  // equal risks: small groups first, because outliers are likely mistakes
  return byRisk(
    found.sort((a, b) => a.customers.length - b.customers.length),
    ({ changes }) => changes,
  );
}

interface Placed {
  readonly change: AccessChange;
  readonly places: string[];
}

function distinctChanges(changes: readonly AccessChange[], shapes: Shapes): Placed[] {
  const found = new Map<number, Placed>();
  for (const change of changes) {
    const key = shapes.numberOf(change);
    const placed = found.get(key) ?? { change, places: [] };
    found.set(key, placed);
    if (!placed.places.includes(placeOf(change))) placed.places.push(placeOf(change));
  }
  return [...found.values()];
}

function shapeOf({ presence, changes }: CustomerChange, shapes: Shapes): string {
  return [
    presence,
    ...new Set(changes.map((change) => shapes.numberOf(change)).sort((a, b) => a - b)),
  ].join();
}

/** Numbers of shapes, from 0. A change's shape is a long text: it is made once, and only its number is kept. */
export class Shapes {
  readonly #numbers = new Map<string, number>();
  readonly #known = new WeakMap<AccessChange, number>();

  /** The number of a change's shape. Equal for changes that differ in subscription, resource group and ids alone. */
  numberOf(change: AccessChange): number {
    const known = this.#known.get(change);
    if (known !== undefined) return known;
    const shape = shapeOfChange(change);
    const number = this.#numbers.get(shape) ?? this.#numbers.size;
    this.#numbers.set(shape, number);
    this.#known.set(change, number);
    return number;
  }
}

const known = new WeakMap<readonly CustomerChange[], Shapes>();

/** The shapes of a review's changes, one object for each list of customers. Groups and net changes share them. */
export function shapesOf(customers: readonly CustomerChange[]): Shapes {
  const shapes = known.get(customers) ?? new Shapes();
  known.set(customers, shapes);
  return shapes;
}

function shapeOfChange(change: AccessChange): string {
  switch (change.kind) {
    case "grant-added":
      return shape(change, [grantShape(change.after), change.difference, change.coveredBy.map(coverShape)]);
    case "grant-removed":
      return shape(change, [grantShape(change.before), change.difference, change.coveredBy.map(coverShape)]);
    case "grant-altered":
    case "grant-restated":
      return shape(change, [grantShape(change.before), grantShape(change.after)]);
    case "definition-added":
      return shape(change, [withoutIds(change.after)]);
    case "definition-removed":
      return shape(change, [withoutIds(change.before)]);
    case "definition-changed":
      return shape(change, [withoutIds(change.before), withoutIds(change.after), change.replacement]);
    case "assignment-added":
      return shape(change, [scopeShape(change.after.scope)]);
    case "assignment-removed":
      return shape(change, [scopeShape(change.before.scope)]);
    case "subscription-added":
      return shape(change, []);
    case "subscription-vanished":
      return shape(change, change.leftStanding.map(grantShape));
  }
}

function shape(change: AccessChange, facts: readonly unknown[]): string {
  return JSON.stringify([change.kind, change.grade, change.flags, facts]);
}

function withoutIds<T extends { readonly registrationDefinitionId: string; readonly subscriptionId: string }>(
  definition: T,
): T {
  return { ...definition, registrationDefinitionId: "", subscriptionId: "" };
}

/** A grant without ids and place. Names stay: names of unknown principals are shown, and one may be an impostor's. */
function grantShape(grant: AccessGrant): AccessGrant {
  return {
    ...grant,
    scope: scopeShape(grant.scope),
    registrationDefinitionId: "",
    registrationAssignmentId: "",
  };
}

function coverShape({ grant, fate }: CoveringGrant): unknown {
  return [grantShape(grant), fate];
}

function scopeShape(scope: string): string {
  return parseScopeId(scope)?.resourceGroup === undefined ? "subscription" : "resource group";
}
