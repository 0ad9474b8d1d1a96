import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { search } from "@jmespath-community/jmespath";
import { onTestFinished } from "vitest";
import type { EmulatedAzure } from "../../lib/emulator/emulated-azure.ts";
import { templateResources } from "../../lib/formats/arm/template-resources.ts";
import { temporaryFolder } from "./estates.ts";

/*
 * An `az` on PATH whose Azure is the emulator. It answers the commands of onboarding packages as Azure CLI 2.45.0 was seen
 * to answer them, and refuses every other one.
 */

/** Who is signed in, and with which Azure. */
export interface SignedIn {
  readonly azure: EmulatedAzure;
  readonly tenantId: string;
  /** Object id, or client id of a service principal. */
  readonly principalId: string;
  /** @default - a service principal, which has none */
  readonly userPrincipalName?: string;
  /** @default "AzureCloud" */
  readonly cloud?: string;
  /** Lets the emulator's clock go on between two requests. @default - it goes by itself */
  readonly pass?: () => void;
}

/** What a command ended with. */
interface Ended {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** Starts no further program: a script calls `az` some twenty times. Words and answers end with NUL. */
const PROGRAM = `#!/bin/bash
exec 3<>"/dev/tcp/127.0.0.1/$AZ_DOUBLE"
printf '%s\\0' "$(($# + 1))" "$PWD" "$@" >&3
IFS= read -r -d '' code <&3
IFS= read -r -d '' out <&3
IFS= read -r -d '' err <&3
printf '%s' "$out"
printf '%s' "$err" >&2
exit "$code"
`;

/** A folder with an `az`, and the environment in which a script finds it. */
export async function azOnPath(
  signedIn: SignedIn,
): Promise<{ readonly environment: Record<string, string>; readonly calls: readonly string[] }> {
  const calls: string[] = [];
  const server = createServer((socket) => {
    let sent = "";
    socket.on("data", async (text) => {
      sent += text;
      const [count = "", folder = "", ...words] = sent.split("\0").slice(0, -1);
      if (words.length + 1 < Number(count) || count === "") return;
      calls.push(words.join(" "));
      const { out, err, code } = await new AzDouble(signedIn, folder).run(words);
      socket.end(`${code}\0${out}\0${err}\0`);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.close();
  });
  const folder = temporaryFolder();
  writeFileSync(join(folder, "az"), PROGRAM);
  chmodSync(join(folder, "az"), 0o755);
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      PATH: `${folder}:${process.env["PATH"] ?? ""}`,
      AZ_DOUBLE: String(port),
      KEEPER_PAUSE: "0.05",
    },
    calls,
  };
}

class AzDouble {
  readonly #signedIn: SignedIn;
  readonly #folder: string;

  constructor(signedIn: SignedIn, folder: string) {
    this.#signedIn = signedIn;
    this.#folder = folder;
  }

  async run(words: readonly string[]): Promise<Ended> {
    const [command, options] = optionsOf(words);
    const query = options.get("query") ?? "@";
    const print = (value: unknown): Ended => {
      const out = options.get("output") === "tsv" ? tsv(search(value as never, query)) : "";
      return { out, err: "", code: 0 };
    };
    switch (command) {
      case "cloud show":
        return print({ name: this.#signedIn.cloud ?? "AzureCloud" });
      case "account show": {
        const shown = this.#ask("GET", `/subscriptions/${options.get("subscription")}`, "2022-12-01");
        return shown.status === 200 ? print(shown.body) : failed("Subscription not found.");
      }
      case "ad signed-in-user show":
        return this.#signedIn.userPrincipalName === undefined
          ? failed("/me request is only valid with delegated authentication flow.")
          : print({ userPrincipalName: this.#signedIn.userPrincipalName });
      case "provider register":
        return this.#register(options, print);
      case "rest":
        return this.#rest(options, print);
      case "deployment sub create":
        return this.#deploy(options, print);
      default:
        return failed(`'${command}' is not among the commands that were seen`);
    }
  }

  #register(options: ReadonlyMap<string, string>, print: (value: unknown) => Ended): Ended {
    const path = `/subscriptions/${options.get("subscription")}/providers/${options.get("namespace")}/register`;
    return ended(this.#ask("POST", path, "2021-04-01"), print);
  }

  #rest(options: ReadonlyMap<string, string>, print: (value: unknown) => Ended): Ended {
    const url = new URL(options.get("url") ?? "", "https://azure");
    const version = url.searchParams.get("api-version") ?? "";
    this.#signedIn.pass?.();
    return ended(this.#ask(options.get("method")?.toUpperCase() ?? "", url.pathname, version), print);
  }

  /** Creates what a template has, each resource after the operation of the one before. */
  async #deploy(options: ReadonlyMap<string, string>, print: (value: unknown) => Ended): Promise<Ended> {
    const template = JSON.parse(readFileSync(join(this.#folder, options.get("template-file") ?? ""), "utf8"));
    const resources = templateResources(template, { subscriptionId: options.get("subscription") ?? "" });
    if (!resources.ok) return failed(`(InvalidTemplate) ${resources.error}`);
    for (const { scope, type, name, apiVersion, body } of resources.value) {
      const put = this.#ask("PUT", `${scope}/providers/${type}/${name}`, apiVersion, body);
      if (put.status >= 300) return ended(put, print);
      this.#signedIn.pass?.();
      await sleep(20);
    }
    return print({ properties: { provisioningState: "Succeeded" } });
  }

  #ask(method: string, path: string, version: string, body?: unknown): Answer {
    const { azure, tenantId, principalId } = this.#signedIn;
    const signIn = azure.respond({
      method: "POST",
      path: `/${tenantId}/oauth2/v2.0/token`,
      query: new Map(),
      authorization: undefined,
      body: { client_id: principalId },
      base: "http://azure",
    });
    const token =
      signIn.kind === "answer" && signIn.body !== undefined ? Object(signIn.body)["access_token"] : "";
    const answer = azure.respond({
      method,
      path: decodeURIComponent(path),
      query: new Map([["api-version", version]]),
      authorization: `Bearer ${token}`,
      body,
      base: "http://azure",
    });
    return answer.kind === "lost" ? { status: 0, body: undefined } : answer;
  }
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The words before the first option, and the options; one without a value counts as `true`. */
function optionsOf(words: readonly string[]): [string, ReadonlyMap<string, string>] {
  const first = words.findIndex((word) => word.startsWith("--"));
  const [command, rest] = first < 0 ? [words, []] : [words.slice(0, first), words.slice(first)];
  const options = new Map<string, string>();
  for (const [index, word] of rest.entries()) {
    const next = rest[index + 1];
    if (word.startsWith("--"))
      options.set(word.slice(2), next === undefined || next.startsWith("--") ? "true" : next);
  }
  return [command.join(" "), options];
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
};

function ended({ status, body }: Answer, print: (value: unknown) => Ended): Ended {
  if (status >= 200 && status < 300) return print(body);
  if (status === 0)
    return failed("('Connection aborted.', RemoteDisconnected('Remote end closed connection'))");
  return failed(`${REASONS[status] ?? status}(${JSON.stringify(body)})`);
}

function failed(problem: string): Ended {
  return { out: "", err: `ERROR: ${problem}\n`, code: 1 };
}

/** As az prints it: a row for each entry of a list, its fields separated by tabs. */
function tsv(value: unknown): string {
  if (value === null || value === undefined) return "";
  const field = (each: unknown) => (each === null ? "None" : String(each));
  const row = (each: unknown) => `${Array.isArray(each) ? each.map(field).join("\t") : field(each)}\n`;
  return Array.isArray(value) ? value.map(row).join("") : row(value);
}
