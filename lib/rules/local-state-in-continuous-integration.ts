import type { ContextRule } from "./rule.ts";

/** LH067: continuous integration does not use local state. */
export const localStateInContinuousIntegration: ContextRule = {
  code: "LH067",
  kind: "local-state-in-continuous-integration",
  severity: "error",
  judges: "context",
  title:
    "In continuous integration, Terraform's state is kept in Azure or HCP Terraform, or local state is allowed",
  what: "keeper runs in continuous integration, and the estate keeps its state in local files without `allowInContinuousIntegration`. Continuous integration is detected by one of `CI`, `TF_BUILD` (Azure Pipelines), `GITHUB_ACTIONS`, `JENKINS_URL`, `TEAMCITY_VERSION` and `CODEBUILD_BUILD_ARN`. An empty value, `0` and `false` do not count.",
  harm: "A CI machine loses its files after each run. The next deployment begins with an empty state. It fails to create resources that exist already, and does not remove access that has to end.",
  fix: 'Set `state` in `estate.ts` to backend "azurerm" or "cloud". Where CI only synthesizes, set `allowInContinuousIntegration: true`.',
  accept:
    "It is an error and cannot be accepted; set `allowInContinuousIntegration` in the estate's defaults instead.",
  source: "Terraform: Backend type: local; that a CI machine loses its files is inference",
  *check({ defaults, continuousIntegration, unreadable }) {
    const { value, file } = defaults;
    const { state } = value;
    // an unreadable estate file has the default, local state
    if (unreadable.some(({ at }) => at.file === file)) return;
    if (!continuousIntegration || state.backend !== "local" || state.allowInContinuousIntegration) return;
    yield {
      at: { file, path: ["state"] },
      problem: `The state is kept in the local folder ${state.folder}, and this is continuous integration`,
      received: 'state with backend "local"',
      allowed: 'a state with backend "azurerm" or "cloud", or `allowInContinuousIntegration: true`',
      fix: "keep the state in Azure or HCP Terraform; where CI only synthesizes, set `allowInContinuousIntegration: true`",
      facts: { backend: state.backend, folder: state.folder },
    };
  },
};
