import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH076: the estate's own role catalogue can be read. */
export const unreadableRoleCatalogue: ContextRule = {
  code: "LH076",
  kind: "unreadable-role-catalogue",
  severity: "error",
  judges: "context",
  title: "The estate's own `role-catalogue.json` can be read as a role catalogue",
  what: "`role-catalogue.json` at the estate's root is not JSON, or not in the form that `keeper roles update` writes. `keeper check` then judges everything else by the catalogue that ships with keeper; every other command ends with exit code 2.",
  harm: "Which roles exist, and what they allow, is not known: nothing can be synthesized, reviewed or decided.",
  fix: "Make it anew with `keeper roles update`, or remove it to use the catalogue that ships with keeper.",
  accept: "Never: without the catalogue no role can be judged.",
  source: "This project's own: the form of the role catalogue",
  check: (estate) => controlFileBreaches(estate, "role-catalogue"),
};
