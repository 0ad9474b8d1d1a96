import type { PermissionDifference } from "./permission-difference.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import type { RoleVerdict } from "./role-verdict.ts";

/** A changed role. `name` is the newer name; for a removed role, its last one. */
interface ChangedRole {
  readonly id: string;
  readonly name: string;
}

/** A change of a role between two catalogues. One role can have several. */
export type RoleChange =
  | (ChangedRole & { readonly kind: "removed"; readonly verdict: RoleVerdict })
  | (ChangedRole & { readonly kind: "becameRefused"; readonly reasons: readonly RefusalReason[] })
  /** `verdict` is the new one; `reasons` are the former ones. */
  | (ChangedRole & {
      readonly kind: "becameSupported";
      readonly verdict: RoleVerdict;
      readonly reasons: readonly RefusalReason[];
    })
  | (ChangedRole & { readonly kind: "renamed"; readonly before: string })
  /** Without differences where actions only moved between blocks, or a condition changed. */
  | (ChangedRole & {
      readonly kind: "permissionsChanged";
      readonly differences: readonly PermissionDifference[];
    })
  | (ChangedRole & { readonly kind: "added"; readonly verdict: RoleVerdict });

/** The kinds of change. */
export type RoleChangeKind = RoleChange["kind"];
