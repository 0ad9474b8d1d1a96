/** Encodings of a document, and whether it may begin with a byte order mark (BOM). */
export type Encodings =
  /** UTF-8 without a BOM. */
  | "utf-8"
  /** UTF-8, with or without a BOM: editors on Windows write one. */
  | "utf-8-or-bom"
  /** UTF-8 with or without a BOM, or UTF-16 of either order with one. Windows shells redirect output in these. */
  | "printed";

/** Encodings and size that a kind of document accepts. */
export interface Acceptance {
  /** Noun for a document of this kind, used in messages. */
  readonly name: string;
  readonly encodings: Encodings;
  /** Maximum size in bytes. */
  readonly largest: number;
}

const KIB = 2 ** 10;
const MIB = 2 ** 20;

/**
 * Maximum size of a file about a whole fleet, in bytes. A list of 100,000 customers has about 30 MB, Azure's lists have
 * ten times as much. Node's limit for a string is 512 MiB.
 */
const FLEET = 256 * MIB;

/** Maximum size of a file that is written by hand, in bytes. */
const BY_HAND = MIB;

/**
 * All kinds of documents, and what each accepts. Output of other tools may have any encoding that shells produce. Files
 * of the repository are UTF-8. Files that keeper writes must have exactly the bytes that it wrote.
 */
export const DOCUMENT_KINDS = {
  /** `cdk.tf.json`. One customer with 10,000 scopes has about 10 MB. */
  stack: { name: "a stack", encodings: "utf-8", largest: 64 * MIB },
  /** `manifest.json` of an output folder. */
  manifest: { name: "a manifest", encodings: "utf-8", largest: FLEET },
  /** `keeper.json` of an output folder. */
  marker: { name: "a marker", encodings: "utf-8", largest: FLEET },
  /** `facts.json` of an output folder. */
  facts: { name: "a file of facts", encodings: "utf-8", largest: FLEET },
  /** `.terraform.lock.hcl`. */
  "provider-lock": { name: "a provider lock", encodings: "utf-8", largest: BY_HAND },
  /** A plan or state from `terraform show -json`. */
  "plan-or-state": { name: "a plan or state", encodings: "printed", largest: FLEET },
  /** `*.tfstate`, Terraform's own file. */
  "local-state": { name: "a local state", encodings: "utf-8", largest: FLEET },
  /** An ARM template or its file of parameters; Azure accepts 4 MB. Editors and shells on Windows add a mark. */
  template: { name: "a template", encodings: "printed", largest: 4 * MIB },
  /** Azure's list of registration definitions or assignments. */
  "arm-list": { name: "a list from Azure", encodings: "printed", largest: FLEET },
  /** `snapshot.json`, and the files of an unfinished fetch. */
  snapshot: { name: "a snapshot", encodings: "utf-8", largest: FLEET },
  /** A file with a token or client id, for a sign-in. */
  assertion: { name: "a file with a token", encodings: "utf-8-or-bom", largest: BY_HAND },
  /** Output of `az monitor activity-log list`, read entry by entry: about 4 KB each. */
  "activity-log": { name: "an activity log", encodings: "printed", largest: 4096 * MIB },
  /** Dated lists of members of groups, as Microsoft Graph answers them. */
  "member-lists": { name: "a file of member lists", encodings: "printed", largest: 64 * MIB },
  /** Output of `az role definition list`. A tenant has thousands of roles, including custom ones. */
  "role-list": { name: "a list of role definitions", encodings: "printed", largest: 64 * MIB },
  /** `role-catalogue.json`. Azure's built-in roles have about 0.5 MB. */
  "role-catalogue": { name: "a role catalogue", encodings: "utf-8", largest: 16 * MIB },
  /** A customer, an offer or the estate. */
  definition: { name: "a definition", encodings: "utf-8-or-bom", largest: BY_HAND },
  /** `estate.lock.json`. */
  lock: { name: "a lock", encodings: "utf-8", largest: FLEET },
  /** A file in `published/`. */
  record: { name: "a record of published versions", encodings: "utf-8", largest: 4 * MIB },
  /** `policy.yaml`. */
  policy: { name: "a policy", encodings: "utf-8", largest: 256 * KIB },
  /** A file in `approvals/`, in any form of YAML. */
  approval: { name: "an approval", encodings: "utf-8", largest: 64 * KIB },
  /** The same in the lines that keeper writes. An approval of 5,000 customers has about 0.6 MB. */
  "own-approval": { name: "an approval in keeper's own form", encodings: "utf-8", largest: 8 * MIB },
  /** A file in `acceptances/`. A customer with 10,000 scopes has about 1 MB. */
  acceptance: { name: "a record of an acceptance", encodings: "utf-8", largest: 2 * MIB },
  /** A document that shows a customer's agreement: only its digest is taken. */
  agreement: { name: "an agreement", encodings: "utf-8", largest: 256 * MIB },
  /** `removed.json`, which a customer's removal script wrote. Editors and shells on Windows add a mark. */
  "read-back": { name: "a read-back of a removal", encodings: "printed", largest: BY_HAND },
  /** `fleet.json` of a fleet. */
  fleet: { name: "a fleet", encodings: "utf-8", largest: FLEET },
  /** `waves.yaml`. */
  waves: { name: "a file of waves", encodings: "utf-8", largest: 256 * KIB },
  /** Measured seconds by customer, for `keeper fleet`. */
  durations: { name: "a file of durations", encodings: "printed", largest: FLEET },
  /** The signature of an approval or of a recorded acceptance. */
  signature: { name: "a signature", encodings: "utf-8", largest: 16 * KIB },
  /** `allowed_signers`, which ssh-keygen reads. */
  "allowed-signers": { name: "a list of allowed signers", encodings: "utf-8", largest: BY_HAND },
  /** Reviews of a pull request, as the platform lists them. */
  "platform-approvals": { name: "a list of reviews", encodings: "printed", largest: 16 * MIB },
  /** `cdktf.json`. */
  "cdktf-json": { name: "a cdktf.json", encodings: "utf-8", largest: BY_HAND },
  /** Output of the child process that runs the definitions of another revision. */
  "side-document": { name: "the output of definitions", encodings: "utf-8", largest: 500 * MIB },
  /** `package.json` of an estate. */
  "package-json": { name: "a package.json", encodings: "utf-8", largest: BY_HAND },
  /** `.gitignore` and `.gitattributes` of an estate. */
  "git-settings": { name: "a file of settings for git", encodings: "utf-8", largest: BY_HAND },
  /** The description of an emulated Azure. */
  "azure-directory": { name: "a description of an emulated Azure", encodings: "utf-8", largest: 16 * MIB },
  /** `azure.json` of a sandbox that is kept. */
  "emulated-azure": { name: "an emulated Azure", encodings: "utf-8", largest: FLEET },
} as const satisfies Readonly<Record<string, Acceptance>>;

/** A kind of document. */
export type DocumentKind = keyof typeof DOCUMENT_KINDS;

/** Looks up what a kind of document accepts. */
export function acceptanceOf(kind: DocumentKind): Acceptance {
  return DOCUMENT_KINDS[kind];
}

/** Problem of a document that exceeds its kind's size limit, as a clause without subject. */
export function tooLarge(kind: DocumentKind): string {
  const { name, largest } = DOCUMENT_KINDS[kind];
  const size = largest < MIB ? `${largest / KIB} KiB` : `${largest / MIB} MiB`;
  return `is larger than ${size}, the limit for ${name}`;
}
