import type { PermissionDifference } from "./permission-difference.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import type { RoleVerdict } from "./role-verdict.ts";

/** The role a change is about: `name` is the newer name (the older one of a role that is gone). */
interface ChangedRole {
  readonly id: string;
  readonly name: string;
}

/** What happened to a role between two catalogues. One role can have several changes. */
export type RoleChange =
  | (ChangedRole & { readonly kind: "removed"; readonly verdict: RoleVerdict })
  | (ChangedRole & { readonly kind: "becameRefused"; readonly reasons: readonly RefusalReason[] })
  /** `verdict` is the new one; `reasons` are those that no longer hold. */
  | (ChangedRole & {
      readonly kind: "becameSupported";
      readonly verdict: RoleVerdict;
      readonly reasons: readonly RefusalReason[];
    })
  | (ChangedRole & { readonly kind: "renamed"; readonly before: string })
  /** No differences when actions only moved between blocks or a condition changed. */
  | (ChangedRole & {
      readonly kind: "permissionsChanged";
      readonly differences: readonly PermissionDifference[];
    })
  | (ChangedRole & { readonly kind: "added"; readonly verdict: RoleVerdict });

/** The kinds of change. */
export type RoleChangeKind = RoleChange["kind"];
