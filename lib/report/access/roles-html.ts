import type { EstateReach, InvolvedRole } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { PERMISSION_FIELDS, type PermissionField, roleById } from "../../roles/role-catalogue.ts";
import { forHtml } from "../escape.ts";
import { count, shorten } from "../phrases.ts";

/** What each list of a permission block means. */
const FIELD_WORDS: Readonly<Record<PermissionField, string>> = {
  actions: "may do",
  notActions: "except",
  dataActions: "on data, where it is handed out",
  notDataActions: "on data except",
};

/** Every role of the grants: how much words leave out, and its exact patterns folded. */
export function rolesHtml({ roles, catalogueDate }: EstateReach, directory: NameDirectory): string {
  if (roles.length === 0) return "";
  return `<section class="panel" aria-labelledby="roles">
<div class="head"><h2 id="roles">Roles exactly</h2><p class="soft small">Patterns of operations by the role catalogue of ${forHtml(catalogueDate)}, and how many known operations no words cover</p></div>
<div class="body">${roles.map((role) => roleHtml(role, directory)).join("\n")}</div></section>`;
}

function roleHtml({ roleDefinitionId, coverage }: InvolvedRole, directory: NameDirectory): string {
  const role = roleById(directory.catalogue, roleDefinitionId);
  const id = `<code>${forHtml(shorten(roleDefinitionId))}</code>`;
  if (role === undefined) return `<p><b>Unknown role</b> ${id}: it may allow anything.</p>`;
  const lists = role.permissions.flatMap((block) => [
    ...PERMISSION_FIELDS.flatMap((field) =>
      block[field].length === 0 ? [] : [`${FIELD_WORDS[field]}: ${block[field].join(", ")}`],
    ),
    ...(block.condition === null ? [] : [`under the condition: ${block.condition}`]),
  ]);
  const left = `no words cover ${coverage.uncovered} of ${count(coverage.allowed, "known operation")}`;
  return `<details><summary>${forHtml(shorten(role.name))} <span class="soft">${forHtml(roleDefinitionId)}; ${left}</span></summary>
<div class="exact"><ul>${lists.map((text) => `<li>${forHtml(text)}</li>`).join("")}</ul></div></details>`;
}
