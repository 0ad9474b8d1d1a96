import type { Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type HttpBindings, serve } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { v4 } from "uuid";
import { type AzureErrorCode, errorBody } from "./azure-error.ts";
import type { Certificate } from "./certificate.ts";
import type { EmulatedAzure } from "./emulated-azure.ts";
import { parseFault } from "./parse-fault.ts";
import type { ArmRequest, ArmResponse } from "./request.ts";

/** An emulated Azure that listens on loopback. */
export interface RunningEmulator {
  /** `http://127.0.0.1:<port>` */
  readonly http: string;
  /** `https://127.0.0.1:<port>`, with the given certificate. */
  readonly https: string;
  close(): Promise<void>;
}

/** Largest accepted body, in bytes (clause E005). */
const BODY_LIMIT = 1_048_576;

const LOOPBACK = "127.0.0.1";

type HonoContext = Context<{ Bindings: HttpBindings }>;

/** Serves HTTP and HTTPS on free ports of 127.0.0.1 only. */
export async function startEmulator(
  azure: EmulatedAzure,
  { cert, key }: Certificate,
): Promise<RunningEmulator> {
  const { fetch } = application(azure);
  const [http, https] = await Promise.all([
    listening((ready) => serve({ fetch, hostname: LOOPBACK, port: 0 }, ready) as Server),
    listening(
      (ready) =>
        serve(
          {
            fetch,
            hostname: LOOPBACK,
            port: 0,
            createServer: createHttpsServer,
            serverOptions: { cert, key },
          },
          ready,
        ) as Server,
    ),
  ]);
  return {
    http: `http://${LOOPBACK}:${http.port}`,
    https: `https://${LOOPBACK}:${https.port}`,
    close: async () => {
      await Promise.all([closed(http.server), closed(https.server)]);
    },
  };
}

function listening(
  start: (ready: (info: AddressInfo) => void) => Server,
): Promise<{ readonly server: Server; readonly port: number }> {
  return new Promise((resolve, reject) => {
    const server = start(({ port }) => resolve({ server, port }));
    server.on("error", reject);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    // an open connection would keep the process alive
    server.closeAllConnections();
  });
}

function application(azure: EmulatedAzure): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(
    bodyLimit({
      maxSize: BODY_LIMIT,
      onError: (context) => refused(context, 413, "RequestEntityTooLarge", "The body is larger than 1 MiB."),
    }),
  );
  app.onError((error, context) => refused(context, 500, "InternalServerError", error.message));
  addSandboxPaths(app, azure);
  app.all("*", async (context) => send(context, azure.respond(await armRequest(context))));
  return app;
}

async function armRequest(context: HonoContext): Promise<ArmRequest> {
  const { method, headers, url } = context.req.raw;
  const { origin, pathname, searchParams } = new URL(url);
  return {
    method,
    path: decoded(pathname),
    query: new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value])),
    authorization: headers.get("authorization") ?? undefined,
    body: bodyOf(await context.req.text(), headers.get("content-type") ?? ""),
    base: origin,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Parses JSON or the fields of a form. `null` for anything else, undefined for no text. */
function bodyOf(text: string, contentType: string): unknown {
  if (text === "") return undefined;
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function send(context: HonoContext, response: ArmResponse): Response {
  if (response.kind === "lost") {
    context.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const { status, headers, body } = response;
  const sent = { "x-ms-request-id": v4(), ...headers };
  return body === undefined
    ? new Response(null, { status, headers: sent })
    : Response.json(body, { status, headers: sent });
}

function refused(context: HonoContext, status: 413 | 500, code: AzureErrorCode, message: string): Response {
  // the rest of a too large body stays unread, so the connection cannot be reused
  if (status === 413) context.header("connection", "close");
  return context.json(errorBody({ code, message }), status);
}

/** Adds the paths that only the sandbox has: access, its history, requests and faults. */
function addSandboxPaths(app: Hono<{ Bindings: HttpBindings }>, azure: EmulatedAzure): void {
  app.get("/sandbox/access", (context) => context.json(azure.access()));
  app.get("/sandbox/history", (context) => context.json(azure.history()));
  app.get("/sandbox/requests", (context) => context.json(azure.requests()));
  app.get("/sandbox/effective-access", (context) => {
    const of = (name: string) => context.req.query(name) ?? "";
    return context.json(azure.effectiveAccess(of("managingTenantId"), of("principalId"), of("scope")));
  });
  app.post("/sandbox/faults", async (context) => {
    const fault = parseFault(bodyOf(await context.req.text(), "application/json"));
    if ("problem" in fault)
      return context.json({ error: { code: "InvalidFault", message: fault.problem } }, 400);
    azure.inject(fault.fault);
    return context.body(null, 204);
  });
}
