import { App } from "cdktf";
import { stableJson } from "../values/canonical-json.ts";
import { CustomerStack, type CustomerStackProps } from "./customer-stack.ts";

/** A synthesized customer: what is to be written. */
export interface SynthesizedStack {
  readonly name: string;
  /** `cdk.tf.json`. */
  readonly text: string;
}

/** Makes stacks one at a time, so that memory does not grow with the number of customers. */
export class Synthesizer {
  readonly #app: App;

  /** @param scratch an empty folder: cdktf's App makes folders wherever it is created; nothing is written there. */
  constructor(scratch: string) {
    this.#app = new App({ outdir: scratch, skipValidation: true });
  }

  /** The version of cdktf, which the manifest names. */
  get cdktfVersion(): string {
    return this.#app.manifest.version;
  }

  /** Synthesizes one customer's stack and lets go of it. */
  synthesize(props: CustomerStackProps): SynthesizedStack {
    const stack = new CustomerStack(this.#app, props);
    // no prepareStack: it is for tokens, and nothing here brings any in
    const json = stack.toTerraform();
    const name = stack.node.id;
    this.#app.node.tryRemoveChild(name);
    return { name, text: stableJson(json) };
  }
}
