import { customerJsonSchema } from "../../definitions/customer-schema.ts";
import { printJson } from "../print.ts";
import type { ExitCode, Surroundings } from "../surroundings.ts";

/** `keeper schema`: the JSON Schema that editors complete data files with. */
export function schema({ terminal }: Surroundings): ExitCode {
  printJson(customerJsonSchema(), terminal);
  return 0;
}
