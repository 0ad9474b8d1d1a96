import type { SandboxProvider } from "../../lib/sandbox/sandbox.ts";

/*
 * Which provider the end-to-end tests use: the stand-in, or azurerm itself (KEEPER_TEST_PROVIDER=azurerm). Terraform must
 * be able to install azurerm then: from its registry, or from a mirror that TF_CLI_CONFIG_FILE names.
 */

/** The provider of end-to-end tests. */
export const PROVIDER: SandboxProvider = providerNamed(process.env["KEEPER_TEST_PROVIDER"]);

/** The environment in which Terraform finds azurerm; empty for the stand-in, which needs no installation. */
export const INSTALLATION: Readonly<Record<string, string>> =
  PROVIDER === "stand-in"
    ? {}
    : Object.fromEntries(
        [
          "TF_CLI_CONFIG_FILE",
          "TF_PLUGIN_CACHE_DIR",
          "TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE",
          "HTTPS_PROXY",
          "NO_PROXY",
        ].flatMap((name) => {
          const value = process.env[name];
          return value === undefined ? [] : [[name, value]];
        }),
      );

/** Reads the name of a provider. @throws {Error} For any other text. */
export function providerNamed(name: string | undefined): SandboxProvider {
  if (name === undefined || name === "" || name === "stand-in") return "stand-in";
  if (name === "azurerm") return name;
  throw new Error(`KEEPER_TEST_PROVIDER is ${JSON.stringify(name)}, and must be azurerm or stand-in`);
}
