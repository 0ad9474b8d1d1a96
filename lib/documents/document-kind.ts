/** Which bytes a document may have: its encodings, and whether it may begin with a byte order mark (BOM). */
export type Encodings =
  /** UTF-8 without a BOM. */
  | "utf-8"
  /** UTF-8, with or without a BOM: editors on Windows write one. */
  | "utf-8-or-bom"
  /** UTF-8 with or without a BOM, or UTF-16 of either order with one: what shells on Windows make of printed text. */
  | "printed";

/** What a kind of document accepts. */
export interface Acceptance {
  /** What messages call a document of this kind. */
  readonly name: string;
  readonly encodings: Encodings;
  /** The most bytes that one may have. */
  readonly largest: number;
}

const MIB = 2 ** 20;

/**
 * A file that lists a whole fleet, in bytes. A list of 100,000 customers has about 30 MB; Azure's lists have ten times
 * as much. Node makes no text of more than 512 MiB.
 */
const FLEET = 256 * MIB;

/** A file that is written by hand, in bytes. */
const BY_HAND = MIB;

/**
 * Every kind of document that is read, and what it accepts. What other tools print may have any encoding that shells
 * give it. Files of the repository are UTF-8. What keeper writes is read as exactly the bytes that keeper writes.
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
  /** A plan or a state, as `terraform show -json` prints it. */
  "plan-or-state": { name: "a plan or state", encodings: "printed", largest: FLEET },
  /** `*.tfstate`, as Terraform keeps it. */
  "local-state": { name: "a local state", encodings: "utf-8", largest: FLEET },
  /** Azure's list of registration definitions or assignments. */
  "arm-list": { name: "a list of Azure's", encodings: "printed", largest: FLEET },
  /** What `az role definition list` prints. A tenant has thousands of roles, its custom ones included. */
  "role-list": { name: "a list of role definitions", encodings: "printed", largest: 64 * MIB },
  /** `role-catalogue.json`. Azure's built-in roles have about 0.5 MB. */
  "role-catalogue": { name: "a role catalogue", encodings: "utf-8", largest: 16 * MIB },
  /** A customer, an offer or the estate. */
  definition: { name: "a definition", encodings: "utf-8-or-bom", largest: BY_HAND },
  /** `estate.lock.json`. */
  lock: { name: "a lock", encodings: "utf-8", largest: FLEET },
  /** `policy.yaml`. */
  policy: { name: "a policy", encodings: "utf-8", largest: 32 * MIB },
  /** A file in `approvals/`. An approval of 100,000 customers has about 15 MB. */
  approval: { name: "an approval", encodings: "utf-8", largest: 32 * MIB },
  /** `allowed_signers`, which ssh-keygen reads. */
  "allowed-signers": { name: "a list of allowed signers", encodings: "utf-8", largest: BY_HAND },
  /** `cdktf.json`. */
  "cdktf-json": { name: "a cdktf.json", encodings: "utf-8", largest: BY_HAND },
  /** What the definitions of another revision print, in a process of their own. */
  "side-document": { name: "a printed side", encodings: "utf-8", largest: 500 * MIB },
  /** The description of an emulated Azure. */
  "azure-directory": { name: "a description of an Azure", encodings: "utf-8", largest: 16 * MIB },
  /** `azure.json` of a sandbox that is kept. */
  "emulated-azure": { name: "an emulated Azure", encodings: "utf-8", largest: FLEET },
} as const satisfies Readonly<Record<string, Acceptance>>;

/** A kind of document. */
export type DocumentKind = keyof typeof DOCUMENT_KINDS;

/** What a kind of document accepts. */
export function acceptanceOf(kind: DocumentKind): Acceptance {
  return DOCUMENT_KINDS[kind];
}

/** Why a document of a kind is too large, as a clause without its subject. */
export function tooLarge(kind: DocumentKind): string {
  const { name, largest } = DOCUMENT_KINDS[kind];
  return `is larger than ${largest / MIB} MiB, the most that ${name} may have`;
}
