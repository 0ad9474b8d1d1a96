import { customerJsonSchema } from "../../definitions/customer-schema.ts";
import { offerJsonSchema } from "../../definitions/offer-schema.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { printJson } from "../print.ts";

/** A kind of data file with a JSON Schema. */
export type SchemaKind = "customer" | "offer";

/** `keeper schema [customer|offer]`: the JSON Schema that editors complete data files with. */
export function schema(kind: SchemaKind, { terminal }: CommandContext): ExitCode {
  printJson(kind === "offer" ? offerJsonSchema() : customerJsonSchema(), terminal);
  return 0;
}
