import type { Guid } from "../values/guid.ts";
import type { AccessReview } from "./access-change.ts";
import type { NameDirectory } from "./name-directory.ts";

/** Managing tenants that gain access and that base does not know: other organizations. Sorted. */
export function strangeTenants({ customers }: AccessReview, directory: NameDirectory): Guid[] {
  const gaining = customers.flatMap(({ changes }) =>
    changes.flatMap((change) =>
      change.kind === "grant-added" || change.kind === "grant-altered" ? change.after.managingTenantId : [],
    ),
  );
  return [...new Set(gaining)].filter((id) => !directory.knowsTenant(id)).sort();
}
