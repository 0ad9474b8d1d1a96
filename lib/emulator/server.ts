import type { AddressInfo } from "node:net";
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { v4 } from "uuid";
import { errorBody } from "./azure-error.ts";
import type { Certificate } from "./certificate.ts";
import type { EmulatedAzure } from "./emulated-azure.ts";
import { parseFault } from "./parse-fault.ts";
import type { ArmRequest, ArmResponse } from "./request.ts";

/** An emulated Azure that listens on loopback. */
export interface RunningEmulator {
  /** `http://127.0.0.1:<port>` */
  readonly http: string;
  /** `https://127.0.0.1:<port>`, with the certificate given. */
  readonly https: string;
  close(): Promise<void>;
}

/** Larger bodies are refused (clause E005): 1 MiB. */
const BODY_LIMIT = 1_048_576;

/** Starts to serve, over HTTP and HTTPS, on free ports of 127.0.0.1 and nowhere else. */
export async function startEmulator(
  azure: EmulatedAzure,
  { cert, key }: Certificate,
): Promise<RunningEmulator> {
  const servers = [serverFor(azure, undefined), serverFor(azure, { cert, key })];
  await Promise.all(servers.map((server) => server.listen({ host: "127.0.0.1", port: 0 })));
  const [http, https] = servers.map((server) => (server.server.address() as AddressInfo).port);
  return {
    http: `http://127.0.0.1:${http}`,
    https: `https://127.0.0.1:${https}`,
    close: async () => {
      // whoever keeps a connection open would otherwise keep the process up
      for (const server of servers) server.server.closeAllConnections();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function serverFor(azure: EmulatedAzure, https: Certificate | undefined): FastifyInstance {
  const options = {
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    // a path that cannot be decoded never reaches a handler
    frameworkErrors: (error: FastifyError, _: unknown, reply: FastifyReply) => refuseRequest(error, reply),
  };
  // the two differ in a type parameter that nothing here depends on
  const server: FastifyInstance =
    https === undefined ? fastify(options) : (fastify({ ...options, https }) as unknown as FastifyInstance);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_, text, done) => done(null, text));
  addSandboxPaths(server, azure);
  server.setNotFoundHandler(refuseMethod);
  server.all("/*", (request, reply) => send(reply, azure.respond(armRequest(request))));
  server.setErrorHandler((error: FastifyError, _, reply) => refuseRequest(error, reply));
  return server;
}

/** What is wrong with a request before anybody looks at what it asks (clause E005). */
function refuseRequest({ statusCode = 500, message }: FastifyError, reply: FastifyReply): FastifyReply {
  const code = statusCode === 413 ? "RequestEntityTooLarge" : "InvalidRequest";
  return reply.code(statusCode).send(errorBody({ code, message }));
}

function armRequest(request: FastifyRequest): ArmRequest {
  const { protocol, host, method, headers } = request;
  const base = `${protocol}://${host}`;
  const url = new URL(request.raw.url ?? "/", base);
  return {
    method,
    path: decoded(url.pathname),
    query: new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value])),
    authorization: headers.authorization,
    body: bodyOf(request.body, headers["content-type"] ?? ""),
    base,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** JSON, or the fields of a form; `null` for what is neither. */
function bodyOf(text: unknown, contentType: string): unknown {
  if (typeof text !== "string" || text === "") return undefined;
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function send(reply: FastifyReply, response: ArmResponse): FastifyReply {
  if (response.kind === "lost") {
    reply.hijack();
    reply.raw.destroy();
    return reply;
  }
  reply.code(response.status).header("x-ms-request-id", v4()).headers(response.headers);
  return response.body === undefined ? reply.send() : reply.send(response.body);
}

function refuseMethod(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const message = `The method ${request.method} is not allowed here.`;
  return reply.code(405).send(errorBody({ code: "MethodNotAllowed", message }));
}

/** What no Azure has: who has access, how that came about, and faults on demand. */
function addSandboxPaths(server: FastifyInstance, azure: EmulatedAzure): void {
  server.get("/sandbox/access", () => azure.access());
  server.get("/sandbox/history", () => azure.history());
  server.get("/sandbox/requests", () => azure.requests());
  server.get("/sandbox/effective-access", (request) => {
    const query = new URL(request.raw.url ?? "/", "http://sandbox").searchParams;
    const of = (name: string) => query.get(name) ?? "";
    return azure.effectiveAccess(of("managingTenantId"), of("principalId"), of("scope"));
  });
  server.post("/sandbox/faults", (request, reply) => {
    const fault = parseFault(bodyOf(request.body, "application/json"));
    if ("problem" in fault)
      return reply.code(400).send(errorBody({ code: "InvalidFault", message: fault.problem }));
    azure.inject(fault.fault);
    return reply.code(204).send();
  });
}
