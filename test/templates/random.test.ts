import fc from "fast-check";
import { v5 } from "uuid";
import { expect, test } from "vitest";
import { foundInTemplate } from "../../lib/formats/arm/found-in-template.ts";
import { SUBSCRIPTION } from "./evaluated.ts";
import { AUTHORIZATIONS, MANAGING_TENANT } from "./sample-templates.ts";

/*
 * Random templates in the grammar of Microsoft's samples. What each expression means is worked out while it is written,
 * in plain JavaScript, without the evaluator.
 */

/** An expression without its brackets, and the text that it stands for. */
interface Meant {
  readonly source: string;
  readonly value: string;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

const PARAMETERS: Readonly<Record<string, string>> = {
  offer: "Relecloud's 'one'",
  suffix: "[x] y",
  empty: "",
};
const VARIABLES: Readonly<Record<string, Meant>> = {
  base: {
    source: "concat(parameters('offer'), '-', parameters('suffix'))",
    value: "Relecloud's 'one'-[x] y",
  },
  lower: { source: "toLower(variables('base'))", value: "relecloud's 'one'-[x] y" },
};

const anyMeant: fc.Arbitrary<Meant> = fc.letrec<{ text: Meant }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 5 },
    fc.string({ unit: fc.constantFrom(..."aZ'[]{ ,().") }).map((value) => ({ source: quoted(value), value })),
    fc
      .constantFrom(...Object.entries(PARAMETERS))
      .map(([name, value]) => ({ source: `parameters('${name}')`, value })),
    fc
      .constantFrom(...Object.entries(VARIABLES))
      .map(([name, { value }]) => ({ source: `variables('${name}')`, value })),
    fc.constant({ source: "subscription().subscriptionId", value: SUBSCRIPTION }),
    fc.array(tie("text"), { minLength: 1, maxLength: 3 }).map((parts) => ({
      source: `concat(${parts.map(({ source }) => source).join(", ")})`,
      value: parts.map(({ value }) => value).join(""),
    })),
    fc.tuple(tie("text"), tie("text")).map(([one, other]) => ({
      source: `Format('{{{1}:{0}}}', ${one.source}, ${other.source})`,
      value: `{${other.value}:${one.value}}`,
    })),
    tie("text").map(({ source, value }) => ({ source: `toLower( ${source} )`, value: value.toLowerCase() })),
    fc.tuple(tie("text"), tie("text"), tie("text"), tie("text")).map(([a, b, yes, no]) => ({
      source: `if(equals(${a.source}, ${b.source}), ${yes.source}, ${no.source})`,
      value: a.value === b.value ? yes.value : no.value,
    })),
    fc.array(tie("text"), { minLength: 1, maxLength: 2 }).map((parts) => ({
      source: `guid(${parts.map(({ source }) => source).join(", ")})`,
      // RFC 4122, version 5, in Azure's namespace
      value: v5(parts.map(({ value }) => value).join("-"), "11fb06fb-712d-4ddd-98c7-e71bbd588830"),
    })),
    fc.tuple(tie("text"), tie("text")).map(([one, other]) => ({
      source: `createArray(${one.source}, ${other.source})[length(createArray(${one.source}))]`,
      value: other.value,
    })),
    tie("text").map(({ source, value }) => ({ source: `createObject('name', ${source}).name`, value })),
  ),
})).text;

const LOOP = "parameters('groups')[copyIndex()].rgName";

function templateOf(title: Meant, description: Meant, groups: readonly string[]) {
  const id = `[resourceId('Microsoft.ManagedServices/registrationDefinitions/', guid(${LOOP}, ${title.source}))]`;
  return {
    $schema: "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: {
      ...Object.fromEntries(
        // a default is evaluated: one bracket more makes a text of it
        Object.entries(PARAMETERS).map(([name, defaultValue]) => [name, { type: "string", defaultValue }]),
      ),
      groups: { type: "array", defaultValue: groups.map((rgName) => ({ rgName })) },
    },
    variables: Object.fromEntries(
      Object.entries(VARIABLES).map(([name, { source }]) => [name, `[${source}]`]),
    ),
    resources: [
      {
        type: "Microsoft.ManagedServices/registrationDefinitions",
        apiVersion: "2022-10-01",
        name: `[guid(${LOOP}, ${title.source})]`,
        copy: { name: "loop", count: "[length(parameters('groups'))]" },
        properties: {
          registrationDefinitionName: `[${title.source}]`,
          description: `[${description.source}]`,
          managedByTenantId: MANAGING_TENANT,
          authorizations: AUTHORIZATIONS,
        },
      },
      {
        type: "Microsoft.Resources/deployments",
        apiVersion: "2018-05-01",
        name: "[concat('rgAssignment', copyIndex())]",
        resourceGroup: `[${LOOP}]`,
        copy: { name: "loop", count: "[length(parameters('groups'))]" },
        properties: {
          mode: "Incremental",
          template: {
            resources: [
              {
                type: "Microsoft.ManagedServices/registrationAssignments",
                apiVersion: "2022-10-01",
                name: `[guid(${LOOP})]`,
                properties: { registrationDefinitionId: id },
              },
            ],
          },
        },
      },
    ],
  };
}

test("random templates mean what was meant", () => {
  const anyGroups = fc.uniqueArray(fc.constantFrom("rg-a", "rg-b", "RG_c", "d.e"), { maxLength: 4 });
  fc.assert(
    fc.property(anyMeant, anyMeant, anyGroups, (title, description, groups) => {
      const template = JSON.parse(JSON.stringify(templateOf(title, description, groups)));
      const facts = { tenantId: undefined };
      const read = foundInTemplate(template, { subscriptionId: SUBSCRIPTION, facts, passed: new Map() });
      if (!read.ok) throw new Error(JSON.stringify(read.error));
      const namespace = "11fb06fb-712d-4ddd-98c7-e71bbd588830";
      expect(
        read.value.delegations.map(({ definition, assignments }) => [
          definition.registrationDefinitionId,
          definition.name,
          definition.description,
          assignments.map(({ registrationAssignmentId, scope }) => [
            scope.resourceGroup,
            registrationAssignmentId,
          ]),
        ]),
      ).toEqual(
        groups.map((group) => [
          v5(`${group}-${title.value}`, namespace),
          title.value,
          description.value,
          [[group, v5(group, namespace)]],
        ]),
      );
    }),
    { numRuns: 500 },
  );
});
