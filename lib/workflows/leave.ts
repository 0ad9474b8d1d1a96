import { mkdirSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { accessOf } from "../access/access-grant.ts";
import type { Customer } from "../delegation/customer.ts";
import { registerCustomer } from "../delegation/register.ts";
import { type RegisteredSubscription, registrationAssignmentResourceId } from "../delegation/registration.ts";
import { isResolvable } from "../delegation/resolvable.ts";
import { findEstate } from "../estate/find-estate.ts";
import { hasLocalState } from "../estate/local-state.ts";
import { writeFileAtomically } from "../estate/write-file.ts";
import { removeScript } from "../onboarding/bash-remove.ts";
import { removePowerShell } from "../onboarding/powershell-remove.ts";
import { REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID } from "../roles/well-known-roles.ts";
import { type Estate, type Located, offersById } from "../rules/estate.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { own } from "../values/own.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { checkedEstate } from "./checked-estate.ts";
import { edited } from "./leaving-edit.ts";
import { type Evidence, type EvidenceSources, readEvidence } from "./leaving-evidence.ts";
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
}

/**
 * Where a subscription is on its way out. `undelegated`: the definitions no longer delegate it, and the stack was not
 * synthesized since. `ending`: the state still has it, or nothing shows that it is gone. `ended`: it can leave the file.
 */
export type LeavingStep = "delegated" | "undelegated" | "ending" | "ended";

/** A subscription that leaves. */
export interface LeavingSubscription {
  readonly name: string;
  readonly id: Guid;
  readonly step: LeavingStep;
  /** What shows that nothing is left; undefined where nothing does. */
  readonly evidence: Evidence | undefined;
  /** ARM ids of assignments that the provider may remove by himself. */
  readonly removable: readonly string[];
  /** ARM ids of assignments that the customer alone can remove. */
  readonly lasting: readonly string[];
  /** Folder with the customer's removal scripts; undefined where none were written. */
  readonly scripts: string | undefined;
}

/** What was edited, and where each subscription is. */
export interface Leaving {
  readonly customer: string;
  readonly deployedBy: Customer["deployedBy"];
  /** What this run did to the customer's file. */
  readonly edit: "scopes-removed" | "subscriptions-removed" | "file-removed" | "none";
  readonly file: string;
  readonly subscriptions: readonly LeavingSubscription[];
}

/**
 * Goes one step on the way out: first the definitions without the delegations, then without the subscriptions or the
 * customer. The second step needs something that shows that nothing is left. Where a file would mean anything else
 * afterwards, it gets its old text back.
 */
export function leave(request: LeaveRequest, world: World): Promise<Outcome<Leaving>> {
  return attemptAsync(async function* () {
    const folders = yield* take(findEstate(world.folder, undefined));
    const { estate } = yield* take(await checkedEstate(folders, "complete", world));
    const located = yield* take(customerNamed(request.customer, estate));
    const names = yield* take(namesOf(located.value, request.subscriptions));
    const evidence = yield* take(readEvidence(request, located.value, world.folder));
    const leaving = yield* take(stepsOf(located.value, names, { estate, root: folders.root }, evidence));
    const isDelegated = leaving.some(({ step }) => step === "delegated");
    const common = {
      customer: located.value.id,
      deployedBy: located.value.deployedBy,
      file: located.file,
    };
    if (isDelegated) {
      const written = yield* take(withScripts(leaving, located.value, { request, world }));
      yield* take(await edited(located, { of: "scopes", names }, estate, { folders, world }));
      return { ...common, edit: "scopes-removed" as const, subscriptions: written };
    }
    const shown = leaving.map(({ registered: _, ...each }) => ({ ...each, scripts: undefined }));
    if (leaving.some(({ step }) => step !== "ended"))
      return { ...common, edit: "none" as const, subscriptions: shown };
    if (names.size === Object.keys(located.value.subscriptions).length) {
      yield* take(nothingElse(located.value, estate));
      rmSync(join(folders.root, located.file));
      return { ...common, edit: "file-removed" as const, subscriptions: shown };
    }
    yield* take(await edited(located, { of: "subscriptions", names }, estate, { folders, world }));
    return { ...common, edit: "subscriptions-removed" as const, subscriptions: shown };
  });
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

/** The estate as it is read, and its root. */
interface Known {
  readonly estate: Estate;
  readonly root: string;
}

type Step = Omit<LeavingSubscription, "scripts"> & { readonly registered: RegisteredSubscription };

function stepsOf(
  customer: Customer,
  names: ReadonlySet<string>,
  known: Known,
  evidence: ReadonlyMap<Guid, Evidence>,
): Outcome<Step[]> {
  const { id } = customer;
  const { estate } = known;
  const offers = offersById(estate);
  if (!isResolvable(customer, offers, estate.catalogue)) {
    const problem = `the definition of ${id} names something that is not defined`;
    return failure("unreadable-input", problem, "run keeper check, and correct the errors");
  }
  const registered = registerCustomer(customer, offers, estate.catalogue);
  return success(
    registered
      .filter(({ name }) => names.has(name))
      .map((each) => ({
        name: each.name,
        id: each.id,
        registered: each,
        ...stepOf(each, customer, known, evidence.get(each.id)),
        ...endedBy(each),
      })),
  );
}

function stepOf(
  subscription: RegisteredSubscription,
  customer: Customer,
  { estate: { lock, deployed, defaults }, root }: Known,
  evidence: Evidence | undefined,
): Pick<Step, "step" | "evidence"> {
  const { id, deployedBy } = customer;
  const isDelegated = subscription.registrations.some(({ assignments }) => assignments.length > 0);
  if (isDelegated) return { step: "delegated", evidence };
  const locked = own(lockedOf(customer, lock), subscription.id) ?? [];
  if (locked.length > 0) return { step: "undelegated", evidence };
  if (deployed.get(id)?.includes(subscription.id) === true) return { step: "ending", evidence };
  // a state that is not here says nothing, and a customer's own deployment has a state of its own
  const isKnown = deployedBy === "provider" && hasLocalState(root, defaults.value.state, id);
  const shown = evidence ?? (isKnown ? { kind: "local-state" as const } : undefined);
  return { step: shown === undefined || shown.kind === "present" ? "ending" : "ended", evidence: shown };
}

/** Offers by subscription at the last synthesis, also under a former id. */
function lockedOf(
  { id, formerId }: Customer,
  lock: Estate["lock"],
): Readonly<Record<Guid, readonly string[]>> {
  return (own(lock, id) ?? own(lock, formerId ?? ""))?.subscriptions ?? {};
}

/** A customer whose lock or state has delegations on subscriptions that its file does not list must not be removed. */
function nothingElse(customer: Customer, { lock, deployed }: Estate): Outcome<undefined> {
  const listed = new Set(Object.values(customer.subscriptions));
  const locked = Object.entries(lockedOf(customer, lock)).filter(([, offers]) => offers.length > 0);
  const held = [...locked.map(([id]) => id), ...(deployed.get(customer.id) ?? [])];
  const [unlisted] = held.filter((id) => !listed.has(id));
  if (unlisted === undefined) return success(undefined);
  const problem = `${customer.id} has delegations on ${unlisted} by the lock or the state, and its file does not list it`;
  return failure("bad-arguments", problem, "list it again with nothing delegated, deploy, then leave");
}

/** Assignments by who can remove them: the provider where the delegation grants it the Delete role. */
function endedBy(subscription: RegisteredSubscription): Pick<Step, "removable" | "lasting"> {
  const grants = accessOf([subscription]);
  const all = [
    ...new Set(
      grants.map(({ scope, registrationAssignmentId: id }) => registrationAssignmentResourceId(scope, id)),
    ),
  ].sort();
  const removable = new Set(
    grants
      .filter(
        ({ roleDefinitionId, access }) =>
          roleDefinitionId === REGISTRATION_ASSIGNMENT_DELETE_ROLE_ID && access.kind === "standing",
      )
      .map(({ scope, registrationAssignmentId: id }) => registrationAssignmentResourceId(scope, id)),
  );
  return {
    removable: all.filter((id) => removable.has(id)),
    lasting: all.filter((id) => !removable.has(id)),
  };
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
        if (each.step !== "delegated") return { ...each, scripts: undefined };
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
