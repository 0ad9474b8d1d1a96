import type { Guid } from "../values/guid.ts";

/** Addresses and credentials for the processes inside a sandbox. */
export interface SandboxAddresses {
  /** The sandbox's folder: output, state and lock are below it. */
  readonly folder: string;
  /** The metadata host for azurerm, without a scheme: `127.0.0.1:<port>`. */
  readonly metadataHost: string;
  readonly clientId: Guid;
  readonly clientSecret: string;
  /** Path of the emulator's certificate, which programs of Node must trust. */
  readonly certificate: string;
}

/** Environment variables; `undefined` unsets one. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Inherited variables to unset: each would make Terraform or cdktf work outside the sandbox. */
const UNSET = { CDKTF_OUTDIR: undefined, TF_DATA_DIR: undefined, TF_WORKSPACE: undefined };

/** Variables of azurerm, as every program that signs in to Azure reads them. Windows ignores their case. */
const OF_AZURERM = /^ARM_/i;

/**
 * The variables of a process inside a sandbox. None of azurerm's is inherited: each would sign in, or reach Azure, as
 * outside of the sandbox.
 */
export function insideSandbox(inherited: Environment, environment: Environment): Environment {
  return { ...inherited, ...unsetOf(inherited, environment), ...environment };
}

/** The inherited variables of azurerm that a sandbox does not set, each `undefined`. */
export function unsetOf(inherited: Environment, environment: Environment): Environment {
  const names = Object.keys(inherited).filter(
    (name) => OF_AZURERM.test(name) && !Object.hasOwn(environment, name),
  );
  return Object.fromEntries(names.sort().map((name) => [name, undefined]));
}

/**
 * Stops cdktf from locking the provider for every platform. It would use the public registry, which fails behind a
 * mirror.
 */
const SKIP_PROVIDER_LOCK = { CDKTF_SKIP_PROVIDER_LOCK: "true" };

function common({
  folder,
  metadataHost,
  clientId,
  clientSecret,
  certificate,
}: SandboxAddresses): Environment {
  return {
    ...UNSET,
    ...SKIP_PROVIDER_LOCK,
    KEEPER_SANDBOX: folder,
    CDKTF_OUTPUT: `${folder}/cdktf.out`,
    CHECKPOINT_DISABLE: "1",
    ARM_METADATA_HOSTNAME: metadataHost,
    ARM_CLIENT_ID: clientId,
    ARM_CLIENT_SECRET: clientSecret,
    ARM_USE_CLI: "false",
    NODE_EXTRA_CA_CERTS: certificate,
    ARM_USE_MSI: "false",
    ARM_DISABLE_TERRAFORM_PARTNER_ID: "true",
  };
}

/**
 * The environment in which Terraform uses the stand-in as azurerm, without a registry.
 *
 * @param reattach value of TF_REATTACH_PROVIDERS, by provider address
 * @param configuration path of an empty Terraform CLI configuration, because the user's may set mirrors or overrides
 */
export function standInEnvironment(
  addresses: SandboxAddresses,
  reattach: Readonly<Record<string, unknown>>,
  configuration: string,
): Environment {
  return {
    ...common(addresses),
    TF_REATTACH_PROVIDERS: JSON.stringify(reattach),
    TF_CLI_CONFIG_FILE: configuration,
  };
}

/**
 * The environment in which the unmodified azurerm provider uses the emulator.
 *
 * @param certificates path of the certificates to trust: the emulator's, and those for installing azurerm
 */
export function azurermEnvironment(addresses: SandboxAddresses, certificates: string): Environment {
  return { ...common(addresses), SSL_CERT_FILE: certificates, TF_REATTACH_PROVIDERS: undefined };
}
