import { type AccessGrant, sortGrants } from "../delegation/access-grant.ts";
import type { CustomerAccess } from "../delegation/access-side.ts";
import { compareText, type Guid } from "../delegation/identifiers.ts";
import type { Read } from "./problem.ts";
import { readStack } from "./stack.ts";

/*
 * A fleet's stacks differ in little: the customer's id and name, its tenant, subscriptions, and the ids of definitions
 * and assignments. Reading 10,000 stacks part by part takes a second and a half; most of them need not be. A stack that
 * was read and allowed becomes a shape: its text with holes where those stand. A text that is the shape with other values
 * in the holes, of the same kind, all different from each other and from every GUID outside the holes, is allowed for
 * the same reasons, and grants the same with those values put in. Whatever differs in anything else is read part by part.
 */

/** Shapes that are kept; fleets have a few. */
const MOST_SHAPES = 32;

/** What may stand in a name's hole: text that JSON, Terraform and cdktf take for nothing else. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9 .-]{0,98}[A-Za-z0-9]$/;

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const WHOLE_GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const GUID_LENGTH = 36;

/** Reads stacks as `readStack` does, remembering the shapes of those that it has read. */
export class StackShapes {
  #shapes: Shape[] = [];

  /** Exactly what `readStack` gives for the same stack. */
  read(customer: string, text: string): Read<CustomerAccess> {
    for (const shape of this.#shapes) {
      const values = shape.match(customer, text);
      if (values !== undefined) return { ok: true, value: shape.filled(customer, values) };
    }
    const read = readStack(customer, text);
    const shape = read.ok ? Shape.of(customer, text, read.value) : undefined;
    if (shape !== undefined) this.#shapes = [shape, ...this.#shapes].slice(0, MOST_SHAPES);
    return read;
  }
}

class Shape {
  readonly #segments: readonly string[];
  /** What stood in the hole after each segment. */
  readonly #holes: readonly string[];
  readonly #customer: string;
  readonly #name: string;
  /** GUIDs outside the holes. */
  readonly #fixed: ReadonlySet<string>;
  readonly #access: CustomerAccess;

  private constructor(
    holes: readonly string[],
    segments: readonly string[],
    access: CustomerAccess,
    name: string,
  ) {
    this.#holes = holes;
    this.#segments = segments;
    this.#access = access;
    this.#customer = access.customer;
    this.#name = name;
    this.#fixed = new Set(segments.join("\n").match(GUID) ?? []);
  }

  static of(customer: string, text: string, access: CustomerAccess): Shape | undefined {
    const tenant = /lower\(self\.tenant_id\) == \\"([0-9a-f-]{36})\\"/.exec(text)?.[1];
    const name = /"customer": \{\n {6}"name": "([^"]+)"/.exec(text)?.[1];
    if (tenant === undefined || name === undefined || !PLAIN_NAME.test(name)) return undefined;
    const guids = [
      tenant,
      ...access.subscriptionIds,
      ...access.definitions.map(({ registrationDefinitionId }) => registrationDefinitionId),
      ...access.assignments.map(({ registrationAssignmentId }) => registrationAssignmentId),
    ];
    // the longest first, so that a name that holds the id is taken whole
    const values = [...new Set([...guids, customer, name])].sort((a, b) => b.length - a.length);
    const pieces = text.split(new RegExp(`(${values.map(escaped).join("|")})`));
    const shape = new Shape(
      pieces.filter((_, index) => index % 2 === 1),
      pieces.filter((_, index) => index % 2 === 0),
      access,
      name,
    );
    return shape.#holdsFor(canaries([customer, name, ...new Set(guids)])) ? shape : undefined;
  }

  /**
   * Whether the shape filled with other values is still a stack, and grants what it says. It is not where a value also
   * stands somewhere else by chance: a customer called `provider`, an offer named after its customer.
   */
  #holdsFor(values: ReadonlyMap<string, string>): boolean {
    const text = this.#textWith(values);
    const customer = values.get(this.#customer) ?? "";
    const read = readStack(customer, text);
    return read.ok && JSON.stringify(read.value) === JSON.stringify(this.filled(customer, values));
  }

  /** What stands in the holes of a text that has this shape, by what stood there in the first. */
  match(customer: string, text: string): ReadonlyMap<string, string> | undefined {
    const values = new Map<string, string>([[this.#customer, customer]]);
    let at = 0;
    for (const [index, hole] of this.#holes.entries()) {
      at += this.#segments[index]?.length ?? 0;
      const value = values.get(hole) ?? this.#valueAt(text, at, index, hole);
      if (value === undefined) return undefined;
      values.set(hole, value);
      at += value.length;
    }
    return this.#areApart(values) && this.#textWith(values) === text ? values : undefined;
  }

  #textWith(values: ReadonlyMap<string, string>): string {
    let text = this.#segments[0] ?? "";
    for (const [index, hole] of this.#holes.entries())
      text += (values.get(hole) ?? "") + (this.#segments[index + 1] ?? "");
    return text;
  }

  #valueAt(text: string, at: number, index: number, hole: string): string | undefined {
    if (hole === this.#name) {
      const end = text.indexOf(this.#segments[index + 1] ?? "", at);
      const name = text.slice(at, end);
      return end > at && PLAIN_NAME.test(name) ? name : undefined;
    }
    const guid = text.slice(at, at + GUID_LENGTH);
    return WHOLE_GUID.test(guid) && !this.#fixed.has(guid) ? guid : undefined;
  }

  /** Whether different holes hold different values. */
  #areApart(values: ReadonlyMap<string, string>): boolean {
    return new Set(values.values()).size === values.size;
  }

  filled(customer: string, values: ReadonlyMap<string, string>): CustomerAccess {
    const { subscriptionIds, definitions, assignments, grants } = this.#access;
    const id = (guid: Guid): Guid => values.get(guid) ?? guid;
    const scope = (text: string): string => {
      const [, , subscription = ""] = text.split("/");
      return text.replace(subscription, id(subscription));
    };
    return {
      customer,
      subscriptionIds: subscriptionIds.map(id).sort(compareText),
      definitions: definitions
        .map((each) => ({
          ...each,
          registrationDefinitionId: id(each.registrationDefinitionId),
          subscriptionId: id(each.subscriptionId),
          name: each.name,
        }))
        .sort(
          (a, b) =>
            compareText(a.subscriptionId, b.subscriptionId) ||
            compareText(a.registrationDefinitionId, b.registrationDefinitionId),
        ),
      assignments: assignments
        .map((each) => ({
          registrationAssignmentId: id(each.registrationAssignmentId),
          registrationDefinitionId: id(each.registrationDefinitionId),
          scope: scope(each.scope),
        }))
        .sort(
          (a, b) =>
            compareText(a.scope, b.scope) ||
            compareText(a.registrationAssignmentId, b.registrationAssignmentId),
        ),
      grants: sortGrants(
        grants.map(
          (grant): AccessGrant => ({
            ...grant,
            scope: scope(grant.scope),
            registrationDefinitionId: id(grant.registrationDefinitionId),
            registrationAssignmentId: id(grant.registrationAssignmentId),
          }),
        ),
      ),
    };
  }
}

/** Other values for a customer's id, its name, and GUIDs. */
function canaries([customer = "", name = "", ...guids]: readonly string[]): ReadonlyMap<string, string> {
  return new Map([
    ...guids.map((guid, index): [string, string] => [
      guid,
      `0c0ffee0-0000-4000-8000-${String(index).padStart(12, "0")}`,
    ]),
    [name, "Canary Number One"],
    [customer, "canary-number-1"],
  ]);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
