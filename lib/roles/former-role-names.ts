import { type RoleCatalogue, roleByName } from "./role-catalogue.ts";

/*
 * Names that built-in roles had before Azure renamed them. Templates and scripts still hold them; the GUIDs stayed.
 */

/** Services whose roles got another name, by the beginning of the names, in lower case. */
const RENAMED_SERVICES: readonly (readonly [former: string, present: string])[] = [
  ["azure sentinel ", "Microsoft Sentinel "],
];

/** Single roles that got another name, by the former one in lower case. */
const RENAMED_ROLES: ReadonlyMap<string, string> = new Map([
  ["azure digital twins owner (preview)", "Azure Digital Twins Data Owner"],
  ["azure digital twins reader (preview)", "Azure Digital Twins Data Reader"],
  ["signalr contributor", "SignalR/Web PubSub Contributor"],
]);

/**
 * The present name of a role that is known by a former name. Undefined where the name is not a former one, or the
 * catalogue lacks the role.
 */
export function presentRoleName(catalogue: RoleCatalogue, former: string): string | undefined {
  const plain = former.trim().toLowerCase();
  const service = RENAMED_SERVICES.find(([before]) => plain.startsWith(before));
  const present =
    service === undefined ? RENAMED_ROLES.get(plain) : `${service[1]}${plain.slice(service[0].length)}`;
  if (present === undefined) return undefined;
  const exact = roleByName(catalogue, present)?.name;
  return exact ?? catalogue.roles.find(({ name }) => name.toLowerCase() === present.toLowerCase())?.name;
}
