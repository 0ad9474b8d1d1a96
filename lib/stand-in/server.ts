import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadPackageDefinition, Server, ServerCredentials, type ServiceDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

import { type FollowingClock, type Pace, waitOf } from "./pace.ts";
import { failed, type PluginCall, type PluginRequest, providerCalls } from "./provider.ts";
import type { ProviderSchema } from "./provider-schema.ts";
import type { SessionOptions } from "./provider-session.ts";

/** Azure's address, the credentials and the pace of the stand-in. */
export interface StandInOptions {
  /** Address of Resource Manager and of the token endpoint: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  /** Client id for provider blocks without one. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** How long it waits. @default "azure" */
  readonly pace?: Pace;
  /** The emulated Azure's time. @default - it goes on by itself alone */
  readonly clock?: FollowingClock | undefined;
}

/** A running stand-in that listens on loopback. */
export interface StandIn {
  /** Value of TF_REATTACH_PROVIDERS, by azurerm's address in Terraform and in OpenTofu. */
  readonly reattach: Readonly<Record<string, object>>;
  close(): Promise<void>;
}

const ADDRESSES = ["registry.terraform.io/hashicorp/azurerm", "registry.opentofu.org/hashicorp/azurerm"];

const data = (file: string) => fileURLToPath(new URL(`../../data/${file}`, import.meta.url));

/** Largest message, in bytes: enough for a state of thousands of resources. */
const LARGEST_MESSAGE = 64 << 20;

/** Serves azurerm's two Lighthouse resources to Terraform, on a free port of 127.0.0.1. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const session: SessionOptions = { ...options, wait: waitOf(options.pace ?? "azure", options.clock) };
  const server = new Server({
    "grpc.max_receive_message_length": LARGEST_MESSAGE,
    "grpc.max_send_message_length": LARGEST_MESSAGE,
  });
  server.addService(pluginService(), implementation(providerCalls(azurermSchema(), session)));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  const config = {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: process.pid,
    Test: true,
    Addr: { Network: "tcp", String: `127.0.0.1:${port}` },
  };
  return {
    reattach: Object.fromEntries(ADDRESSES.map((address) => [address, config])),
    close: () =>
      new Promise((closed) => {
        server.forceShutdown();
        server.tryShutdown(() => closed());
      }),
  };
}

function azurermSchema(): ProviderSchema {
  const printed = JSON.parse(readFileSync(data("azurerm-lighthouse-schema.json"), "utf8"));
  return printed.provider_schemas["registry.terraform.io/hashicorp/azurerm"];
}

function pluginService(): ServiceDefinition {
  const definition = loadSync(data("tfplugin5.proto"), {
    keepCase: true,
    longs: Number,
    enums: Number,
    defaults: true,
    oneofs: true,
  });
  // the loader's types do not describe the file's content
  const loaded = loadPackageDefinition(definition) as unknown as {
    readonly tfplugin5: { readonly Provider: { readonly service: ServiceDefinition } };
  };
  return loaded.tfplugin5.Provider.service;
}

interface Incoming {
  readonly request: PluginRequest;
  getPeer(): string;
}

type Reply = (error: null, answer: object) => void;

/** Wraps the handlers: an exception becomes a diagnostic that Terraform shows, not a broken connection. */
function implementation(
  calls: Readonly<Record<string, PluginCall>>,
): Record<string, (call: Incoming, reply: Reply) => void> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, answer]) => [
      name,
      (call: Incoming, reply: Reply) => {
        Promise.resolve()
          .then(() => answer(call.request, call.getPeer()))
          .catch((error: unknown) => ({
            diagnostics: [failed(error instanceof Error ? error.message : String(error))],
          }))
          .then((given) => reply(null, given));
      },
    ]),
  );
}
