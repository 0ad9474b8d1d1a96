import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REFUSAL_KINDS } from "../../lib/templates/refusal.ts";
import { evaluated } from "../templates/evaluated.ts";

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "adopt.md"), "utf8");
const section = page.slice(page.indexOf("## Templates"), page.indexOf("## What is written"));

test("docs/adopt.md names every reason of a refusal", () => {
  const named = [...section.matchAll(/^\| `([a-z-]+)`/gm)].map(([, kind]) => kind);
  expect(named.sort()).toEqual(Object.keys(REFUSAL_KINDS).sort());
});

test("docs/adopt.md lists functions that are evaluated, and no other", () => {
  const list = section.slice(section.indexOf("`add`"));
  const names = [...list.matchAll(/`([A-Za-z]+)`/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(55);
  // whatever the arguments are, the function is known
  for (const name of names)
    expect(Object(evaluated(`[${name}()]`))["kind"], name).not.toBe("function-unknown");
});
