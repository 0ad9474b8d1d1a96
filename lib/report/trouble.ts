/** A message of Terraform or azurerm, or an Azure error code, with cause and fix. The text is keeper's own. */
export interface Trouble {
  /** The message's constant part or the code; `…` stands for any text between. */
  readonly messages: readonly [string, ...string[]];
  /** Why it appears, without a full stop. */
  readonly cause: string;
  /** What to do, without a full stop. */
  readonly fix: string;
  /** The command of the fix, to be typed. Values to fill in are in angle brackets. */
  readonly command?: string;
  /** The section that shows the fix step by step; undefined where none is needed. */
  readonly section?: TroubleSection;
}

/** A section of the documents that shows a fix step by step. */
export type TroubleSection = keyof typeof TROUBLE_SECTIONS;

/** Title and address of each section, from `docs/`. */
export const TROUBLE_SECTIONS = {
  import: {
    title: "Import what exists",
    link: "how-to/import-what-exists.md#a-resource-that-the-state-has-lost",
  },
  untaint: { title: "Keep a tainted resource", link: "#keep-a-tainted-resource" },
  forget: { title: "Forget what is gone", link: "how-to/leave.md#forget-what-is-gone" },
  rights: { title: "Who may deploy", link: "how-to/onboard.md#who-may-deploy" },
} as const;

/** The command that imports what exists into the state. */
export const IMPORT = "KEEPER_IMPORT=<customer> npx cdktf deploy <customer>";
/** The first half of a fix where Azure may have made the change. */
export const AGAIN = "deploy again; after `already exists`";
