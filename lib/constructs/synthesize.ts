import { App } from "cdktf";
import { FORM_VERSION } from "../formats/stack/stack-texts.ts";
import { stableJson } from "../values/canonical-json.ts";
import { CustomerStack, type CustomerStackProps } from "./customer-stack.ts";

/** A synthesized stack of one customer. */
export interface SynthesizedStack {
  readonly name: string;
  /** `cdk.tf.json`. */
  readonly text: string;
}

/** Synthesizes stacks one at a time. Memory does not grow with the number of customers. */
export class Synthesizer {
  readonly #app: App;

  /** @param scratch an empty folder, because cdktf's App creates folders in its output folder; no stack goes there */
  constructor(scratch: string) {
    this.#app = new App({ outdir: scratch, skipValidation: true });
    // what the metadata of a stack name: the form, not the engine that wrote it
    this.#app.node.setContext("cdktfVersion", FORM_VERSION);
  }

  /** Synthesizes one customer's stack and removes it from the app. */
  synthesize(props: CustomerStackProps): SynthesizedStack {
    return withoutStackTraces(() => {
      const stack = new CustomerStack(this.#app, props);
      // prepareStack is not needed: it resolves tokens, and these stacks have none
      const json = stack.toTerraform();
      const name = stack.node.id;
      this.#app.node.tryRemoveChild(name);
      return { name, text: stableJson(json) };
    });
  }
}

/**
 * Runs a step in which V8 formats no stack traces. cdktf takes one for every token, has no setting for it, and writes none
 * into a stack. An error that is thrown keeps its own trace.
 *
 * @see https://v8.dev/docs/stack-trace-api
 */
function withoutStackTraces<T>(step: () => T): T {
  const { prepareStackTrace } = Error;
  try {
    Error.prepareStackTrace = () => "";
    return step();
  } finally {
    // undefined is V8's own format
    Error.prepareStackTrace = prepareStackTrace as NonNullable<typeof prepareStackTrace>;
  }
}
