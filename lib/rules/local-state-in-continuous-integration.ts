import type { ContextRule } from "./rule.ts";

/** LH067: a CI machine keeps no state of its own. */
export const localStateInContinuousIntegration: ContextRule = {
  code: "LH067",
  kind: "local-state-in-continuous-integration",
  severity: "error",
  judges: "context",
  title:
    "In continuous integration, Terraform's state is kept in Azure or HCP Terraform, or local state is allowed",
  what: "keeper runs in continuous integration, and the estate keeps its state in local files without `allowInContinuousIntegration`. It is continuous integration where one of `CI`, `TF_BUILD` (Azure Pipelines), `GITHUB_ACTIONS`, `JENKINS_URL`, `TEAMCITY_VERSION` and `CODEBUILD_BUILD_ARN` is set to anything but nothing, `0` or `false`.",
  harm: "A CI machine forgets its files. The next deployment begins with an empty state: it fails to create what exists already, and what has to be removed stays in Azure with its access.",
  fix: 'Set `state` in `estate.ts` to backend "azurerm" or "cloud". Where CI only synthesizes, set `allowInContinuousIntegration: true`.',
  accept:
    "It is an error and cannot be accepted; `allowInContinuousIntegration` says the same in the estate's defaults.",
  source: "Terraform: Backend type: local; that a CI machine forgets its files is inference",
  *check({ defaults, continuousIntegration, unreadable }) {
    const { value, file } = defaults;
    const { state } = value;
    // what cannot be read has fallen back to local state
    if (unreadable.some(({ at }) => at.file === file)) return;
    if (!continuousIntegration || state.backend !== "local" || state.allowInContinuousIntegration) return;
    yield {
      at: { file, path: ["state"] },
      problem: `The state is kept in the local folder ${state.folder}, and this is continuous integration`,
      received: 'state with backend "local"',
      allowed: 'a state with backend "azurerm" or "cloud", or `allowInContinuousIntegration: true`',
      fix: "keep the state in Azure or HCP Terraform; where CI only synthesizes, allow local state",
      facts: { backend: state.backend, folder: state.folder },
    };
  },
};
