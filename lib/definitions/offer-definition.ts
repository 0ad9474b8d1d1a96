import type { OfferSettings, PlanSettings } from "../delegation/offer.ts";
import type {
  ManagingTenantIdentity,
  PrincipalIdentity,
  PrincipalType,
  Revocation,
} from "../delegation/principal.ts";
import type {
  DelegatedRoleDefinition,
  RoleById,
  RoleDefinition,
  UserAccessAdministrator,
} from "./role-definition.ts";

/** A principal of the managing tenant, as an author writes it. */
export interface PrincipalDefinition<T extends PrincipalType = PrincipalType> extends PrincipalIdentity<T> {
  /** The customer sees it beside the role. @default - none: the customer sees the object id */
  readonly displayName?: string;
  /** Removes what the principal holds and approves, in every version of every plan. `keeper revoke` writes it. */
  readonly revoked?: Revocation;
}

/** The provider's tenant with its principals, as an author writes it. */
export interface ManagingTenantDefinition extends ManagingTenantIdentity {
  /** Principals by a name of the author's choice. */
  readonly principals: Readonly<Record<string, PrincipalDefinition>>;
}

/** A principal that can activate or approve: never a service principal. */
export type PersonOrGroup = PrincipalDefinition<"Group" | "User">;

/** What the customer sees beside one authorization. */
interface Displayed {
  /** The name beside this role; null for none. @default - the principal's display name */
  readonly displayName?: string | null;
}

/** A standing authorization, as an author writes it. */
export type AuthorizationDefinition = Displayed &
  (
    | {
        readonly principal: PrincipalDefinition;
        readonly role: RoleDefinition;
        readonly delegatedRoleDefinitions?: never;
      }
    | {
        readonly principal: PrincipalDefinition;
        /** User Access Administrator; a GUID is checked when the definition is read. */
        readonly role: UserAccessAdministrator | RoleById;
        /** Roles that the principal may assign to managed identities in the customer's tenant. At least one. */
        readonly delegatedRoleDefinitions: readonly [DelegatedRoleDefinition, ...DelegatedRoleDefinition[]];
      }
  );

/** Half-hour steps from 30 minutes to 8 hours, as ISO 8601 durations. */
export type MaximumActivationDuration =
  | "PT30M"
  | `PT${1 | 2 | 3 | 4 | 5 | 6 | 7}H30M`
  | `PT${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}H`;

/**
 * How an eligible role is activated, as an author writes it. A policy can be named once and used by many
 * authorizations.
 */
export interface JustInTimeAccessPolicyDefinition {
  /** @default "Azure" - activation asks for multifactor authentication. */
  readonly multiFactorAuthProvider?: "Azure" | "None";
  /** @default "PT8H" - the service's own default. */
  readonly maximumActivationDuration?: MaximumActivationDuration;
  /** Up to ten. @default - none: the principal activates alone. */
  readonly approvers?: readonly PersonOrGroup[];
}

/** An eligible authorization, as an author writes it. */
export interface EligibleAuthorizationDefinition extends Displayed {
  readonly principal: PersonOrGroup;
  readonly role: RoleDefinition;
  readonly justInTimeAccessPolicy: JustInTimeAccessPolicyDefinition;
  readonly delegatedRoleDefinitions?: never;
}

/** Authorizations that belong together, to be named once and included by many plans. */
export interface AuthorizationSetDefinition {
  readonly authorizations?: readonly AuthorizationDefinition[];
  readonly eligibleAuthorizations?: readonly EligibleAuthorizationDefinition[];
}

/** One version of a plan, as an author writes it. */
export interface PlanVersionDefinition extends AuthorizationSetDefinition {
  /** Authorization sets that this version grants besides its own. */
  readonly includes?: readonly AuthorizationSetDefinition[];
}

/** A plan, as an author writes it. */
export interface PlanDefinition extends PlanSettings {
  /** Versions by `n.n.n`. A published version is never edited: publish the next one. */
  readonly versions: Readonly<Record<`${number}.${number}.${number}`, PlanVersionDefinition>>;
}

/** An offer, as an author writes it: the default export of a file in `offers/`. */
export interface OfferDefinition extends OfferSettings {
  readonly managingTenant: ManagingTenantDefinition;
  readonly plans: Readonly<Record<string, PlanDefinition>>;
}

/**
 * Refuses version keys that are not `n.n.n`. An inferred object type may have keys beyond those of its constraint. The
 * constraint alone therefore accepts any key.
 */
export type WithVersionKeys<O extends OfferDefinition> = {
  readonly plans: {
    readonly [P in keyof O["plans"]]: {
      readonly versions: {
        readonly [V in keyof O["plans"][P]["versions"]]: V extends `${number}.${number}.${number}`
          ? unknown
          : never;
      };
    };
  };
};

/** The ids of an offer's plans. */
export type PlanIdOf<O extends OfferDefinition> = keyof O["plans"] & string;

/** The versions of one plan of an offer. */
export type VersionOf<O extends OfferDefinition, P extends PlanIdOf<O>> = keyof O["plans"][P]["versions"] &
  string;
