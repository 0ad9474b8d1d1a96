import fc from "fast-check";
import { v5 } from "uuid";

/*
 * A small language of expressions, with a writer and an evaluator of its own. It shares nothing with the evaluator that it
 * tests: terms are no text, so that nothing is parsed, and their meaning is plain JavaScript.
 */

/** An expression that stands for a text. */
export type Term =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "parameter" | "variable"; readonly name: string }
  | { readonly is: "subscription"; readonly part: "id" | "subscriptionId" }
  | { readonly is: "group"; readonly part: "id" | "name" }
  | { readonly is: "looped" }
  | { readonly is: "concat" | "guid"; readonly of: readonly Term[] }
  | { readonly is: "format" | "element"; readonly one: Term; readonly other: Term }
  | { readonly is: "toLower" | "toUpper" | "property"; readonly of: Term }
  | { readonly is: "if"; readonly same: readonly [Term, Term]; readonly yes: Term; readonly no: Term }
  | { readonly is: "ofSubscription" | "ofTenant" | "ofDeployment"; readonly name: Term }
  | { readonly is: "extension"; readonly scope: Term; readonly name: Term };

/** What the names of a template stand for. */
export interface Meanings {
  readonly parameters: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, Term>>;
  readonly subscriptionId: string;
  /** Resource group of the deployment. @default - the subscription itself */
  readonly group?: string;
  /** Name of the resource group of the iteration. @default - no loop */
  readonly looped?: string;
}

/** Type of the resources in ids of any kind. */
const TYPE = "Microsoft.Example/things";

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** A term as an expression, without brackets. @param looped expression of the resource group of the iteration */
export function written(term: Term, looped = ""): string {
  const write = (each: Term) => written(each, looped);
  switch (term.is) {
    case "text":
      return quoted(term.text);
    case "parameter":
      return `parameters('${term.name}')`;
    case "variable":
      return `variables('${term.name}')`;
    case "subscription":
      return `subscription().${term.part}`;
    case "group":
      return `resourceGroup()['${term.part}']`;
    case "looped":
      return looped;
    case "concat":
    case "guid":
      return `${term.is}(${term.of.map(write).join(", ")})`;
    case "format":
      return `Format('{{{1}:{0}}}', ${write(term.one)}, ${write(term.other)})`;
    case "element":
      return `createArray(${write(term.one)}, ${write(term.other)})[length(createArray(${write(term.one)}))]`;
    case "toLower":
    case "toUpper":
      return `${term.is}( ${write(term.of)} )`;
    case "property":
      return `createObject('name', ${write(term.of)}).name`;
    case "if":
      return `if(equals(${term.same.map(write).join(", ")}), ${write(term.yes)}, ${write(term.no)})`;
    case "ofSubscription":
      return `subscriptionResourceId('${TYPE}', ${write(term.name)})`;
    case "ofTenant":
      return `tenantResourceId('${TYPE}', ${write(term.name)})`;
    case "ofDeployment":
      return `resourceId('${TYPE}/', ${write(term.name)})`;
    case "extension":
      return `extensionResourceId(${write(term.scope)}, '${TYPE}', ${write(term.name)})`;
  }
}

/** The text that a term stands for. */
export function meaning(term: Term, names: Meanings): string {
  const mean = (each: Term) => meaning(each, names);
  const subscription = `/subscriptions/${names.subscriptionId}`;
  const group = `${subscription}/resourceGroups/${names.group}`;
  const at = (scope: string, name: Term) => `${scope}/providers/${TYPE}/${mean(name)}`;
  switch (term.is) {
    case "text":
      return term.text;
    case "parameter":
      return names.parameters[term.name] ?? missing(term.name);
    case "variable":
      return mean(names.variables[term.name] ?? missing(term.name));
    case "subscription":
      return term.part === "id" ? subscription : names.subscriptionId;
    case "group":
      return term.part === "id" ? group : (names.group ?? missing("group"));
    case "looped":
      return names.looped ?? missing("loop");
    case "concat":
      return term.of.map(mean).join("");
    case "guid":
      // RFC 4122, version 5, in Azure's namespace
      return v5(term.of.map(mean).join("-"), "11fb06fb-712d-4ddd-98c7-e71bbd588830");
    case "format":
      return `{${mean(term.other)}:${mean(term.one)}}`;
    case "element":
      return mean(term.other);
    case "toLower":
      return mean(term.of).toLowerCase();
    case "toUpper":
      return mean(term.of).toUpperCase();
    case "property":
      return mean(term.of);
    case "if":
      return mean(term.same[0]) === mean(term.same[1]) ? mean(term.yes) : mean(term.no);
    case "ofSubscription":
      return at(subscription, term.name);
    case "ofTenant":
      return at("", term.name);
    case "ofDeployment":
      return at(names.group === undefined ? subscription : group, term.name);
    case "extension":
      return at(mean(term.scope), term.name);
  }
}

function missing(name: string): never {
  throw new Error(`${name} has no meaning here`);
}

/** What terms may use. */
export interface Vocabulary {
  readonly parameters: readonly string[];
  readonly variables: readonly string[];
  /** Characters of literal texts. */
  readonly alphabet: string;
  /** Terms without parts that only some templates have. */
  readonly others: readonly Term[];
}

/** Any term of a vocabulary. */
export function anyTerm({ parameters, variables, alphabet, others }: Vocabulary): fc.Arbitrary<Term> {
  const leaves: Term[] = [
    ...parameters.map((name): Term => ({ is: "parameter", name })),
    ...variables.map((name): Term => ({ is: "variable", name })),
    { is: "subscription", part: "id" },
    { is: "subscription", part: "subscriptionId" },
    ...others,
  ];
  return fc.letrec<{ term: Term }>((tie) => {
    const term = tie("term");
    const some = fc.array(term, { minLength: 1, maxLength: 3 });
    // names in ids are not empty, and have no slash
    const name = some.map((of): Term => ({ is: "guid", of }));
    const id = fc.record({ is: fc.constantFrom("ofSubscription", "ofTenant", "ofDeployment"), name });
    return {
      term: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: fc.constantFrom(...alphabet) }).map((text): Term => ({ is: "text", text })),
        fc.constantFrom(...leaves),
        fc.record({ is: fc.constantFrom("concat", "guid"), of: some }),
        fc.record({ is: fc.constantFrom("format", "element"), one: term, other: term }),
        fc.record({ is: fc.constantFrom("toLower", "toUpper", "property"), of: term }),
        fc.record({ is: fc.constant("if"), same: fc.tuple(term, term), yes: term, no: term }),
        id,
        fc.record({ is: fc.constant("extension"), scope: id, name }),
      ) as fc.Arbitrary<Term>,
    };
  }).term;
}
