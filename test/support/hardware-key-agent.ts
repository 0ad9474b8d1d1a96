import { type ChildProcess, spawn } from "node:child_process";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";

/*
 * An agent of OpenSSH that holds a hardware key (`sk-ssh-ed25519@openssh.com`): what a token signs is made here, in the
 * form of PROTOCOL.u2f. ssh-keygen itself is real.
 */

const AGENT = `
import { createHash, createPrivateKey, sign } from "node:crypto";
import { createServer } from "node:net";
const { socket, key, blob, application, type } = JSON.parse(process.argv[2]);
const uint32 = (value) => { const bytes = Buffer.alloc(4); bytes.writeUInt32BE(value); return bytes; };
const text = (value) => { const bytes = Buffer.from(value); return Buffer.concat([uint32(bytes.length), bytes]); };
const sha256 = (value) => createHash("sha256").update(value).digest();
const framed = (...parts) => { const all = Buffer.concat(parts); return Buffer.concat([uint32(all.length), all]); };
function answer(message) {
  if (message[0] === 11) return framed(Buffer.from([12]), uint32(1), text(Buffer.from(blob, "base64")), text("token"));
  if (message[0] !== 13) return framed(Buffer.from([5]));
  const keyLength = message.readUInt32BE(1);
  const at = 5 + keyLength;
  const data = message.subarray(at + 4, at + 4 + message.readUInt32BE(at));
  // flags: the user was present; then a counter
  const touched = Buffer.concat([Buffer.from([1]), uint32(7)]);
  const signed = Buffer.concat([sha256(application), touched, sha256(data)]);
  const signature = sign(null, signed, createPrivateKey(key));
  return framed(Buffer.from([14]), text(Buffer.concat([text(type), text(signature), touched])));
}
createServer((client) => {
  let pending = Buffer.alloc(0);
  client.on("error", () => {});
  client.on("data", (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
      const length = pending.readUInt32BE(0);
      client.write(answer(pending.subarray(4, 4 + length)));
      pending = pending.subarray(4 + length);
    }
  });
}).listen(socket);
`;

const TYPE = "sk-ssh-ed25519@openssh.com";
const APPLICATION = "ssh:";

/** A running agent with one hardware key. */
export class HardwareKeyAgent {
  /** Value of SSH_AUTH_SOCK. */
  readonly socket: string;
  /** The public key, as a line of a `.pub` file. */
  readonly publicKey: string;
  readonly #child: ChildProcess;

  private constructor(folder: string) {
    const { privateKey } = generateKeyPairSync("ed25519");
    const raw = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-32);
    const blob = Buffer.concat([TYPE, raw, APPLICATION].map(sshString)).toString("base64");
    this.publicKey = `${TYPE} ${blob}`;
    this.socket = join(folder, "agent");
    const file = join(folder, "agent.mjs");
    writeFileSync(file, AGENT);
    const key = privateKey.export({ format: "pem", type: "pkcs8" });
    const given = { socket: this.socket, key, blob, application: APPLICATION, type: TYPE };
    this.#child = spawn(process.execPath, [file, JSON.stringify(given)], { stdio: "ignore" });
  }

  /** Starts one. @param folder an empty folder with a short path: a socket's may have about 100 characters */
  static async start(folder: string): Promise<HardwareKeyAgent> {
    const agent = new HardwareKeyAgent(folder);
    while (!existsSync(agent.socket)) await after(20);
    return agent;
  }

  stop(): void {
    this.#child.kill();
  }
}

function sshString(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
