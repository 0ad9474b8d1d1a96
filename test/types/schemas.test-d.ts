/*
 * Each schema reads what its author's type lets an author write, and names the same properties at every depth: none
 * that only one of the two knows. That a schema gives what keeper works with, its parse function is compiled against.
 */
import type * as z from "zod";
import type { customerSchema } from "../../lib/definitions/customer-schema.ts";
import type { estateSchema } from "../../lib/definitions/estate-schema.ts";
import type { offerSchema } from "../../lib/definitions/offer-schema.ts";
import type {
  AuthorizationSetDefinition,
  CustomerDefinition,
  EstateDefinition,
  JustInTimeAccessPolicyDefinition,
  OfferDefinition,
} from "../../lib/index.ts";

/** Every property below a type, as `plans.*.versions.*.includes`; a record's names are `*`, lists are seen through. */
type Properties<T> = T extends readonly (infer E)[]
  ? Properties<E>
  : T extends object
    ? { [K in keyof T & string]-?: Below<K, Exclude<T[K], undefined>> }[keyof T & string]
    : never;
/** A property that can have no value is none. */
type Below<K extends string, V> = [V] extends [never] ? never : Name<K> | `${Name<K>}.${Properties<V>}`;
// biome-ignore lint/complexity/noBannedTypes: a record has no property that must be there
type Name<K extends string> = {} extends Record<K, unknown> ? "*" : K;

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** Whether a schema takes an author's type whole. */
type Takes<Schema extends z.ZodType, Author> = Author extends Frozen<z.input<Schema>> ? true : false;

/** What only one of two unions has. */
type Difference<A, B> = Exclude<A, B> | Exclude<B, A>;

/** The properties that a schema or an author's type names, and the other does not. */
type Strays<Schema extends z.ZodType, Author> = Difference<Properties<z.input<Schema>>, Properties<Author>>;

true satisfies Takes<typeof customerSchema, CustomerDefinition>;
true satisfies [Strays<typeof customerSchema, CustomerDefinition>] extends [never] ? true : false;
/** An offer in a data file: sets and policies stand in it, by names. */
interface OfferData extends OfferDefinition {
  readonly $schema?: string;
  readonly authorizationSets?: Readonly<Record<string, AuthorizationSetDefinition>>;
  readonly justInTimeAccessPolicies?: Readonly<Record<string, JustInTimeAccessPolicyDefinition>>;
}

true satisfies Takes<typeof offerSchema, OfferDefinition>;
true satisfies [Strays<typeof offerSchema, OfferData>] extends [never] ? true : false;
true satisfies Takes<typeof estateSchema, EstateDefinition>;
true satisfies [Strays<typeof estateSchema, EstateDefinition>] extends [never] ? true : false;

// the proofs can fail: a property more, a property less, another type
type With<P> = Omit<CustomerDefinition, keyof P> & P;
"nickname" satisfies Strays<typeof customerSchema, With<{ readonly nickname: string }>>;
"tags" satisfies Strays<typeof customerSchema, Omit<CustomerDefinition, "tags">>;
"tags.a" satisfies Strays<typeof customerSchema, With<{ readonly tags: readonly { readonly a: string }[] }>>;
false satisfies Takes<typeof customerSchema, With<{ readonly tenantId: number }>>;
false satisfies Takes<typeof offerSchema, Omit<OfferDefinition, "name">>;
