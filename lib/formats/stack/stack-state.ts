import type { Misfit } from "./misfit.ts";
import type { ReadStack } from "./stack-schema.ts";

/** Where a path of some system is not relative. */
const ABSOLUTE = /^(?:[\\/]|[A-Za-z]:)/;

/**
 * Notes where a stack keeps no state, or not under its own name: with another customer's state, Terraform would
 * destroy what that customer has.
 */
export function stateProblems(
  name: string,
  { terraform: { backend, cloud } }: ReadStack,
  misfit: Misfit,
): void {
  const path = ["terraform", "backend"];
  const kept = [backend?.local, backend?.azurerm, cloud].filter((each) => each !== undefined);
  if (kept.length !== 1) misfit("is not one place for state", path, { backend, cloud });
  const local = backend?.local?.path;
  if (local !== undefined && !(local.endsWith(`/${name}.tfstate`) && !ABSOLUTE.test(local)))
    misfit(`is no relative path of ${name}.tfstate`, [...path, "local", "path"], local);
  const key = backend?.azurerm?.key;
  if (key !== undefined && key !== `${name}.tfstate`)
    misfit(`is not ${name}.tfstate`, [...path, "azurerm", "key"], key);
  const workspace = cloud?.workspaces.name;
  if (workspace !== undefined && workspace !== name)
    misfit(`is not ${name}`, ["terraform", "cloud", "workspaces", "name"], workspace);
}
