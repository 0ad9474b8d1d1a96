import type { ActivityEvent, ActivityLog } from "../../advice/activity.ts";
import { isObject, type JsonObject, objectAt } from "../../values/json-object.ts";
import { guidIn } from "./guid-text.ts";

/** The claims of a token, in the names that Azure's log uses for them. */
const CLAIMS = {
  objectId: ["http://schemas.microsoft.com/identity/claims/objectidentifier", "oid"],
  tenantId: ["http://schemas.microsoft.com/identity/claims/tenantid", "tid"],
  name: ["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn", "upn", "appid"],
} as const;

const OPERATION = /^[a-z][\w.-]*(?:\/[\w.-]+)+$/;

/** Longest text of an entry that is kept, in characters. */
const LONGEST = 300;

/**
 * Reads the entries of an activity log, each judged by itself. The document is the output of
 * `az monitor activity-log list`, or the answer of its REST API. Entries may have the form of diagnostic settings.
 * Undefined where the document is not a list.
 */
export function readActivityLog(document: unknown): ActivityLog | undefined {
  const list = Array.isArray(document) ? document : isObject(document) ? document["value"] : undefined;
  if (!Array.isArray(list)) return undefined;
  const collected = new CollectedActivity();
  for (const entry of list) collected.add(entry);
  const isCut = isObject(document) && typeof document["nextLink"] === "string" && document["nextLink"] !== "";
  return collected.log(isCut);
}

/** Entries of a log as they are read, one after the other. Equal parts are kept once: a log has few of them. */
export class CollectedActivity {
  readonly #leftOut = { illFormed: 0, notAdministrative: 0, unknownOperation: 0 };
  readonly #subscriptions = new Set<string>();
  readonly #events: ActivityEvent[] = [];
  readonly #parts = new Map<string, unknown>();
  #entries = 0;

  /** Takes one entry, whatever it is. */
  add(entry: unknown): void {
    this.#entries++;
    const read = isObject(entry) ? readEntry(entry) : "illFormed";
    if (typeof read === "string") {
      this.#leftOut[read]++;
      return;
    }
    this.#subscriptions.add(read.subscriptionId);
    this.#events.push({
      day: this.#once(read.day),
      subscriptionId: this.#once(read.subscriptionId),
      resourceId: this.#once(read.resourceId),
      operations: this.#once(read.operations),
      actor: this.#once(read.actor),
      evidenceOf: this.#once(read.evidenceOf),
    });
  }

  /** The log. @param isCut whether it names a next page */
  log(isCut: boolean): ActivityLog {
    return {
      events: this.#events,
      entries: this.#entries,
      leftOut: this.#leftOut,
      subscriptions: this.#subscriptions,
      isCut,
    };
  }

  /** The same part of an earlier entry, or this one. */
  #once<T>(part: T): T {
    const key = JSON.stringify(part) ?? "";
    const known = this.#parts.get(key);
    if (known === undefined) this.#parts.set(key, part);
    return known === undefined ? part : (known as T);
  }
}

function readEntry(
  entry: JsonObject,
): ActivityEvent | "illFormed" | "notAdministrative" | "unknownOperation" {
  const resourceId = (textIn(entry, "resourceId") ?? "").toLowerCase();
  const subscriptionId = guidIn(
    textIn(entry, "subscriptionId") ?? /^\/subscriptions\/([^/]+)/.exec(resourceId)?.[1],
  );
  const day = /^\d{4}-\d{2}-\d{2}(?=T)/.exec(
    textIn(entry, "eventTimestamp") ?? textIn(entry, "time") ?? "",
  )?.[0];
  const called = named(entry["operationName"]);
  if (subscriptionId === undefined || day === undefined || called === undefined) return "illFormed";
  const category = named(entry["category"]) ?? "Administrative";
  if (category.toLowerCase() !== "administrative") return "notAdministrative";
  // two forms of entries: that of the API, and that of diagnostic settings
  const identity = objectAt(entry, "identity");
  const authorization = { ...objectAt(identity, "authorization"), ...objectAt(entry, "authorization") };
  const claims = { ...objectAt(identity, "claims"), ...objectAt(entry, "claims") };
  const operations = [...new Set([called, textIn(authorization, "action") ?? called])].map((each) =>
    each.toLowerCase(),
  );
  if (!operations.every((each) => OPERATION.test(each))) return "unknownOperation";
  const caller = textIn(entry, "caller");
  return {
    day,
    subscriptionId,
    resourceId,
    operations: [...new Set(operations)],
    actor: {
      objectId: guidIn(claim(claims, "objectId")) ?? guidIn(caller),
      name: claim(claims, "name") ?? caller,
      tenantId: guidIn(claim(claims, "tenantId")),
    },
    evidenceOf: guidIn(textIn(objectAt(authorization, "evidence"), "principalId")),
  };
}

function claim(claims: JsonObject, name: keyof typeof CLAIMS): string | undefined {
  for (const key of CLAIMS[name]) {
    const found = textIn(claims, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A localizable string's value, or a plain text. */
function named(value: unknown): string | undefined {
  return isObject(value) ? textIn(value, "value") : short(value);
}

function textIn(object: JsonObject, key: string): string | undefined {
  return Object.hasOwn(object, key) ? short(object[key]) : undefined;
}

function short(value: unknown): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  return value.length > 4 * LONGEST ? undefined : value;
}
