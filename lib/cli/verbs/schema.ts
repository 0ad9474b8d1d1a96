import { customerJsonSchema } from "../../definitions/customer-schema.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { printJson } from "../print.ts";

/** `keeper schema`: the JSON Schema that editors complete data files with. */
export function schema({ terminal }: CommandContext): ExitCode {
  printJson(customerJsonSchema(), terminal);
  return 0;
}
