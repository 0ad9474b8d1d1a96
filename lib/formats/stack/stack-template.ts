import type { CustomerAccess } from "../../access/access-side.ts";
import { OwnValues } from "../../access/renaming.ts";
import { type AccessTemplate, templatedAccess } from "../../access/templated-access.ts";
import { TextTemplate } from "../../access/text-template.ts";
import { type Guid, LOWER_CASE_GUID, LOWER_CASE_GUID_PATTERN } from "../../values/guid.ts";
import { readStack } from "./stack.ts";

/*
 * A fleet's stacks differ in little: the customer's id and name, its tenant, subscriptions, and the ids of definitions
 * and assignments. Reading 10,000 stacks part by part takes a second and a half; most of them need not be. A stack that
 * was read and allowed becomes a template: its text with holes where those stand. A text that is the template with other values
 * in the holes, of the same kind, all different from each other and from every GUID outside the holes, is allowed for
 * the same reasons, and grants the same with those values put in. Whatever differs in anything else is read part by part.
 */

/** What may stand in a name's hole: text that JSON, Terraform and cdktf take for nothing else. */
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9 .-]{0,98}[A-Za-z0-9]$/;

const GUID_LENGTH = 36;

/** Every place where a GUID begins, also within another one. */
const GUIDS = new RegExp(`(?=(${LOWER_CASE_GUID}))`, "gi");

/** A stack's text with its customer's own values taken out. */
export class StackTemplate implements AccessTemplate {
  readonly access: CustomerAccess;
  /** What stood in the holes: the customer's id first. */
  readonly own: OwnValues;
  readonly ownIds: AccessTemplate["ownIds"];
  readonly constants: ReadonlySet<Guid>;
  readonly #text: TextTemplate;
  readonly #name: string;
  /** Which of its own values is in which hole. */
  readonly #slots: readonly number[];

  private constructor(text: TextTemplate, access: CustomerAccess, name: string) {
    this.#text = text;
    this.#name = name;
    this.access = access;
    this.own = new OwnValues([access.customer, ...text.holes]);
    this.ownIds = ownIds(access, this.own);
    this.#slots = text.holes.flatMap((hole) => this.own.placeOf(hole) ?? []);
    const ids = new Set(text.holes);
    const texts = [...text.segments, JSON.stringify(access)].join("\n");
    const guids = [...texts.matchAll(GUIDS)].map(([, guid = ""]) => guid.toLowerCase());
    this.constants = new Set(guids.filter((guid) => !ids.has(guid)));
  }

  /** The template of a stack that was read; undefined where its text says nothing of another customer's. */
  static of(customer: string, text: string, access: CustomerAccess): StackTemplate | undefined {
    const tenant = /lower\(self\.tenant_id\) == \\"([0-9a-f-]{36})\\"/.exec(text)?.[1];
    const name = /"customer": \{\n {6}"name": "([^"]+)"/.exec(text)?.[1];
    if (tenant === undefined || name === undefined || !PLAIN_NAME.test(name)) return undefined;
    const guids = [...new Set([tenant, ...idsOf(access)])];
    const template = new StackTemplate(TextTemplate.of(text, [...guids, customer, name]), access, name);
    if (guids.some((guid) => template.own.placeOf(guid) === undefined)) return undefined;
    return template.#holdsFor(canaries([customer, name, ...guids])) ? template : undefined;
  }

  /**
   * Whether the template filled with other values is still a stack, and grants what it says. It is not where a value also
   * stands somewhere else by chance: a customer called `provider`, an offer named after its customer.
   */
  #holdsFor(values: ReadonlyMap<string, string>): boolean {
    const valueAt = (stood: string) => values.get(stood) ?? "";
    const customer = valueAt(this.access.customer);
    const read = readStack(customer, this.#text.filled(valueAt));
    const filled = templatedAccess(customer, this, this.own.values.map(valueAt));
    return read.ok && JSON.stringify(read.value) === JSON.stringify(filled);
  }

  /** What a text grants that has this template; undefined for every other text. */
  read(customer: string, text: string): CustomerAccess | undefined {
    const values = this.#match(customer, text);
    return values === undefined ? undefined : templatedAccess(customer, this, values);
  }

  /** The values in a text's holes, in the order of `own`. */
  #match(customer: string, text: string): readonly string[] | undefined {
    const { segments } = this.#text;
    const values: string[] = [customer];
    let at = 0;
    for (const [index, slot] of this.#slots.entries()) {
      const segment = segments[index] ?? "";
      // a slice compared is many times as fast as startsWith
      if (text.slice(at, at + segment.length) !== segment) return undefined;
      at += segment.length;
      const value = values[slot] ?? this.#valueAt(text, at, index, slot);
      if (value === undefined || text.slice(at, at + value.length) !== value) return undefined;
      values[slot] = value;
      at += value.length;
    }
    // different holes hold different values
    const apart = new Set(values).size === values.length;
    return apart && text.slice(at) === segments.at(-1) ? values : undefined;
  }

  #valueAt(text: string, at: number, index: number, slot: number): string | undefined {
    if (this.own.values[slot] === this.#name) {
      const end = text.indexOf(this.#text.segments[index + 1] ?? "", at);
      const name = text.slice(at, end);
      return end > at && PLAIN_NAME.test(name) ? name : undefined;
    }
    const guid = text.slice(at, at + GUID_LENGTH);
    return LOWER_CASE_GUID_PATTERN.test(guid) && !this.constants.has(guid) ? guid : undefined;
  }
}

function ownIds(access: CustomerAccess, own: OwnValues): AccessTemplate["ownIds"] {
  const places = (ids: readonly Guid[]) => ids.flatMap((id) => own.placeOf(id) ?? []);
  return {
    subscriptionIds: places(access.subscriptionIds),
    registrationDefinitionIds: places(access.definitions.map((each) => each.registrationDefinitionId)),
    registrationAssignmentIds: places(access.assignments.map((each) => each.registrationAssignmentId)),
  };
}

function idsOf({ subscriptionIds, definitions, assignments }: CustomerAccess): Guid[] {
  return [
    ...subscriptionIds,
    ...definitions.map(({ registrationDefinitionId }) => registrationDefinitionId),
    ...assignments.map(({ registrationAssignmentId }) => registrationAssignmentId),
  ];
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
