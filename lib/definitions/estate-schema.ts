import * as z from "zod";
import { DEFAULT_AZURERM_VERSION, withinKnownVersions } from "../delegation/azurerm-versions.ts";
import { ENGINES } from "../delegation/engine.ts";
import type { EstateDefaults } from "../delegation/estate-defaults.ts";
import type { Read } from "../documents/problem.ts";
import { signIn } from "./customer-schema.ts";
import { acceptanceDemand, cloud, guid, line } from "./primitives.ts";
import { readDefinition } from "./read-definition.ts";

// plain words only: these land in a backend block, where Terraform evaluates nothing, and in a file path
const folder = z
  .string("a folder as text")
  .regex(
    /^(?!\.\.?(?:\/|$))[\w.-]+(?:\/(?!\.\.?(?:\/|$))[\w.-]+)*$/,
    "a relative folder below the estate's root",
  )
  .refine((text) => !/(^|\/)cdktf\.out(\/|$)/i.test(text), "a folder outside cdktf.out, which is made anew");

const state = z.discriminatedUnion(
  "backend",
  [
    z.strictObject({
      backend: z.literal("local"),
      folder: folder.default("state"),
      allowInContinuousIntegration: z.boolean().default(false),
    }),
    z.strictObject({
      backend: z.literal("azurerm"),
      tenantId: guid,
      subscriptionId: guid,
      resourceGroupName: z.string().regex(/^[\w.()-]{1,90}$/, "a resource group's name"),
      storageAccountName: z.string().regex(/^[a-z0-9]{3,24}$/, "3 to 24 lower-case letters and digits"),
      containerName: z
        .string()
        .regex(/^[a-z0-9](?:-?[a-z0-9]){2,62}$/, "3 to 63 lower-case letters, digits and single hyphens"),
      cloud: cloud.default("public"),
      signIn: signIn.default({ method: "azureCli" }),
    }),
    z.strictObject({
      backend: z.literal("cloud"),
      organization: z.string().regex(/^[\w-]{1,90}$/, "letters, digits, underscores and hyphens"),
      hostname: z
        .string()
        .regex(/^[a-z0-9.-]{1,253}$/, "a host name in lower case")
        .default("app.terraform.io"),
      project: line.optional(),
    }),
  ],
  'a state with backend "local", "azurerm" or "cloud"',
);

/** The estate's defaults, as an author writes them. */
export const estateSchema = z.strictObject({
  state: state.default({ backend: "local", folder: "state", allowInContinuousIntegration: false }),
  signIn: signIn.default({ method: "azureCli" }),
  azurermVersion: z
    .string("a version constraint as text")
    .refine(withinKnownVersions, {
      error: 'a constraint within 4.55 to 5.x, such as "~> 5.2", "= 4.81.0" or ">= 4.55.0, < 6.0.0"',
      params: { problem: "can select an azurerm whose behaviour is not known" },
    })
    .default(DEFAULT_AZURERM_VERSION),
  partnerId: guid.optional(),
  registerResourceProvider: z.boolean("true or false").default(true),
  acceptance: acceptanceDemand.default("optional"),
  engine: z.enum(ENGINES).default("cdktf"),
});

/** Reads the estate's defaults; `undefined` stands for an estate without `estate.ts`. */
export function parseEstate(input: unknown): Read<EstateDefaults> {
  return readDefinition(estateSchema, input ?? {});
}
