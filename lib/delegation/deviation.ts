import { canonical, canonicalSet } from "../values/canonical-json.ts";
import { compareText } from "../values/compare-text.ts";
import type { Guid } from "../values/guid.ts";
import { command } from "../values/shell-word.ts";
import { grantLine, sortedIds } from "./grant-line.ts";
import type { Registration, RegistrationAssignment } from "./registration.ts";
import { approversLeft } from "./revocation.ts";
import { scopeId } from "./scope.ts";

/** Folder of deviations, in the estate's root. */
export const DEVIATIONS_FOLDER = "deviations";

/** What `keeper drift --allow` must be told. A person fills in what is in angle brackets. */
export const ALLOW_WORDS = ["--reason", "<why>", "--by", "<your name>", "--until", "<YYYY-MM-DD>"] as const;

/** The command that allows what Azure has, of one customer. @param from folder of a snapshot */
export function allowCommand(customer: string, from = "azure"): string {
  return command("keeper", "drift", customer, "--from", from, "--allow", ...ALLOW_WORDS);
}

/** An allowed difference from Azure, of one offer on one subscription of a customer. */
export interface Deviation {
  readonly customer: string;
  readonly subscriptionId: Guid;
  /** Id of the offer. */
  readonly offer: string;
  /** Why it is allowed. */
  readonly reason: string;
  /** Who allowed it. */
  readonly by: string;
  /** The last day on which it is allowed, as YYYY-MM-DD. */
  readonly until: string;
  /** What the definition delegates. */
  readonly defined: DelegatedForm;
  /** What Azure has, and what synthesis therefore writes. */
  readonly azure: DelegatedForm;
  /** Digest of everything but reason, who and day: `sha256:<hexadecimal>`. */
  readonly digest: string;
}

/** What a snapshot of Azure shows of a deviation. */
export interface SeenDeviation {
  readonly customer: string;
  /** `<subscription id>/<offer>`. */
  readonly delegation: string;
  /** `as-allowed`: Azure has what the deviation says; `otherwise`: another difference; `not-read`: not known. */
  readonly seen: "as-allowed" | "otherwise" | "not-read";
}

/** What a delegation grants, and where: the normal form of a deviation's sides. */
export interface DelegatedForm {
  readonly authorizations: readonly FormAuthorization[];
  readonly eligibleAuthorizations: readonly FormEligibleAuthorization[];
  /** ARM ids of the scopes that it is assigned to. Empty where it is assigned nowhere. */
  readonly scopes: readonly string[];
}

/** The form of a delegation that Azure does not have. */
export const GONE: DelegatedForm = { authorizations: [], eligibleAuthorizations: [], scopes: [] };

/** A principal by its object id. */
export interface FormPrincipal {
  readonly principalId: Guid;
  /** Empty where it has none. */
  readonly displayName: string;
}

/** A standing authorization. */
export interface FormAuthorization extends FormPrincipal {
  readonly roleDefinitionId: Guid;
  readonly delegatedRoleDefinitionIds: readonly Guid[];
}

/** An eligible authorization. */
export interface FormEligibleAuthorization extends FormPrincipal {
  readonly roleDefinitionId: Guid;
  readonly multiFactorAuthProvider: "Azure" | "None";
  /** Canonical ISO 8601 duration. */
  readonly maximumActivationDuration: string;
  readonly approvers: readonly FormPrincipal[];
}

/** The file of a deviation, from the estate's root. One for each offer on each subscription. */
export function deviationFile({
  customer,
  offer,
  subscriptionId,
}: Pick<Deviation, "customer" | "offer" | "subscriptionId">): string {
  return `${DEVIATIONS_FOLDER}/${customer}.${offer}.${subscriptionId}.yaml`;
}

/** Text of a deviation without reason, author and day. The digest covers this text. */
export function deviationText({
  customer,
  subscriptionId,
  offer,
  defined,
  azure,
}: Omit<Deviation, "digest" | "reason" | "by" | "until">): string {
  return canonical({ customer, subscriptionId, offer, defined, azure });
}

/** Whether the last day on which a deviation is allowed is over. @param today as YYYY-MM-DD; days sort as text */
export function isPastItsDay({ until }: Pick<Deviation, "until">, today: string): boolean {
  return until < today;
}

/** The form of a registration. */
export function formOf({ definition, assignments }: Registration): DelegatedForm {
  return {
    authorizations: definition.authorizations.map(({ principal, role, delegatedRoles }) => ({
      principalId: principal.id,
      displayName: principal.displayName,
      roleDefinitionId: role.id,
      delegatedRoleDefinitionIds: delegatedRoles.map(({ id }) => id),
    })),
    eligibleAuthorizations: definition.eligibleAuthorizations.map(
      ({ principal, role, justInTimeAccessPolicy: policy }) => ({
        principalId: principal.id,
        displayName: principal.displayName,
        roleDefinitionId: role.id,
        multiFactorAuthProvider: policy.multiFactorAuthProvider,
        maximumActivationDuration: policy.maximumActivationDuration,
        approvers: policy.approvers.map(({ id, displayName }) => ({ principalId: id, displayName })),
      }),
    ),
    scopes: assignments.map(({ scope }) => scopeId(scope)).sort(compareText),
  };
}

/** What a form grants, a line each as records have it, sorted and distinct. */
export function formLines({ authorizations, eligibleAuthorizations }: DelegatedForm): string[] {
  const lines = [
    ...authorizations.map(({ principalId, roleDefinitionId, delegatedRoleDefinitionIds }) =>
      grantLine({
        principalId,
        roleId: roleDefinitionId,
        delegatedRoleIds: sortedIds(delegatedRoleDefinitionIds),
      }),
    ),
    ...eligibleAuthorizations.map(({ principalId, roleDefinitionId, approvers, ...activation }) =>
      grantLine({
        principalId,
        roleId: roleDefinitionId,
        delegatedRoleIds: [],
        activation: { ...activation, approverIds: sortedIds(approvers.map((each) => each.principalId)) },
      }),
    ),
  ];
  return [...new Set(lines)].sort(compareText);
}

/** Whether two forms grant the same: names and orders make no difference. */
export function isSameForm(a: DelegatedForm, b: DelegatedForm): boolean {
  return identityOf(a) === identityOf(b);
}

function identityOf({ authorizations, eligibleAuthorizations, scopes }: DelegatedForm): string {
  const grants = [
    ...authorizations.map(({ displayName: _, delegatedRoleDefinitionIds: roles, ...rest }) => ({
      ...rest,
      delegatedRoleDefinitionIds: [...new Set(roles)].sort(compareText),
    })),
    ...eligibleAuthorizations.map(({ displayName: _, approvers, ...rest }) => ({
      ...rest,
      approvers: [...new Set(approvers.map(({ principalId }) => principalId))].sort(compareText),
    })),
  ];
  return canonical([[...new Set(canonicalSet(grants))], [...new Set(scopes)].sort(compareText)]);
}

/** Principals of whom a form is to be freed. A form does not say which principals are users. */
export interface RevokedInForm {
  readonly gone: ReadonlySet<Guid>;
  /** Users, as far as they are known. */
  readonly users: ReadonlySet<Guid>;
}

/**
 * A form without what revoked principals hold and approve, by the rule of offers. Access on request is removed entirely
 * where it loses an approver and no other approver can grant it.
 */
export function formWithout(form: DelegatedForm, { gone, users }: RevokedInForm): DelegatedForm {
  if (gone.size === 0) return form;
  return {
    ...form,
    authorizations: form.authorizations.filter(({ principalId }) => !gone.has(principalId)),
    eligibleAuthorizations: form.eligibleAuthorizations.flatMap((each) => {
      const approvers = approversLeft(each.approvers, {
        isGone: ({ principalId }) => gone.has(principalId),
        isSelf: ({ principalId }) => principalId === each.principalId && users.has(principalId),
      });
      return gone.has(each.principalId) || approvers === undefined ? [] : [{ ...each, approvers }];
    }),
  };
}

/** The assignments of a registration that Azure has too. */
export function assignmentsIn(
  { scopes }: DelegatedForm,
  assignments: readonly RegistrationAssignment[],
): RegistrationAssignment[] {
  const present = new Set(scopes);
  return assignments.filter(({ scope }) => present.has(scopeId(scope)));
}
