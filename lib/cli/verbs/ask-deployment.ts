import { RESOURCE_GROUP_PATTERN } from "../../delegation/identifiers.ts";
import type { OpenChoices } from "../../workflows/open-choices.ts";
import type { DeploymentChoices } from "../../workflows/template-values.ts";
import type { Prompter } from "../prompter.ts";
import { problemOfId } from "./ask-customer.ts";

/** Asks for what only the deployment of templates knows. What is left empty stays open. */
export async function askDeployment(
  choices: DeploymentChoices,
  open: OpenChoices,
  prompter: Prompter,
): Promise<DeploymentChoices> {
  const id = async (question: string) => (await prompter.text(question, problemOfId))?.toLowerCase();
  const subscription = open.subscription
    ? await id("Id of the subscription at which the template is deployed")
    : undefined;
  const resourceGroup = open.resourceGroup
    ? await prompter.text("Name of the resource group into which the template is deployed", problemOfGroup)
    : choices.resourceGroup;
  const customerTenant = open.customerTenant
    ? await id("Id of the customer's tenant, which has that subscription")
    : choices.customerTenant;
  const values: string[] = [];
  for (const { name, type, description } of open.parameters) {
    const about = description === "" ? type : `${type}: ${description}`;
    const value = await prompter.text(`Value of the parameter ${name} (${about})`, () => undefined);
    if (value !== undefined) values.push(`${name}=${value}`);
  }
  return {
    subscriptions: subscription === undefined ? choices.subscriptions : [subscription],
    resourceGroup,
    customerTenant,
    // what the command line says wins
    parameters: [...values, ...choices.parameters],
  };
}

/** Problem of the name of a resource group, as a clause. Undefined where Azure allows it. */
export function problemOfGroup(answer: string): string | undefined {
  return RESOURCE_GROUP_PATTERN.test(answer)
    ? undefined
    : "a resource group's name has 1 to 90 letters, digits and -_.(), and no last period";
}
