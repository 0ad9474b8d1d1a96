import { readFileSync } from "node:fs";

/**
 * A second opinion on the verdicts, on purpose without any code of lib/: it reads the shipped file by itself and judges
 * by lists of texts and regular expressions.
 */
export interface Opinion {
  readonly id: string;
  readonly name: string;
  readonly class: "supported" | "conditional" | "refused";
  readonly why: readonly string[];
}

type Packed = Record<string, string> | undefined;
interface Line {
  id: string;
  name: string;
  permissions: { actions?: Packed; notActions?: Packed; dataActions?: Packed; notDataActions?: Packed }[];
}

const TYPES = "roleassignments|roledefinitions|classicadministrators|locks|denyassignments";
const LISTED = new RegExp(`^microsoft\\.authorization/(\\*|\\*/(write|delete)|(${TYPES})/(write|delete))$`);
const RIGHTS = TYPES.split("|").flatMap((type) => [
  `microsoft.authorization/${type}/write`,
  `microsoft.authorization/${type}/delete`,
]);

function texts(packed: Packed): string[] {
  return Object.entries(packed ?? {}).flatMap(([provider, rest]) =>
    rest.split(" ").map((one) => (provider ? `${provider}/${one}` : one).toLowerCase()),
  );
}

function glob(pattern: string): RegExp {
  return new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`);
}

function givesAccess(line: Line): boolean {
  return line.permissions.some((one) => {
    const given = texts(one.actions);
    const taken = texts(one.notActions).map(glob);
    const kept = RIGHTS.filter((right) => !taken.some((pattern) => pattern.test(right)));
    return given.some((action) => LISTED.test(action) || kept.some((right) => glob(action).test(right)));
  });
}

function judge(line: Line): Opinion {
  const owner = line.id === "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
  const assigner = line.id === "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
  const why: string[] = [];
  if (owner) why.push("owner");
  if (!owner && !assigner && givesAccess(line)) why.push("restrictedAction");
  if (line.permissions.some((one) => one.dataActions)) why.push("dataActions");
  if (line.permissions.some((one) => one.notDataActions)) why.push("notDataActions");
  const kind = assigner ? "conditional" : "supported";
  return { id: line.id, name: line.name, class: why.length > 0 ? "refused" : kind, why };
}

/** The second opinion on every role of the shipped file, deprecation apart. */
export function opinions(): Opinion[] {
  const text = readFileSync(new URL("../../data/role-catalogue.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { roles: Line[] }).roles.map(judge);
}
