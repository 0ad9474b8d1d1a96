import { mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Customer } from "../delegation/customer.ts";
import { type EstateFolders, findEstate } from "../estate/find-estate.ts";
import { type PendingFile, writeFileAtomically, writePendingFile } from "../estate/write-file.ts";
import { removeScript } from "../onboarding/bash-remove.ts";
import { removePowerShell } from "../onboarding/powershell-remove.ts";
import type { Estate, Located } from "../rules/estate.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attempt, attemptAsync, success, take } from "../values/result.ts";
import { checkedEstate } from "./checked-estate.ts";
import { edited, leavingDeviations } from "./leaving-edit.ts";
import { type EvidenceSources, type KnownResources, readEvidence } from "./leaving-evidence.ts";
import {
  type Known,
  knownOf,
  type LeavingSubscription,
  lockedOf,
  recordOf,
  registeredOf,
  type Step,
  stepsOf,
} from "./leaving-steps.ts";
import { certifiable, leaveCommand, oneStep } from "./leaving-turn.ts";
import { unknownCustomer } from "./meant-name.ts";
import type { World } from "./world.ts";

/** Who leaves, and what is known of Azure. */
export interface LeaveRequest extends EvidenceSources {
  /** The customer's id. */
  readonly customer: string;
  /** Names of subscriptions. @default - all that the customer lists */
  readonly subscriptions: readonly string[];
  /** Folder for the customer's removal scripts, relative to the working folder. */
  readonly output: string;
  /** A file that is written before anything is edited, and put in place only afterwards. @default - none */
  readonly certificate: Certificate | undefined;
}

/** A certificate that is asked for. */
export interface Certificate {
  /** Relative to the working folder. */
  readonly file: string;
  readonly text: (leaving: Leaving) => string;
}

/** What was edited, and where each subscription is. */
export interface Leaving {
  readonly customer: string;
  readonly deployedBy: Customer["deployedBy"];
  /** What this run did to the customer's file. */
  readonly edit: "scopes-removed" | "subscriptions-removed" | "file-removed" | "none";
  readonly file: string;
  /** Files of deviations that this run removed, from the estate's root. */
  readonly deviations: readonly string[];
  /** The command of the next step, with the subscriptions that this run named. */
  readonly nextCommand: string;
  readonly subscriptions: readonly LeavingSubscription[];
}

/**
 * Takes one step of a customer's departure. The first step removes the delegations from the definitions. The second
 * removes the subscriptions or the customer. It needs something that shows that nothing is left. Where a file would
 * mean anything else afterwards, it gets its old text back.
 */
export function leave(request: LeaveRequest, world: World): Promise<Outcome<Leaving>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const { estate } = yield* take(await checkedEstate(folders, "complete", world));
    const located = yield* take(customerNamed(request.customer, estate));
    const customer = located.value;
    const names = yield* take(namesOf(customer, request.subscriptions));
    const steps = yield* take(stepsNow(request, { customer, names }, { estate, root: folders.root }, world));
    yield* take(oneStep(steps, request));
    const edit = editOf(steps, names, customer);
    yield* take(certifiable(steps, request));
    if (edit === "file-removed") yield* take(nothingElse(customer, estate));
    const subscriptions =
      edit === "scopes-removed"
        ? yield* take(withScripts(steps, customer, { request, world }))
        : steps.map(({ registered: _, ...each }) => ({ ...each, scripts: undefined }));
    const leaving: Leaving = {
      customer: customer.id,
      deployedBy: customer.deployedBy,
      edit,
      file: located.file,
      deviations:
        edit === "scopes-removed" ? leavingDeviations(customer, { of: "scopes", names }, estate) : [],
      nextCommand: leaveCommand(request.customer, request.subscriptions),
      subscriptions,
    };
    const certificate = yield* take(certified(leaving, request, world));
    try {
      yield* take(await edits({ located, names, steps, edit }, estate, { folders, world }));
      certificate?.place();
      return leaving;
    } finally {
      certificate?.discard();
    }
  });
}

function stepsNow(
  request: LeaveRequest,
  { customer, names }: { readonly customer: Customer; readonly names: ReadonlySet<string> },
  known: Known,
  world: World,
): Outcome<Step[]> {
  return attempt(function* () {
    const registered = yield* take(registeredOf(customer, known.estate));
    const leaving = registered.filter(({ name }) => names.has(name));
    const resources = new Map(
      registered.flatMap((each): [Guid, KnownResources][] => {
        const had = knownOf(customer, each, known.estate.lock);
        return had === undefined ? [] : [[each.id, had]];
      }),
    );
    const subject = { customer, known: resources, leaving: leaving.map(({ id }) => id) };
    return stepsOf(customer, leaving, known, yield* take(readEvidence(request, subject, world)));
  });
}

function editOf(
  steps: readonly Step[],
  names: ReadonlySet<string>,
  { subscriptions }: Customer,
): Leaving["edit"] {
  if (steps.some(({ step }) => step === "delegated")) return "scopes-removed";
  if (steps.some(({ step }) => step !== "ended")) return "none";
  return names.size === Object.keys(subscriptions).length ? "file-removed" : "subscriptions-removed";
}

function certified(
  leaving: Leaving,
  { certificate }: LeaveRequest,
  { folder }: World,
): Outcome<PendingFile | undefined> {
  if (certificate === undefined) return success(undefined);
  try {
    return success(writePendingFile(resolve(folder, certificate.file), certificate.text(leaving)));
  } catch (error) {
    const problem = `${certificate.file} cannot be written, and nothing was edited: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "name a file in an existing, writable folder");
  }
}

interface Planned {
  readonly located: Located<Customer>;
  readonly names: ReadonlySet<string>;
  readonly steps: readonly Step[];
  readonly edit: Leaving["edit"];
}

async function edits(
  { located, names, steps, edit }: Planned,
  estate: Estate,
  { folders, world }: { readonly folders: EstateFolders; readonly world: World },
): Promise<Outcome<undefined>> {
  switch (edit) {
    case "none":
      return success(undefined);
    case "file-removed":
      return withoutFile(join(folders.root, located.file), located.file);
    case "subscriptions-removed":
      return edited(located, { of: "subscriptions", names }, estate, { folders, world });
    case "scopes-removed": {
      // also what was never delegated: a snapshot is compared with the day of this step
      const beginning = steps.filter(
        ({ registered }) => knownOf(located.value, registered, estate.lock)?.since === undefined,
      );
      const records = Object.fromEntries(
        beginning.map(({ id, registered }) => [id, recordOf(registered, world.today)]),
      );
      return edited(located, { of: "scopes", names }, estate, { folders, world, records });
    }
  }
}

function withoutFile(path: string, file: string): Outcome<undefined> {
  try {
    rmSync(path);
    return success(undefined);
  } catch (error) {
    const problem = `${file} cannot be removed: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "make its folder writable, and run the command again");
  }
}

function customerNamed(id: string, { customers, unreadable }: Estate): Outcome<Located<Customer>> {
  const [broken] = unreadable;
  if (broken !== undefined)
    return failure(
      "unreadable-input",
      `${broken.at.file} cannot be read: ${broken.problem}`,
      "run keeper check, and correct the errors",
    );
  const found = customers.find(({ value }) => value.id === id);
  if (found !== undefined) return success(found);
  return unknownCustomer(
    id,
    customers.map(({ value }) => value.id),
  );
}

function namesOf({ id, subscriptions }: Customer, wanted: readonly string[]): Outcome<ReadonlySet<string>> {
  const all = Object.keys(subscriptions);
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown === undefined) return success(new Set(wanted.length === 0 ? all : wanted));
  const problem = `${id} lists no subscription ${JSON.stringify(unknown)}`;
  return failure("bad-arguments", problem, `name one of: ${all.slice(0, 20).join(", ")}`);
}

/** Refuses to remove a customer with delegations on unlisted subscriptions. Its lock or state has them. */
function nothingElse(customer: Customer, { lock, deployed }: Estate): Outcome<undefined> {
  const listed = new Set(Object.values(customer.subscriptions));
  const locked = Object.entries(lockedOf(customer, lock)).filter(([, offers]) => offers.length > 0);
  const held = [...locked.map(([id]) => id), ...(deployed.get(customer.id) ?? [])];
  const [unlisted] = held.filter((id) => !listed.has(id));
  if (unlisted === undefined) return success(undefined);
  const problem = `${customer.id} has delegations on ${unlisted} by the lock or the state, and its file does not list it`;
  return failure("bad-arguments", problem, "list it again with nothing delegated, deploy, then leave");
}

/** Writes the customer's removal scripts, which are made of the definitions before the edit. */
function withScripts(
  leaving: readonly Step[],
  customer: Customer,
  { request, world }: { readonly request: LeaveRequest; readonly world: World },
): Outcome<LeavingSubscription[]> {
  try {
    return success(
      leaving.map(({ registered, ...each }) => {
        if (each.step !== "delegated" || registered.registrations.length === 0)
          return { ...each, scripts: undefined };
        const folder = join(request.output, customer.id, each.name);
        const onboarded = { customer, subscription: registered };
        const scripts = {
          "remove.sh": removeScript(onboarded),
          "remove.ps1": `\ufeff${removePowerShell(onboarded)}`,
        };
        for (const [name, text] of Object.entries(scripts)) {
          const path = resolve(world.folder, folder, name);
          mkdirSync(dirname(path), { recursive: true });
          writeFileAtomically(path, text);
        }
        return { ...each, scripts: folder };
      }),
    );
  } catch (error) {
    const problem = `the removal scripts cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "pass --output <folder>; nothing was edited");
  }
}
