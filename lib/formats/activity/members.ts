import type { Members } from "../../advice/members.ts";
import type { Guid } from "../../values/guid.ts";
import { isObject } from "../../values/json-object.ts";
import { failed, type Result, success } from "../../values/result.ts";
import { guidIn } from "./guid-text.ts";

/** What a file of member lists looks like. */
export const MEMBERS_FORM =
  '{ "date": "YYYY-MM-DD", "groups": { "<object id>": <answer of Microsoft Graph to /groups/<object id>/transitiveMembers> } }';

/** One list as Microsoft Graph answered it. */
interface GroupList {
  readonly people: ReadonlySet<Guid>;
  readonly nested: readonly Guid[];
  readonly isWhole: boolean;
}

/** Reads dated lists of members. The failure says what is wrong, as a clause. */
export function readMembers(document: unknown): Result<Members, string> {
  if (!isObject(document) || !isObject(document["groups"])) return failed("has no groups");
  const date = document["date"];
  if (typeof date !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(date))
    return failed("has no date of the lists");
  const lists = new Map<Guid, GroupList>();
  const byName = new Map<string, Guid>();
  for (const [key, answer] of Object.entries(document["groups"])) {
    const group = guidIn(key);
    const list = group === undefined ? undefined : groupList(answer, byName);
    if (group === undefined || list === undefined)
      return failed(`has no list of members under ${JSON.stringify(key)}`);
    lists.set(group, list);
  }
  const whole = [...lists.keys()].map((group) => [group, peopleOf(group, lists)] as const);
  return success({
    date,
    groups: new Map(whole.map(([group, { people }]) => [group, people])),
    completeGroups: new Map(
      whole.flatMap(([group, { people, isWhole }]) => (isWhole ? [[group, people] as const] : [])),
    ),
    byName,
  });
}

function groupList(answer: unknown, byName: Map<string, Guid>): GroupList | undefined {
  const list = Array.isArray(answer) ? answer : isObject(answer) ? answer["value"] : undefined;
  if (!Array.isArray(list)) return undefined;
  const members = list.map(memberIn);
  const isCut = isObject(answer) && "@odata.nextLink" in answer;
  for (const member of members) if (member?.name !== undefined) byName.set(member.name, member.id);
  return {
    people: new Set(members.flatMap((each) => (each === undefined || each.isGroup ? [] : [each.id]))),
    nested: members.flatMap((each) => (each?.isGroup === true ? [each.id] : [])),
    isWhole: !isCut && members.every((each) => each !== undefined),
  };
}

interface Member {
  readonly id: Guid;
  readonly isGroup: boolean;
  /** User principal name in lower case. */
  readonly name: string | undefined;
}

function memberIn(member: unknown): Member | undefined {
  if (!isObject(member) || typeof member["id"] !== "string") return undefined;
  const id = guidIn(member["id"]);
  if (id === undefined) return undefined;
  const name = member["userPrincipalName"];
  return {
    id,
    isGroup: String(member["@odata.type"]).toLowerCase() === "#microsoft.graph.group",
    name: typeof name === "string" ? name.toLowerCase() : undefined,
  };
}

/** People of a group and of its nested groups. Not whole where one of those has no list. */
function peopleOf(group: Guid, lists: ReadonlyMap<Guid, GroupList>): Pick<GroupList, "people" | "isWhole"> {
  const people = new Set<Guid>();
  const seen = new Set<Guid>();
  let isWhole = true;
  for (const open = [group]; open.length > 0; ) {
    const next = open.pop() ?? "";
    if (seen.has(next)) continue;
    seen.add(next);
    const list = lists.get(next);
    isWhole &&= list?.isWhole === true;
    for (const each of list?.people ?? []) people.add(each);
    open.push(...(list?.nested ?? []));
  }
  return { people, isWhole };
}
