import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH084: records of acceptances can be read. */
export const unreadableAcceptance: ContextRule = {
  code: "LH084",
  kind: "unreadable-acceptance",
  severity: "error",
  judges: "context",
  title: "Every file in `acceptances/` can be read as a record",
  what: "A file in `acceptances/` has a line that `keeper accept` does not write, names another customer than its file, or is not text. `keeper check` reads them; a synthesis does not.",
  harm: "Such a record accepts nothing. Where an acceptance is required, the gate refuses every change that adds access, and reports the record as missing.",
  fix: "Record the acceptance again with `keeper accept`, or restore the file.",
  accept: "Never: a record that cannot be read shows nothing that the customer agreed to.",
  source: "This project's own: the form of `acceptances/<customer>.yaml`",
  check: (estate) => controlFileBreaches(estate, "acceptance"),
};
