import { expect, test } from "vitest";
import { CONTINUOUS_INTEGRATION_VARIABLES, inContinuousIntegration } from "../../lib/cli/command-context.ts";
import { localStateInContinuousIntegration } from "../../lib/rules/local-state-in-continuous-integration.ts";

test.each([
  ["GitHub Actions", { CI: "true", GITHUB_ACTIONS: "true" }],
  ["Azure Pipelines, which sets no CI", { TF_BUILD: "True" }],
  ["Jenkins", { JENKINS_URL: "https://jenkins.example/" }],
  ["TeamCity", { TEAMCITY_VERSION: "2025.07" }],
  ["AWS CodeBuild", { CODEBUILD_BUILD_ARN: "arn:aws:codebuild:eu-west-1:1:build/a:b" }],
  ["another platform", { CI: "1" }],
  ["a platform whose CI was set to false", { CI: "false", TF_BUILD: "True" }],
])("%s is continuous integration", (_, environment) => {
  expect(inContinuousIntegration({ environment })).toBe(true);
});

test.each(CONTINUOUS_INTEGRATION_VARIABLES)("%s of nothing, 0 or false is none", (name) => {
  for (const value of [undefined, "", "0", "false", "FALSE"])
    expect(inContinuousIntegration({ environment: { [name]: value, HOME: "/" } }), value).toBe(false);
});

test("LH067 names every variable that is asked", () => {
  for (const name of CONTINUOUS_INTEGRATION_VARIABLES)
    expect(localStateInContinuousIntegration.what).toContain(`\`${name}\``);
});
