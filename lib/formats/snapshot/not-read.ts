/** Reason why a part of Azure could not be read. Stable. */
export type NotReadCode =
  | "sign-in-needed"
  | "sign-in-refused"
  | "other-cloud"
  | "access-denied"
  | "not-delegated"
  | "not-found"
  | "token-refused"
  | "throttled"
  | "service-failed"
  | "unreachable"
  | "answer-unexpected"
  | "no-managing-tenant";

/** Meaning of each code, as a sentence without its final period. Answers of Azure are never repeated. */
export const NOT_READ_SENTENCES: Readonly<Record<NotReadCode, string>> = {
  "sign-in-needed": "the tenant requires a sign-in",
  "sign-in-refused": "the tenant refused the sign-in of this client",
  "other-cloud": "the tenant is in another Azure cloud than the one that was signed in to",
  "access-denied": "Azure denied access: the identity has no role there that may read it",
  "not-delegated": "the signed-in tenant has no access to the subscription: nothing is delegated to it there",
  "not-found": "Azure does not know the subscription or resource group",
  "token-refused": "Azure refused the access token, also after it was renewed",
  throttled: "Azure throttled the requests for too long",
  "service-failed": "Azure answered with a server error, also after several attempts",
  unreachable: "the connection to Azure failed, also after several attempts",
  "answer-unexpected": "Azure's answer does not have the documented form",
  "no-managing-tenant":
    "the tenant manages no subscription: the activity log of a managing tenant shows removed delegations",
} satisfies Record<NotReadCode, string>;

/** Part of a tenant or subscription that is read by a request of its own. */
export type AskedPart =
  | "sign-in"
  | "subscriptions"
  | "resource-graph"
  | "activity-log"
  | "registration-definitions"
  | "registration-assignments"
  | "resource-groups";

/** A part that could not be read. What was not read is never "nothing". */
export interface NotRead {
  readonly part: AskedPart;
  /** ARM id of the resource group, where it is the assignments of one. */
  readonly scope?: string;
  readonly code: NotReadCode;
  /** The sentence of the code at the time of the fetch. */
  readonly sentence: string;
}

/** Makes the record of a part that could not be read. */
export function notRead(part: AskedPart, code: NotReadCode, scope?: string): NotRead {
  return { part, code, sentence: NOT_READ_SENTENCES[code], ...(scope === undefined ? {} : { scope }) };
}
