import * as z from "zod";
import { GUID_PATTERN } from "../values/guid.ts";

/** Schema of a GUID in either case: other tools print both. */
export const guidSchema: z.ZodString = z.string().regex(GUID_PATTERN, "a GUID");
