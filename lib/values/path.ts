/** Position inside a definition: property names and list indexes, outermost first. */
export type Path = readonly (string | number)[];

/** Formats a path as in code: `plans.watch.versions["2.0.0"].authorizations[2].role`. */
export function pathText(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}
