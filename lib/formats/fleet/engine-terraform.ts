import type { FleetRun } from "../../fleet/fleet-change.ts";
import { stableJson } from "../../values/canonical-json.ts";

/** What a person says of the engine, as variables of the generated Terraform. */
const variables = (descriptions: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(descriptions).map(([name, description]) => [name, { type: "string", description }]),
  );

/**
 * Terraform of the `tfe` provider, with a workspace for each customer. It must have all customers: Terraform deletes workspaces that
 * are missing in it.
 *
 * @param folder of the fleet, relative to the repository's root
 * @see https://registry.terraform.io/providers/hashicorp/tfe/latest/docs/resources/workspace
 */
export function tfeWorkspaces(runs: readonly FleetRun[], folder: string): string {
  const workspaces = runs.map(({ customer }) => [
    customer,
    {
      name: `lighthouse-${customer}`,
      organization: "${var.organization}",
      description: `Azure Lighthouse delegations of ${customer}`,
      working_directory: `${folder}/stacks/${customer}`,
      // a person confirms every plan
      auto_apply: false,
      vcs_repo: [
        {
          identifier: "${var.repository}",
          branch: "${var.branch}",
          oauth_token_id: "${var.oauth_token_id}",
        },
      ],
    },
  ]);
  return stableJson({
    terraform: { required_providers: { tfe: { source: "hashicorp/tfe" } } },
    variable: variables({
      organization: "The organization of HCP Terraform or Terraform Enterprise.",
      repository: "The repository with the fleet's folder: <organization>/<repository>.",
      branch: "The branch whose commits run.",
      oauth_token_id: "The connection to the repository: ot-….",
    }),
    resource: { tfe_workspace: Object.fromEntries(workspaces) },
  });
}

/**
 * Terraform of the `spacelift` provider, with a stack for each customer. It must have all customers, as {@link tfeWorkspaces}.
 *
 * @param folder of the fleet, relative to the repository's root
 * @see https://registry.terraform.io/providers/spacelift-io/spacelift/latest/docs/resources/stack
 */
export function spaceliftStacks(runs: readonly FleetRun[], folder: string): string {
  const stacks = runs.map(({ customer, tags }) => [
    customer,
    {
      name: `lighthouse-${customer}`,
      description: `Azure Lighthouse delegations of ${customer}`,
      repository: "${var.repository}",
      branch: "${var.branch}",
      project_root: `${folder}/stacks/${customer}`,
      space_id: "${var.space_id}",
      labels: ["lighthouse", ...labelsOf(tags)],
      autodeploy: false,
      // the state stays where the estate says
      manage_state: false,
    },
  ]);
  return stableJson({
    terraform: { required_providers: { spacelift: { source: "spacelift-io/spacelift" } } },
    variable: variables({
      repository: "The repository with the fleet's folder, without its owner.",
      branch: "The branch whose commits run.",
      space_id: "The id of the space that the stacks are in.",
    }),
    resource: { spacelift_stack: Object.fromEntries(stacks) },
  });
}

/** Tags as labels. Terraform would evaluate `${` and `%{`, so they are doubled. */
function labelsOf(tags: FleetRun["tags"]): string[] {
  // by functions: in a replacement text `$$` means one `$`
  const literal = (text: string) => text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
  return Object.entries(tags)
    .map(([key, value]) => literal(`${key}:${value}`))
    .sort();
}
