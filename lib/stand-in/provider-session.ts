import { ArmClient } from "./arm-client.ts";
import { during, property } from "./arm-failure.ts";
import type { Wait } from "./pace.ts";
import { Patience } from "./patience.ts";
import { type PluginObject, textOf } from "./plugin-values.ts";

/** Azure's address, the credentials, and how to wait. */
export interface SessionOptions {
  readonly endpoint: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How to wait; see `WAITS`. */
  readonly wait: Wait;
}

/** Deadline of azurerm's own configuration, in milliseconds. */
const CONFIGURE_TIMEOUT = 1_800_000;

/** Pause before a registration is read back, in milliseconds. */
const REGISTRATION_DELAY = 10_000;

/** One configured provider. It is an alias of one Terraform run, pinned to a subscription and its tenant. */
export class ProviderSession {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly client: ArmClient;
  readonly #namespaces: readonly string[];
  readonly #wait: Wait;
  readonly #stop = new AbortController();
  #configured: Promise<void> | undefined;

  constructor(configuration: PluginObject, options: SessionOptions) {
    this.subscriptionId = textOf(configuration["subscription_id"]) ?? "";
    this.tenantId = textOf(configuration["tenant_id"]) ?? "";
    this.clientId = textOf(configuration["client_id"]) ?? options.clientId;
    this.#wait = options.wait;
    const { endpoint, clientSecret } = options;
    this.client = new ArmClient({
      endpoint,
      clientSecret,
      tenantId: this.tenantId,
      clientId: this.clientId,
    });
    const names = configuration["resource_providers_to_register"];
    this.#namespaces = Array.isArray(names) ? names.filter((each) => typeof each === "string") : [];
  }

  /** The deadline of an operation that begins now, `limit` milliseconds away. */
  patience(limit: number): Patience {
    return new Patience(limit, this.#wait, this.#stop.signal);
  }

  /** Ends every operation that runs, as Terraform's Stop does. */
  stop(): void {
    this.#stop.abort();
  }

  /** Signs in, and registers the resource providers of the configuration, once. */
  configure(): Promise<void> {
    this.#configured ??= this.#configure(this.patience(CONFIGURE_TIMEOUT));
    return this.#configured;
  }

  async #configure(patience: Patience): Promise<void> {
    await this.client.signIn(patience);
    if (this.#namespaces.length === 0) return;
    const providers = `/subscriptions/${this.subscriptionId}/providers`;
    const known = await during("listing Resource Providers", () =>
      this.client.send("GET", `${providers}?${VERSION}`, [200], patience),
    );
    const registered = registeredIn(property(known.body, "value"));
    for (const namespace of this.#namespaces)
      if (!registered.has(namespace.toLowerCase()))
        await during(`registering Resource Provider ${namespace}`, () =>
          this.#register(`${providers}/${namespace}`, patience),
        );
  }

  async #register(path: string, patience: Patience): Promise<void> {
    await this.client.send("POST", `${path}/register?${VERSION}`, [200], patience, {});
    for (;;) {
      await patience.pause(REGISTRATION_DELAY);
      const answer = await this.client.send("GET", `${path}?${VERSION}`, [200], patience);
      if (property(answer.body, "registrationState") === "Registered") break;
    }
    // azurerm reads it once more (4.81 and 5.2)
    await this.client.send("GET", `${path}?${VERSION}`, [200], patience);
  }
}

const VERSION = "api-version=2022-09-01";

/** Namespaces in lower case of the registered resource providers in a list. */
function registeredIn(known: unknown): ReadonlySet<string> {
  const registered = (Array.isArray(known) ? known : []).filter(
    (each) => property(each, "registrationState") === "Registered",
  );
  return new Set(registered.map((each) => String(property(each, "namespace")).toLowerCase()));
}
