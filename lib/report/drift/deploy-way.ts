import { ALLOW_WORDS, deviationFile } from "../../delegation/deviation.ts";
import type { Guid } from "../../values/guid.ts";
import { own } from "../../values/own.ts";
import { command } from "../../values/shell-word.ts";
import { type DriftContext, fileOf, isDeployedByCustomer } from "./context.ts";
import { impossible, possible, type Way, type WayOut } from "./way-out.ts";

/** Steps that several ways out share: each names what the deployer of that customer runs. */

/** Deploying what is defined: cdktf, or the package for a customer that deploys itself. */
export function deploy(
  { customer, subscriptionId }: { readonly customer: string | undefined; readonly subscriptionId: Guid },
  context: DriftContext,
  text: string,
): Way {
  if (customer === undefined) return impossible("no customer of this estate has the subscription");
  if (isDeployedByCustomer(customer, context))
    return possible(
      `${text}: the customer deploys itself, and runs deploy.sh of its package, packages/${customer}/${subscriptionId}`,
      command("keeper", "export", customer),
    );
  return possible(
    text,
    command("npx", "cdktf", "diff", customer),
    command("npx", "cdktf", "deploy", customer),
  );
}

/** Ends what is defined. @param deletions commands that delete it in Azure, where no stack is applied */
export function undelegate(
  customer: string | undefined,
  deletions: readonly string[],
  context: DriftContext,
): Way {
  const text = `to end all of it, take its scope out of ${fileOf(customer, context)}`;
  if (customer === undefined) return impossible("no customer of this estate has the subscription");
  if (!isDeployedByCustomer(customer, context))
    return possible(
      `${text} and deploy`,
      command("npx", "cdktf", "diff", customer),
      command("npx", "cdktf", "deploy", customer),
    );
  return possible(`${text}; the customer deploys itself, and deletes it as an Owner there`, ...deletions);
}

/** Letting a customer leave a subscription: the definitions no longer delegate it. */
export function leave(
  customer: string | undefined,
  subscriptionId: Guid,
  { facts }: DriftContext,
  text: string,
): Way {
  if (customer === undefined) return impossible("no customer of this estate has the subscription");
  const name = own(own(facts?.customers ?? {}, customer)?.subscriptions ?? {}, subscriptionId);
  const named = name === undefined ? [] : ["--subscription", name];
  return possible(text, command("keeper", "leave", customer, ...named));
}

/** Defining Azure's set as a version of the plan. @param first commands that come before */
export function define(
  customer: string | undefined,
  context: DriftContext,
  ...first: readonly string[]
): Way {
  if (customer === undefined) return impossible("no customer of this estate has the subscription");
  const text = `write Azure's access as a version of the plan, and take it in ${fileOf(customer, context)}`;
  return possible(text, ...first, command("keeper", "drift", customer, "--from", context.from, "--adopt"));
}

/** Letting the difference be until a day. @param gone a subscription whose delegations are known to be gone */
export function allow(customer: string | undefined, { from }: DriftContext, gone?: Guid): readonly WayOut[] {
  if (customer === undefined) return [];
  const said = gone === undefined ? [] : ["--gone", gone];
  const words = ["--allow", ...said, ...ALLOW_WORDS];
  const text =
    gone === undefined
      ? "let the difference be until a day: a deviation is written, and synthesis writes what Azure has"
      : "if you know that it ended there, say so until a day: a deviation is written, and synthesis leaves it out";
  return [
    { way: "allow", ...possible(text, command("keeper", "drift", customer, "--from", from, ...words)) },
  ];
}

/** The command that removes a deviation. */
export function withoutDeviation(deviation: Parameters<typeof deviationFile>[0]): string {
  return command("rm", deviationFile(deviation));
}
