import { controlFileBreaches } from "./control-files.ts";
import type { ContextRule } from "./rule.ts";

/** LH075: every line of allowed_signers names one signer and its key. */
export const unusableAllowedSigner: ContextRule = {
  code: "LH075",
  kind: "unusable-allowed-signer",
  severity: "error",
  judges: "context",
  title: "Every line of `allowed_signers` names one signer and its key",
  what: "A line of `allowed_signers` does not have the form of ssh-keygen(1), ALLOWED SIGNERS: name, options where needed, type of key, key. Or it has a pattern in place of a name, where no certificate names the signer.",
  harm: "ssh-keygen passes over such a line, and the gate counts no approval for a pattern: the approvals of this signer do not count.",
  fix: "Write the name that the platform has for the approver, and the content of the approver's `.pub` file.",
  accept: "Never: a line that counts for nothing can be removed.",
  source: "OpenSSH: ssh-keygen(1), ALLOWED SIGNERS; one name for one person is this project's own",
  check: (estate) => controlFileBreaches(estate, "allowed-signers"),
};
