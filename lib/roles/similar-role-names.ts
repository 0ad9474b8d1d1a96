import { compareText } from "../values/compare-text.ts";
import { editDistance } from "../values/edit-distance.ts";
import { presentRoleName } from "./former-role-names.ts";
import type { RoleCatalogue } from "./role-catalogue.ts";

/** Words that roles of many services have: they do not show which service is meant. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  `access account admin administrator agent app apps azure client cluster contributor creator data developer full
  legacy management manager microsoft officer operator owner preview publisher read reader resource role sender service
  services user write writer`.split(/\s+/),
);

/** Words before the name of a service that say whose it is. */
const VENDORS: ReadonlySet<string> = new Set(["azure", "microsoft"]);

/** Words that several services begin with: alone, they do not show which one is meant. */
const SHARED_WORDS: ReadonlySet<string> = new Set(["classic", "health", "hybrid", "search", "test", "web"]);

/** Words up to this length are other words after one slip, unless they begin alike. */
const SHORT_WORD = 5;

/**
 * Suggests at most `limit` role names for an unknown one, nearest first, ignoring case. A role that was known by that
 * name is suggested. So is one that begins alike and has every word that names the service, up to slips of spelling. A
 * role of another service is never suggested.
 */
export function similarRoleNames(catalogue: RoleCatalogue, name: string, limit: number): readonly string[] {
  const present = presentRoleName(catalogue, name);
  if (present !== undefined) return [present].slice(0, limit);
  const wanted = serviceWords(name);
  const plain = name.trim().toLowerCase();
  const near = catalogue.roles
    .filter((role) => isOfService(name, role.name) || isRespaced(name, role.name))
    .map((role) => ({ name: role.name, distance: editDistance(plain, role.name.toLowerCase()) }))
    // without a word of a service, nothing but the spelling shows what is meant
    .filter(({ distance }) => wanted.length > 0 || distance <= Math.max(2, plain.length / 4))
    .sort((left, right) => left.distance - right.distance || compareText(left.name, right.name));
  return near.slice(0, limit).map((candidate) => candidate.name);
}

/** Words of a name, in lower case. */
function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** Words that show which service a role is for, in lower case. */
function serviceWords(name: string): readonly string[] {
  return wordsOf(name).filter((word) => !isCommon(word));
}

function isCommon(word: string): boolean {
  if (COMMON_WORDS.has(word)) return true;
  return word.length > 3 && [...COMMON_WORDS].some((common) => common.length > 3 && isMisspelt(word, common));
}

/**
 * Whether a role has a name's first word, service and all other words of it. For a name without words of a service:
 * whether the role has none either.
 */
function isOfService(name: string, role: string): boolean {
  if (!isSameWord(firstWord(name), firstWord(role))) return false;
  const [wanted, words] = [serviceWords(name), serviceWords(role)];
  if (wanted.length === 0) return words.length === 0;
  if (!isSameWord(wanted[0], words[0])) return false;
  if (wanted.length === 1 && SHARED_WORDS.has(wanted[0] ?? "") && words.length > 1) return false;
  return wanted.every((word) => words.some((each) => isSameWord(word, each)));
}

/** The first word of a name that does not say whose it is. */
function firstWord(name: string): string | undefined {
  return wordsOf(name).find((word) => !VENDORS.has(word));
}

function isSameWord(word: string | undefined, meant: string | undefined): boolean {
  if (word === undefined || meant === undefined) return false;
  return word === meant || isMisspelt(word, meant);
}

/** Whether two words differ by slips: one in four letters, and two at most. Short words begin alike. */
function isMisspelt(word: string, meant: string): boolean {
  const shorter = Math.min(word.length, meant.length);
  if (shorter <= SHORT_WORD && word[0] !== meant[0]) return false;
  const allowed = Math.min(2, Math.floor(shorter / 4));
  if (allowed === 0 || Math.abs(word.length - meant.length) > allowed) return false;
  return editDistance(word, meant) <= allowed;
}

/** Whether two names are the same without spaces, up to one slip. */
function isRespaced(name: string, other: string): boolean {
  const [a, b] = [name, other].map((each) => each.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "")) as [
    string,
    string,
  ];
  return Math.abs(a.length - b.length) <= 1 && editDistance(a, b) <= 1;
}
