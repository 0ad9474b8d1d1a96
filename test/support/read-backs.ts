import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A resource as a removal script reads it back. */
export interface ReadResource {
  readonly id: string;
  readonly before: boolean;
  readonly after: boolean;
}

/** What the removal script of a subscription of contoso-retail writes after everything is removed. */
export function readBackOf(estate: string, name: string) {
  const script = readFileSync(join(estate, "leaving/contoso-retail", name, "remove.sh"), "utf8");
  const ids = [...script.matchAll(/^remove .* "(\/subscriptions\/[^"]+)"$/gm)].map(([, id = ""]) => id);
  const subscription = ids[0]?.split("/")[2] ?? "";
  const resources = ids.map((id): ReadResource => ({ id, before: true, after: false }));
  return {
    version: 1,
    tenant: "b1d5c2f0-3a4e-4b6c-8d7e-000000000202",
    subscription,
    at: "2026-11-23T12:00:00Z",
    resources,
  };
}
