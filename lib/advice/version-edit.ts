import type { JustInTimeAccessPolicy } from "../delegation/just-in-time-access-policy.ts";
import type { Authorization, EligibleAuthorization, PlanVersion } from "../delegation/offer.ts";
import type { Principal } from "../delegation/principal.ts";
import { type Path, pathText } from "../values/path.ts";

/** One change of what a plan version grants. Paths are those of authorizations, from the offer's root. */
export type VersionEdit =
  /** The same principal gets another role, on the same terms. Both as the author writes them. */
  | { readonly kind: "replace-role"; readonly at: Path; readonly from: string; readonly to: string }
  | { readonly kind: "remove-authorization"; readonly at: Path }
  /** A standing authorization becomes one on request. */
  | { readonly kind: "make-eligible"; readonly at: Path; readonly policy: JustInTimeAccessPolicy }
  /** A new standing authorization. */
  | { readonly kind: "add-authorization"; readonly principal: Principal; readonly role: string };

/** The version as its edits leave it. */
export function editedVersion(version: PlanVersion, edits: readonly VersionEdit[]): PlanVersion {
  return edits.reduce(withEdit, version);
}

function withEdit(version: PlanVersion, edit: VersionEdit): PlanVersion {
  const { authorizations, eligibleAuthorizations } = version;
  switch (edit.kind) {
    case "replace-role":
      return {
        ...version,
        authorizations: authorizations.map((each) => withRole(each, edit)),
        eligibleAuthorizations: eligibleAuthorizations.map((each) => withRole(each, edit)),
      };
    case "remove-authorization":
      return {
        ...version,
        authorizations: authorizations.filter((each) => !isAt(each, edit.at)),
        eligibleAuthorizations: eligibleAuthorizations.filter((each) => !isAt(each, edit.at)),
      };
    case "make-eligible":
      return {
        ...version,
        authorizations: authorizations.filter((each) => !isAt(each, edit.at)),
        eligibleAuthorizations: [
          ...eligibleAuthorizations,
          ...authorizations.filter((each) => isAt(each, edit.at)).map((each) => eligible(each, edit.policy)),
        ],
      };
    case "add-authorization":
      return { ...version, authorizations: [...authorizations, added(edit.principal, edit.role)] };
  }
}

function withRole<T extends Authorization | EligibleAuthorization>(
  authorization: T,
  { at, to }: { readonly at: Path; readonly to: string },
): T {
  return isAt(authorization, at) ? { ...authorization, role: { kind: "name", name: to } } : authorization;
}

function eligible(
  { principal, role, displayName, path }: Authorization,
  justInTimeAccessPolicy: JustInTimeAccessPolicy,
): EligibleAuthorization {
  return { principal, role, displayName, justInTimeAccessPolicy, path };
}

function added(principal: Principal, role: string): Authorization {
  return { principal, role: { kind: "name", name: role }, delegatedRoleDefinitions: [], path: [] };
}

function isAt({ path }: { readonly path: Path }, at: Path): boolean {
  return pathText(path) === pathText(at);
}
