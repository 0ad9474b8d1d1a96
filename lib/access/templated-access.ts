import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { sortGrants } from "./access-grant.ts";
import { type CustomerAccess, compareAssignments, compareDefinitions } from "./access-side.ts";
import type { Deployment } from "./deployment.ts";
import type { OwnValues, Renaming } from "./renaming.ts";

/** The kinds of ids that an access has for itself. */
export const OWN_IDS = ["subscriptionIds", "registrationDefinitionIds", "registrationAssignmentIds"] as const;

/**
 * What several customers' access has in common: everything but their own values. Two templates are equal only where they
 * are the same object.
 */
export interface AccessTemplate {
  /** An access that has all of it. */
  readonly access: CustomerAccess;
  /**
   * The values that belong to that customer alone, each once: its id and name, its tenant, and the ids of its
   * subscriptions, definitions and assignments. Another customer of the template has its own in their places.
   */
  readonly own: OwnValues;
  /** Which of those are ids of a kind, in the order of the template. */
  readonly ownIds: Readonly<Record<(typeof OWN_IDS)[number], readonly number[]>>;
  /** Every GUID in it that is none of the ids, in lower case. */
  readonly constants: ReadonlySet<Guid>;
}

// fleets have ten thousand: values wait in one text, as lists of texts they would take several times the memory
const BETWEEN_VALUES = "\n";

/**
 * The access of a customer that has what a template's access has, but for ids. Its lists are made when they are first
 * asked for: of a fleet that changes in one way, most are never looked at.
 */
class TemplatedAccess implements CustomerAccess {
  readonly customer: string;
  declare readonly subscriptionIds: CustomerAccess["subscriptionIds"];
  declare readonly definitions: CustomerAccess["definitions"];
  declare readonly assignments: CustomerAccess["assignments"];
  declare readonly grants: CustomerAccess["grants"];
  declare readonly deployment: Deployment;
  readonly #template: AccessTemplate;
  readonly #values: string;
  #lists: Lists | undefined;

  constructor(customer: string, template: AccessTemplate, values: readonly string[]) {
    this.customer = customer;
    this.#template = template;
    this.#values = values.join(BETWEEN_VALUES);
    // its own and not its class's: whoever copies or compares an access has all of it
    Object.defineProperties(this, LISTS);
    if (template.access.deployment !== undefined) Object.defineProperty(this, "deployment", DEPLOYMENT);
  }

  /** Its template, and what fills it; not of its copies, which may be changed. */
  static templateOf(access: CustomerAccess): FilledTemplate | undefined {
    if (!(access instanceof TemplatedAccess)) return undefined;
    return { template: access.#template, values: access.#values.split(BETWEEN_VALUES) };
  }

  static listsOf(access: TemplatedAccess): Lists {
    access.#lists ??= renamedLists(access.#template.access, TemplatedAccess.#renaming(access));
    return access.#lists;
  }

  static deploymentOf(access: TemplatedAccess): Deployment | undefined {
    const { deployment } = access.#template.access;
    if (deployment?.tenantId === undefined) return deployment;
    return { ...deployment, tenantId: TemplatedAccess.#renaming(access).id(deployment.tenantId) };
  }

  static #renaming(access: TemplatedAccess): Renaming {
    return access.#template.own.to(access.#values.split(BETWEEN_VALUES));
  }
}

/** What an access has beside its name and its deployment. */
type Lists = Omit<CustomerAccess, "customer" | "deployment">;

const LISTS = {
  subscriptionIds: listed("subscriptionIds"),
  definitions: listed("definitions"),
  assignments: listed("assignments"),
  grants: listed("grants"),
} satisfies Record<keyof Lists, PropertyDescriptor>;

const DEPLOYMENT: PropertyDescriptor = {
  enumerable: true,
  get(this: TemplatedAccess) {
    return TemplatedAccess.deploymentOf(this);
  },
};

function listed(name: keyof Lists): PropertyDescriptor {
  return {
    enumerable: true,
    get(this: TemplatedAccess) {
      return TemplatedAccess.listsOf(this)[name];
    },
  };
}

function renamedLists(access: CustomerAccess, by: Renaming): Lists {
  return {
    subscriptionIds: access.subscriptionIds.map((id) => by.id(id)).sort(compareText),
    definitions: access.definitions.map((each) => by.definition(each)).sort(compareDefinitions),
    assignments: access.assignments.map((each) => by.assignment(each)).sort(compareAssignments),
    grants: sortGrants(access.grants.map((each) => by.grant(each))),
  };
}

/** A template, and what stands in an access for each of the template's own values. */
export interface FilledTemplate {
  readonly template: AccessTemplate;
  readonly values: readonly string[];
}

/**
 * The access of a customer that has other values where the template's access has its own.
 *
 * @param values in the order of `template.own`; without line breaks
 */
export function templatedAccess(
  customer: string,
  template: AccessTemplate,
  values: readonly string[],
): CustomerAccess {
  return new TemplatedAccess(customer, template, values);
}

/** The template of an access, and what fills it; undefined where none is known. */
export function templateOf(access: CustomerAccess): FilledTemplate | undefined {
  return TemplatedAccess.templateOf(access);
}
