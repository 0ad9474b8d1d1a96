import type { CustomerAccess } from "../access/access-side.ts";
import { canonical } from "../values/canonical-json.ts";

/** Access as text, without Terraform's addresses, which a template does not have. Equal access gives equal texts. */
export function comparableAccess({ definitions, ...rest }: CustomerAccess): string {
  return canonical({ ...rest, definitions: definitions.map(({ addressedOffer: _, ...each }) => each) });
}
