import type { Construct } from "constructs";

/**
 * A scope in which `constructor` is a free id. The constructs library looks an id up as a property of its children,
 * and takes what every object inherits for a child of that name.
 */
export function ownChildrenOnly<T extends Construct>(scope: T): T {
  const children: object = Reflect.get(scope.node, "_children") ?? {};
  Reflect.set(scope.node, "_children", Object.setPrototypeOf(children, null));
  return scope;
}
