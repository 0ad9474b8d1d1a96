import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Certificate, selfSignedCertificate } from "../../lib/emulator/certificate.ts";
import { EmulatedAzure } from "../../lib/emulator/emulated-azure.ts";
import type { Fault } from "../../lib/emulator/faults.ts";
import type { ArmRequest } from "../../lib/emulator/request.ts";
import { type RunningEmulator, startEmulator } from "../../lib/emulator/server.ts";
import { applyChange } from "../../lib/stand-in/apply.ts";
import { WAITS, type Wait } from "../../lib/stand-in/pace.ts";
import type { PluginObject } from "../../lib/stand-in/plugin-values.ts";
import { ProviderSession } from "../../lib/stand-in/provider-session.ts";
import { read } from "../../lib/stand-in/resource-calls.ts";
import type { ResourceType } from "../../lib/stand-in/resource-types.ts";
import { DEFAULT_TIMEOUTS, type Timeouts } from "../../lib/stand-in/timeouts.ts";
import {
  assignment,
  CUSTOMER,
  definition,
  ELSEWHERE,
  GROUP,
  MANAGING,
  OWNER,
  ROLES,
  SCOPE,
  SmallAzure,
  SUBSCRIPTION,
} from "../support/azure.ts";

/*
 * The stand-in's calls, waits and failures, as azurerm 4.81 and 5.2 were seen to make them. Waiting advances the
 * emulator's clock, so that every wait is as long as azurerm's and takes no time.
 */

const DEFINITION = "azurerm_lighthouse_definition";
const ASSIGNMENT = "azurerm_lighthouse_assignment";
const READ = "Microsoft.ManagedServices/registrationDefinitions/read";
const WRITE = "Microsoft.ManagedServices/registrationDefinitions/write";
const STATUS = "Microsoft.ManagedServices/operationStatuses/read";
const DELETE_ASSIGNMENT = "Microsoft.ManagedServices/registrationAssignments/delete";
const VERSION = "api-version=2022-10-01";

const nameOf = (path: string) => path.split("/").at(-1) ?? "";
const PLANNED: PluginObject = {
  id: null,
  name: "Operations",
  description: "new",
  managing_tenant_id: MANAGING,
  scope: SCOPE,
  lighthouse_definition_id: nameOf(definition("1")),
  authorization: [
    {
      principal_id: GROUP,
      role_definition_id: ROLES.reader,
      principal_display_name: "Operators",
      delegated_role_definition_ids: [],
    },
  ],
  eligible_authorization: [],
  plan: [],
};

let certificate: Certificate;
beforeAll(async () => {
  certificate = await selfSignedCertificate(Date.now());
});
let running: RunningEmulator | undefined;
afterEach(() => running?.close());

interface Started {
  readonly small: SmallAzure;
  readonly session: ProviderSession;
  /** Milliseconds of every wait. */
  readonly waits: number[];
  /** Every request so far, with its query and status, in short. */
  calls(): string[];
  /** Every request so far. */
  requests(): ArmRequest[];
}

async function started(
  configuration: PluginObject = {},
  faults: readonly Fault[] = [],
  waiting?: Wait,
): Promise<Started> {
  const small = new SmallAzure();
  const responded = vi.spyOn(small.azure, "respond");
  for (const fault of faults) small.azure.inject(fault);
  running = await startEmulator(small.azure, certificate);
  const waits: number[] = [];
  const wait: Wait = async (milliseconds) => {
    waits.push(milliseconds);
    small.now += milliseconds;
  };
  const session = new ProviderSession(
    { subscription_id: SUBSCRIPTION, tenant_id: CUSTOMER, ...configuration },
    { endpoint: running.http, clientId: OWNER, clientSecret: "x", wait: waiting ?? wait },
  );
  const requests = () => responded.mock.calls.map(([request]) => request);
  const calls = () =>
    responded.mock.calls.map(([request], index) => {
      const result = responded.mock.results[index]?.value;
      return `${inShort(request)} ${result?.kind === "lost" ? "lost" : result?.status}`;
    });
  return { small, session, waits, calls, requests };
}

/** `GET registrationDefinitions ?api-version=…`, without what differs between runs. */
function inShort({ method, path, query }: ArmRequest): string {
  const kind = /\/(registration\w+|operationStatuses|providers|register|token|endpoints)(?:\/[^/]+)?$/.exec(
    path,
  )?.[1];
  const parameters = [...query].sort().map(([name, value]) => `${name}=${value}`);
  return [`${method} ${kind}`, ...(parameters.length === 0 ? [] : [`?${parameters.join("&")}`])].join(" ");
}

const apply = (
  { session }: Started,
  type: ResourceType,
  prior: PluginObject | null,
  planned: PluginObject | null,
  timeouts: Timeouts = DEFAULT_TIMEOUTS,
) => applyChange(session, type, prior, planned, timeouts);

/** The part of the log after signing in: metadata and two tokens. */
const afterSignIn = (calls: readonly string[]) => calls.slice(3);

test("it begins with the metadata and two tokens", async () => {
  const standIn = await started();
  await standIn.session.configure();
  expect(standIn.calls()).toEqual([
    "GET endpoints ?api-version=2022-09-01 200",
    "POST token 200",
    "POST token 200",
  ]);
  const scopes = standIn
    .requests()
    .slice(1)
    .map(({ body }) => (body as { readonly scope: string }).scope);
  expect(scopes).toEqual([`${running?.http}/.default`, `${running?.http}/.default`]);
});

test("an application that the tenant does not know ends the configuration, in azurerm's words", async () => {
  const { session } = await started({ client_id: GROUP });
  await expect(session.configure()).rejects.toThrow(
    /^building account: could not acquire access token to parse claims: clientCredentialsToken: received HTTP status 400 with response: .*AADSTS700016/,
  );
});

test("metadata that are an array are refused, as azurerm refuses them", async () => {
  const standIn = await started();
  vi.spyOn(standIn.small.azure, "respond").mockReturnValue({
    kind: "answer",
    status: 200,
    headers: {},
    body: [{}],
  });
  await expect(standIn.session.configure()).rejects.toThrow("cannot unmarshal array");
});

test("a registration is sent an empty object, waited for, and read twice", async () => {
  const standIn = await started({
    subscription_id: ELSEWHERE,
    resource_providers_to_register: ["Microsoft.ManagedServices"],
  });
  await standIn.session.configure();
  expect(afterSignIn(standIn.calls())).toEqual([
    "GET providers ?api-version=2022-09-01 200",
    "POST register ?api-version=2022-09-01 200",
    "GET providers ?api-version=2022-09-01 200",
    "GET providers ?api-version=2022-09-01 200",
  ]);
  expect(standIn.waits).toEqual([10_000]);
  expect(standIn.requests().find(({ path }) => path.endsWith("/register"))?.body).toEqual({});
});

test("a create checks, writes, polls the operation and reads back", async () => {
  const standIn = await started();
  const { state, problem } = await apply(standIn, DEFINITION, null, PLANNED);
  expect(problem).toBeUndefined();
  expect(state).toEqual({ ...PLANNED, id: definition("1") });
  expect(afterSignIn(standIn.calls())).toEqual([
    `GET registrationDefinitions ?${VERSION} 404`,
    `PUT registrationDefinitions ?${VERSION} 201`,
    `GET operationStatuses ?${VERSION} 200`,
    `GET registrationDefinitions ?${VERSION} 200`,
  ]);
  expect(standIn.waits).toEqual([1_000]);
});

test("without the header of an operation, the resource itself is polled, every 10 s", async () => {
  const standIn = await started();
  const { respond } = EmulatedAzure.prototype;
  vi.spyOn(standIn.small.azure, "respond").mockImplementation((request) => {
    const response = respond.call(standIn.small.azure, request);
    return response.kind === "answer" ? { ...response, headers: {} } : response;
  });
  standIn.small.azure.inject({ kind: "slow", milliseconds: 15_000, action: WRITE });
  expect((await apply(standIn, DEFINITION, null, PLANNED)).problem).toBeUndefined();
  expect(standIn.waits).toEqual([10_000, 10_000]);
});

const lost = (action: string, after = 0): Fault => ({ kind: "responseLost", action, after });

test("an answer to a PUT that is lost is not asked for again: the resource exists, and is not in state", async () => {
  const standIn = await started({}, [lost(WRITE)]);
  const { state, problem } = await apply(standIn, DEFINITION, null, PLANNED);
  expect(state).toBeNull();
  expect(problem).toBe(
    `creating Scoped Registration Definition (Scope: "${SCOPE}"\nRegistration Definition: "${nameOf(definition("1"))}"): performing CreateOrUpdate: Put "${running?.http}${definition("1")}?${VERSION}": HTTP response was nil; connection may have been reset`,
  );
  expect(standIn.calls().filter((call) => call.startsWith("PUT"))).toHaveLength(1);
  expect(standIn.small.azure.resources()).toHaveLength(1);
  const again = await apply(standIn, DEFINITION, null, PLANNED);
  expect(again.problem).toBe(
    `a resource with the ID "${definition("1")}" already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for "azurerm_lighthouse_definition" for more information`,
  );
});

test("a lost answer to a GET or DELETE ends the operation", async () => {
  const standIn = await started({}, [lost(READ), lost(DELETE_ASSIGNMENT)]);
  const get = await apply(standIn, DEFINITION, null, PLANNED);
  expect(get.problem).toMatch(/^checking for presence of existing .*\n.*: Get "http.*": EOF$/);
  standIn.small.define("1");
  standIn.small.assign("1", "1");
  const prior = { id: assignment("1"), name: nameOf(assignment("1")), scope: SCOPE };
  const deleted = await apply(standIn, ASSIGNMENT, prior, null);
  expect(deleted.state).toEqual(prior);
  expect(deleted.problem).toMatch(
    /^deleting .*\n.*: performing Delete: Delete "http.*": HTTP response was nil/,
  );
  expect(standIn.waits).toEqual([]);
});

test("metadata and tokens are asked for again where the answer is lost", async () => {
  const standIn = await started({}, [lost("metadata/read"), lost("token")]);
  await standIn.session.configure();
  expect(standIn.calls().map((call) => call.split(" ").at(-1))).toEqual([
    "lost",
    "200",
    "lost",
    "200",
    "200",
  ]);
  expect(standIn.waits).toEqual([1_000, 1_000]);
});

test("what is made and cannot be read back is in state, with a problem: Terraform marks it tainted", async () => {
  const standIn = await started({}, [lost(READ, 1)]);
  const { state, problem } = await apply(standIn, DEFINITION, null, PLANNED);
  expect(state).toEqual({ ...PLANNED, id: definition("1") });
  expect(problem).toMatch(/^retrieving Scoped Registration Definition .*\n.*: Get "http.*": EOF$/);
});

test("what is made and gone at once is not in state, without a problem of the provider's", async () => {
  const standIn = await started();
  const { respond } = EmulatedAzure.prototype;
  let reads = 0;
  vi.spyOn(standIn.small.azure, "respond").mockImplementation((request) => {
    const response = respond.call(standIn.small.azure, request);
    const isRead = request.method === "GET" && request.path === definition("1");
    return isRead && ++reads === 2 ? { kind: "answer", status: 404, headers: {}, body: undefined } : response;
  });
  expect(await apply(standIn, DEFINITION, null, PLANNED)).toEqual({ state: null });
});

test("an operation that fails leaves nothing of a create in state, and the planned values of an update", async () => {
  const standIn = await started({}, [{ kind: "operationFails", action: WRITE, count: 2 }]);
  const created = await apply(standIn, DEFINITION, null, PLANNED);
  expect(created.state).toBeNull();
  expect(created.problem).toMatch(
    /: polling after CreateOrUpdate: polling failed: the Azure API returned the following error: error: OperationFailed: /,
  );
  const prior = { ...PLANNED, id: definition("1"), description: "old" };
  const planned = { ...prior, description: "new" };
  const updated = await apply(standIn, DEFINITION, prior, planned);
  expect(updated.state).toEqual(planned);
  expect(updated.problem).toMatch(/^updating Scoped Registration Definition /);
});

test("a refusal comes at once, with code and message", async () => {
  const standIn = await started();
  const owner = [{ principal_id: GROUP, role_definition_id: ROLES.owner }];
  const { state, problem } = await apply(standIn, DEFINITION, null, { ...PLANNED, authorization: owner });
  expect(state).toBeNull();
  expect(problem).toMatch(
    /performing CreateOrUpdate: unexpected status 400 \(400 Bad Request\) with error: InvalidRegistrationDefinitionCreateRequest: /,
  );
  expect(standIn.waits).toEqual([]);
});

test("throttling and outages are waited out: 16 attempts, with growing pauses or the one that Azure names", async () => {
  const throttled: Fault = { kind: "throttled", retryAfterSeconds: 7, action: WRITE };
  const waitedOut = await started({}, [throttled, { kind: "serverError", status: 503, action: WRITE }]);
  expect((await apply(waitedOut, DEFINITION, null, PLANNED)).problem).toBeUndefined();
  expect(waitedOut.waits).toEqual([7_000, 2_000, 1_000]);
  await running?.close();

  const down = await started({}, [{ kind: "serverError", status: 500, action: WRITE, count: 20 }]);
  const { problem } = await apply(down, DEFINITION, null, PLANNED);
  expect(problem).toMatch(
    /unexpected status 500 \(500 Internal Server Error\) with error: InternalServerError/,
  );
  expect(down.calls().filter((call) => call.startsWith("PUT"))).toHaveLength(16);
  expect(down.waits.slice(0, 8)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 61_000, 61_000]);
});

test("every operation has a deadline: its own, or that of the timeouts block", async () => {
  const slow: Fault = { kind: "slow", milliseconds: 3_600_000, action: WRITE };
  const standIn = await started({}, [slow]);
  const created = await apply(standIn, DEFINITION, null, PLANNED);
  expect(created.problem).toMatch(/: polling after CreateOrUpdate: context deadline exceeded$/);
  expect(standIn.waits.reduce((sum, each) => sum + each, 0)).toBe(1_800_000);
  await running?.close();

  const short = await started({}, [{ kind: "serverError", status: 503, action: STATUS, count: 99 }]);
  const ended = await apply(short, DEFINITION, null, PLANNED, { ...DEFAULT_TIMEOUTS, create: 60_000 });
  expect(ended.problem).toMatch(/context deadline exceeded$/);
  expect(short.waits.reduce((sum, each) => sum + each, 0)).toBe(60_000);
  await running?.close();

  const reading = await started({}, [{ kind: "serverError", status: 503, action: READ, count: 99 }]);
  const patience = reading.session.patience(DEFAULT_TIMEOUTS.read);
  const call = { client: reading.session.client, type: DEFINITION, id: definition("1"), patience } as const;
  await expect(read(call)).rejects.toThrow(/^retrieving .*context deadline exceeded$/s);
  expect(reading.waits.reduce((sum, each) => sum + each, 0)).toBe(300_000);
});

/** The assignment's state after the definition and the assignment were made. */
function delegated({ small }: Started): PluginObject {
  small.define("1");
  small.assign("1", "1");
  return { id: assignment("1"), name: nameOf(assignment("1")), scope: SCOPE };
}

test("a deleted assignment is polled after 10 s without expansion, and read once more with it", async () => {
  const standIn = await started();
  const prior = delegated(standIn);
  await standIn.session.configure();
  const before = standIn.calls().length;
  expect(await apply(standIn, ASSIGNMENT, prior, null)).toEqual({ state: null });
  expect(standIn.calls().slice(before)).toEqual([
    `DELETE registrationAssignments ?${VERSION} 202`,
    `GET registrationAssignments ?${VERSION} 404`,
    `GET registrationAssignments ?$expandregistrationdefinition=true&${VERSION} 404`,
  ]);
  expect(standIn.waits).toEqual([10_000]);
  const definitionState = { ...PLANNED, id: definition("1") };
  expect(await apply(standIn, DEFINITION, definitionState, null)).toEqual({ state: null });
  expect(standIn.calls().at(-1)).toBe(`DELETE registrationDefinitions ?${VERSION} 200`);
});

test("an assignment whose deletion fails is polled until the deadline, whatever its operation says", async () => {
  const standIn = await started({}, [{ kind: "operationFails", action: DELETE_ASSIGNMENT }]);
  const prior = delegated(standIn);
  const { state, problem } = await apply(standIn, ASSIGNMENT, prior, null);
  expect(state).toEqual(prior);
  expect(problem).toMatch(/: polling after Delete: context deadline exceeded$/);
  expect(standIn.calls().filter((call) => call.startsWith("GET registrationAssignments"))).toHaveLength(179);
});

test("a definition that is still assigned is deleted in vain, once", async () => {
  const standIn = await started();
  delegated(standIn);
  const prior = { ...PLANNED, id: definition("1") };
  const { state, problem } = await apply(standIn, DEFINITION, prior, null);
  expect(state).toEqual(prior);
  expect(problem).toMatch(
    /unexpected status 409 \(409 Conflict\) with error: InvalidRegistrationDefinitionDelete/,
  );
  expect(standIn.calls().filter((call) => call.startsWith("DELETE"))).toHaveLength(1);
});

test("Stop ends what waits at once: what was made is not in state", async () => {
  const slow: Fault = { kind: "slow", milliseconds: 3_600_000, action: WRITE };
  const standIn = await started({}, [slow], WAITS.azure);
  const applied = apply(standIn, DEFINITION, null, PLANNED);
  while (standIn.small.azure.resources().length === 0) await new Promise((next) => setTimeout(next, 5));
  standIn.session.stop();
  expect(await applied).toEqual({ state: null, problem: expect.stringMatching(/: context canceled$/) });
  // and what is begun afterwards ends before it asks anything
  const before = standIn.calls().length;
  const later = await apply(standIn, DEFINITION, null, PLANNED);
  expect(later.problem).toMatch(/context canceled$/);
  expect(standIn.calls()).toHaveLength(before);
});

test("Stop ends the polling of a deletion that failed: nothing else does before its deadline", async () => {
  let waits = 0;
  // the third wait lasts until Stop
  const waiting: Wait = (_, signal) =>
    ++waits < 3
      ? Promise.resolve()
      : new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
  const standIn = await started({}, [{ kind: "operationFails", action: DELETE_ASSIGNMENT }], waiting);
  const prior = delegated(standIn);
  const deleted = apply(standIn, ASSIGNMENT, prior, null);
  while (waits < 3) await new Promise((next) => setTimeout(next, 5));
  standIn.session.stop();
  expect(await deleted).toEqual({
    state: prior,
    problem: expect.stringMatching(/: polling after Delete: context canceled$/),
  });
});
