import { ArmFailure, errorText, statusText } from "./arm-failure.ts";
import type { Patience } from "./patience.ts";
import { type ArmAnswer, lostText, repeated } from "./requests.ts";
import { type SignIn, type SignInOptions, signIn } from "./sign-in.ts";

/** A client of Azure Resource Manager with go-azure-sdk's behaviour. */
export class ArmClient {
  readonly #options: SignInOptions;
  #signedIn: Promise<SignIn> | undefined;

  constructor(options: SignInOptions) {
    this.#options = options;
  }

  /** Reads the metadata and signs in, once. */
  signIn(patience: Patience): Promise<SignIn> {
    this.#signedIn ??= signIn(this.#options, patience);
    return this.#signedIn;
  }

  /**
   * Sends a request and returns an answer with one of the accepted statuses. Repeats it on throttling and outages, but
   * not where the connection is lost.
   *
   * @param path a path of Resource Manager, or an address that it named
   * @throws {ArmFailure} For any other status, a lost connection, a deadline or a stop.
   */
  async send(
    method: "GET" | "PUT" | "POST" | "DELETE",
    path: string,
    accepted: readonly number[],
    patience: Patience,
    body?: object,
  ): Promise<ArmAnswer> {
    const { resourceManager, token } = await this.signIn(patience);
    const url = path.startsWith("http") ? path : `${resourceManager}${path}`;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const request = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await repeated(url, request, patience, () => lostText(method, url));
    if (accepted.includes(response.status)) return response;
    throw new ArmFailure(`unexpected status ${statusText(response.status)} with ${errorText(response.body)}`);
  }
}
