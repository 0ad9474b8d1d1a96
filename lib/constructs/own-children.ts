import type { Construct } from "constructs";

/**
 * Makes ids such as `constructor` usable in a scope. The constructs library looks an id up as a property of the
 * children's object, and takes inherited properties for children.
 */
export function ownChildrenOnly<T extends Construct>(scope: T): T {
  const children: object = Reflect.get(scope.node, "_children") ?? {};
  Reflect.set(scope.node, "_children", Object.setPrototypeOf(children, null));
  return scope;
}
