import { ArmClient, property } from "./arm-client.ts";
import { type PluginObject, textOf } from "./plugin-values.ts";

/** Credentials and waiting times of the stand-in; see ArmClientOptions. */
export interface SessionOptions {
  readonly endpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly pollInterval: number;
  readonly backOff: number;
}

/** One configured provider: an alias of one Terraform run, pinned to a subscription and its tenant. */
export class ProviderSession {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly client: ArmClient;
  readonly #namespaces: readonly string[];
  #registered: Promise<void> | undefined;

  constructor(configuration: PluginObject, options: SessionOptions) {
    this.subscriptionId = textOf(configuration["subscription_id"]) ?? "";
    this.tenantId = textOf(configuration["tenant_id"]) ?? "";
    this.clientId = textOf(configuration["client_id"]) ?? options.clientId;
    this.client = new ArmClient({ ...options, tenantId: this.tenantId, clientId: this.clientId });
    const names = configuration["resource_providers_to_register"];
    this.#namespaces = Array.isArray(names) ? names.filter((each) => typeof each === "string") : [];
  }

  /** Registers the resource providers of the configuration, once. azurerm does this when it is configured. */
  register(): Promise<void> {
    this.#registered ??= this.#register();
    return this.#registered;
  }

  async #register(): Promise<void> {
    if (this.#namespaces.length === 0) return;
    const version = "api-version=2022-09-01";
    const providers = `/subscriptions/${this.subscriptionId}/providers`;
    const listed = await this.client.send("GET", `${providers}?${version}`, [200]);
    const known = property(listed.body, "value");
    for (const namespace of this.#namespaces) {
      if (isRegistered(Array.isArray(known) ? known : [], namespace)) continue;
      await this.client.send("POST", `${providers}/${namespace}/register?${version}`, [200]);
      await this.#untilRegistered(`${providers}/${namespace}?${version}`);
    }
  }

  async #untilRegistered(path: string): Promise<void> {
    for (;;) {
      const answer = await this.client.send("GET", path, [200]);
      if (property(answer.body, "registrationState") === "Registered") return;
      await this.client.pause(answer);
    }
  }
}

function isRegistered(known: readonly unknown[], namespace: string): boolean {
  return known.some(
    (each) =>
      String(property(each, "namespace")).toLowerCase() === namespace.toLowerCase() &&
      property(each, "registrationState") === "Registered",
  );
}
