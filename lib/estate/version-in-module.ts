import { type CodeValue, codeText, Expression } from "../documents/code-text.ts";
import { nodeInModule } from "./locate-module.ts";
import { nodesIn, propertyName, type SyntaxNode } from "./module-syntax.ts";
import type { PlanEdit, RestoredAuthorization, RestoredVersion } from "./plan-edit.ts";
import { appended, type Splice, spliced } from "./splice-list.ts";

/** The text of a version in TypeScript; undefined where it is not an object literal. */
export function versionInModule(text: string, plan: string, version: string): string | undefined {
  const node = nodeInModule(text, ["plans", plan, "versions", version]);
  return node?.type === "ObjectExpression" ? slice(text, node) : undefined;
}

/** An offer's module with edited plans, by splicing. Undefined where a part is not a literal. */
export function moduleWithVersions(text: string, edits: readonly PlanEdit[]): string | undefined {
  const tenant = nodeInModule(text, ["managingTenant"]);
  if (tenant?.type !== "Identifier" && tenant?.type !== "MemberExpression") return undefined;
  const splices = edits.map((edit) => splicesOf(text, edit, slice(text, tenant)));
  if (splices.includes(undefined)) return undefined;
  return spliced(
    text,
    splices.flatMap((each) => each ?? []),
  );
}

function splicesOf(text: string, edit: PlanEdit, tenant: string): Splice[] | undefined {
  const { plan, restored, base, next, written } = edit;
  const versions = nodeInModule(text, ["plans", plan, "versions"]);
  const copied = versionInModule(text, plan, base);
  if (versions?.type !== "ObjectExpression" || copied === undefined) return undefined;
  const items = nodesIn(versions["properties"]);
  if (items.some((each) => propertyName(each) === undefined)) return undefined;
  const replaced = [...restored].map(([number, version]): Splice | undefined => {
    const node = nodeInModule(text, ["plans", plan, "versions", number]);
    if (node?.type !== "ObjectExpression") return undefined;
    const [start, end] = [node.start ?? 0, node.end ?? 0];
    const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
    return { start, end, text: codeText(codeOf(version, tenant), indent, line.length) };
  });
  const key = `${JSON.stringify(next)}: `;
  const added = appended(text, { node: versions, items }, [
    (indent) =>
      written === undefined
        ? `${key}${copied}`
        : `${key}${codeText(codeOf(written, tenant), indent, indent.length + key.length)}`,
  ]);
  if (added === undefined || replaced.includes(undefined)) return undefined;
  return [...replaced.flatMap((each) => each ?? []), ...added];
}

/** The text of a restored version in a module whose managing tenant is called `managingTenant`. */
export function restoredInModule(version: RestoredVersion): string {
  return codeText(codeOf(version, "managingTenant"));
}

/** A restored version as code, with principals of the managing tenant's registry. */
function codeOf({ authorizations, eligibleAuthorizations }: RestoredVersion, tenant: string): CodeValue {
  const listed = (all: readonly RestoredAuthorization[]) =>
    all.length === 0 ? undefined : all.map((each) => authorizationCode(each, tenant));
  return { authorizations: listed(authorizations), eligibleAuthorizations: listed(eligibleAuthorizations) };
}

function authorizationCode(authorization: RestoredAuthorization, tenant: string): CodeValue {
  const { principal, justInTimeAccessPolicy: policy, ...rest } = authorization;
  const named = (name: string) => new Expression(`${tenant}.principals${member(name)}`);
  return {
    principal: named(principal),
    ...rest,
    justInTimeAccessPolicy: policy && { ...policy, approvers: policy.approvers.map(named) },
  };
}

function member(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${codeText(name)}]`;
}

function slice(text: string, { start, end }: SyntaxNode): string {
  return text.slice(start ?? 0, end ?? 0);
}
