import * as z from "zod";
import { GUID_PATTERN } from "../values/guid.ts";

/** A GUID in either case, as documents of others have it. */
export const guidSchema: z.ZodString = z.string().regex(GUID_PATTERN, "a GUID");
