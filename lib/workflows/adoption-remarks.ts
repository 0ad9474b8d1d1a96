import { commentRemarks, delegationRemarks, type Remark } from "../adoption/remarks.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import type { CheckedAdoption } from "./adoption-check.ts";
import type { LoadedSources } from "./load-sources.ts";
import { locatedInSources } from "./source-lines.ts";
import type { TemplateValues } from "./template-values.ts";

/** A remark with its line; undefined where that is not known. */
export type LocatedRemark = Remark & { readonly line: number | undefined };

/** What sources and files of parameters say in an odd way of what is adopted. */
export function adoptionRemarks(
  { selected }: CheckedAdoption,
  commented: readonly Pick<LoadedSources | TemplateValues, "commented">[],
  catalogue: RoleCatalogue,
  folder: string,
): LocatedRemark[] {
  const comments = commented.flatMap((each) => each.commented);
  const remarks = [...delegationRemarks(selected.delegations), ...commentRemarks(comments, catalogue)];
  return locatedInSources(remarks, folder);
}
