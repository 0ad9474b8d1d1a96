import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  type FileSource,
  NAMED,
  OWN,
  ownBelow,
  readHandedOverFolder,
  readJsonFile,
  readTextFile,
} from "../../lib/documents/read-file.ts";
import { change, temporaryFolder } from "../support/estates.ts";

const isWindows = process.platform === "win32";

const handedOver = (folder: string): FileSource => ({ from: "handed-over", folder });

/** Where a file can be from, for a file in a folder. */
const SOURCES: readonly [string, (folder: string) => FileSource][] = [
  ["named", () => NAMED],
  ["own", () => OWN],
  ["handed over", handedOver],
];

const read = (folder: string, file: string, source: FileSource) =>
  readTextFile(join(folder, file), "definition", source);

const refused = (reason: RegExp) => ({
  ok: false,
  error: { isAbsent: false, reason: expect.stringMatching(reason) },
});

test.each(SOURCES)("a regular file that is %s is read, an empty and a long one too", (_, source) => {
  const folder = temporaryFolder();
  const long = "äöü\n".repeat(140_000);
  change(folder, { "a/b.yaml": "id: x", empty: "", long });
  expect(read(folder, "a/b.yaml", source(folder))).toEqual({ ok: true, value: "id: x" });
  expect(read(folder, "empty", source(folder))).toEqual({ ok: true, value: "" });
  expect(read(folder, "long", source(folder))).toEqual({ ok: true, value: long });
});

test.each(SOURCES)("a file that is %s and absent is told from one that is unreadable", (_, source) => {
  const folder = temporaryFolder();
  change(folder, { "inside/x": "", file: "" });
  expect(read(folder, "absent", source(folder))).toMatchObject({ ok: false, error: { isAbsent: true } });
  expect(read(folder, "no/such/folder", source(folder))).toMatchObject({ error: { isAbsent: true } });
  expect(read(folder, "inside", source(folder))).toMatchObject(refused(/folder where a file belongs/));
  expect(read(folder, "file/x", source(folder))).toMatchObject(refused(/ENOTDIR/));
});

test.each(SOURCES)(
  "a file that is %s and larger than its kind may be is not read into memory",
  (_, source) => {
    const folder = temporaryFolder();
    for (const [name, bytes] of [
      ["one-more", 2 ** 20 + 1],
      ["sparse", 3 * 2 ** 30],
    ] as const) {
      writeFileSync(join(folder, name), "");
      truncateSync(join(folder, name), bytes);
      expect(read(folder, name, source(folder))).toMatchObject(refused(/^it is larger than 1 MiB/));
    }
    expect(process.memoryUsage().rss).toBeLessThan(3 * 2 ** 30);
  },
);

test.each(SOURCES)("the content of a file that is %s is refused by its place in it", (_, source) => {
  const folder = temporaryFolder();
  change(folder, { "twice.json": '{"a":{"b":1,"b":2}}', "bom.json": "\ufeff{}" });
  const json = (file: string) => readJsonFile(join(folder, file), "lock", source(folder));
  expect(json("twice.json")).toMatchObject({
    ok: false,
    error: {
      reason: "a.b is written twice in one object",
      content: [{ kind: "duplicate", path: ["a", "b"] }],
    },
  });
  expect(json("bom.json")).toMatchObject({ error: { content: [{ kind: "part-unknown" }] } });
});

test.skipIf(isWindows)(
  "links are followed where a file is named or the estate's own, and lead somewhere",
  () => {
    const folder = temporaryFolder();
    change(folder, { "real/a.yaml": "id: x" });
    symlinkSync("real/a.yaml", join(folder, "link.yaml"));
    symlinkSync("real", join(folder, "linked"));
    symlinkSync("nowhere", join(folder, "broken"));
    symlinkSync("loop", join(folder, "loop"));
    for (const source of [NAMED, OWN]) {
      expect(read(folder, "link.yaml", source)).toEqual({ ok: true, value: "id: x" });
      expect(read(folder, "linked/a.yaml", source)).toEqual({ ok: true, value: "id: x" });
      expect(read(folder, "broken", source)).toMatchObject(refused(/ENOENT/));
      expect(read(folder, "loop", source)).toMatchObject(refused(/ELOOP/));
    }
  },
);

test.skipIf(isWindows)("a link of the estate is followed within it alone, where its content is shown", () => {
  const outside = temporaryFolder();
  const root = temporaryFolder();
  change(outside, { "secret.yaml": "token: secret", "offers/a.yaml": "id: a" });
  change(root, { "shared/a.yaml": "id: a" });
  symlinkSync("shared/a.yaml", join(root, "inside.yaml"));
  symlinkSync(join(outside, "secret.yaml"), join(root, "outside.yaml"));
  symlinkSync(join(outside, "offers"), join(root, "offers"));
  // the estate itself may be reached through a link
  symlinkSync(root, join(outside, "estate"));
  for (const place of [root, join(outside, "estate")]) {
    const source = ownBelow(place);
    expect(read(place, "inside.yaml", source)).toEqual({ ok: true, value: "id: a" });
    expect(read(place, "shared/a.yaml", source)).toEqual({ ok: true, value: "id: a" });
    for (const name of ["outside.yaml", "offers/a.yaml"])
      expect(read(place, name, source)).toMatchObject(refused(/^it is reached through a link that leaves/));
  }
});

test.skipIf(isWindows)(
  "no link is followed below a folder that was handed over, and the folder may be one",
  () => {
    const folder = temporaryFolder();
    const secret = temporaryFolder();
    change(folder, { "out/stacks/a/cdk.tf.json": "{}" });
    change(secret, { "cdk.tf.json": "secret", "inner/cdk.tf.json": "secret" });
    const out = join(folder, "out");
    symlinkSync(join(secret, "cdk.tf.json"), join(out, "manifest.json"));
    symlinkSync(secret, join(out, "stacks/x"));
    symlinkSync("a", join(out, "stacks/beside"));
    symlinkSync("nowhere", join(out, "broken"));
    symlinkSync(out, join(folder, "named"));
    const source = handedOver(out);
    expect(read(out, "manifest.json", source)).toMatchObject(
      refused(/^it is a symbolic link: hand over the file itself/),
    );
    expect(read(out, "broken", source)).toMatchObject(refused(/symbolic link/));
    for (const place of ["stacks/x/cdk.tf.json", "stacks/x/inner/cdk.tf.json"])
      expect(read(out, place, source)).toMatchObject(refused(/through a symbolic link, stacks.x/));
    expect(read(out, "stacks/beside/cdk.tf.json", source)).toMatchObject(refused(/through a symbolic link/));
    for (const place of ["stacks/x", "stacks/x/inner", "stacks/beside"])
      expect(readHandedOverFolder(join(out, place), out)).toMatchObject(refused(/symbolic link/));
    const listed = readHandedOverFolder(join(out, "stacks"), out);
    expect(listed.ok && listed.value.filter((each) => each.isDirectory()).map(({ name }) => name)).toEqual([
      "a",
    ]);
    const named = join(folder, "named");
    expect(read(named, "stacks/a/cdk.tf.json", handedOver(named))).toEqual({ ok: true, value: "{}" });
  },
);

test("nothing outside a folder that was handed over is read as part of it", () => {
  const folder = temporaryFolder();
  change(folder, { "out/a": "a", "out-beside/b": "b", "..c": "c" });
  const out = join(folder, "out");
  for (const place of ["../out-beside/b", "../..c", "..", "../out/../out-beside/b"])
    expect(read(out, place, handedOver(out))).toMatchObject(refused(/outside the folder/));
  expect(read(folder, "..c", handedOver(folder))).toEqual({ ok: true, value: "c" });
  expect(readHandedOverFolder(join(folder, "out-beside"), out)).toMatchObject(refused(/outside the folder/));
  expect(readHandedOverFolder(join(out, "absent"), out)).toMatchObject({ error: { isAbsent: true } });
});

test.skipIf(isWindows)("a named pipe, a socket or a device is not waited for", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "out"));
  const out = join(folder, "out");
  execFileSync("mkfifo", [join(out, "pipe")]);
  // short: the path of a socket has a limit
  const sockets = mkdtempSync(join(tmpdir(), "k-"));
  const server = createServer().listen(join(sockets, "s"));
  await once(server, "listening");
  try {
    for (const source of [OWN, handedOver(out)])
      expect(read(out, "pipe", source)).toMatchObject(
        refused(/^it is a named pipe where a regular file belongs/),
      );
    for (const source of [OWN, NAMED, handedOver(sockets)])
      expect(read(sockets, "s", source)).toMatchObject({ ok: false, error: { isAbsent: false } });
  } finally {
    server.close();
    rmSync(sockets, { recursive: true });
  }
  expect(read("/dev", "zero", OWN)).toMatchObject(refused(/^it is a device/));
  expect(read("/dev", "zero", handedOver("/dev"))).toMatchObject(refused(/^it is a device/));
  // it never ends: as much as the kind allows is read
  expect(read("/dev", "zero", NAMED)).toMatchObject(refused(/larger than 1 MiB/));
});

test.skipIf(isWindows)("what a command prints is read from the pipe that a shell names", async () => {
  const folder = temporaryFolder();
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const writer = spawn("sh", ["-c", `(printf '{"a":'; printf '1}') > "$0"`, pipe]);
  const ended = once(writer, "exit");
  expect(readJsonFile(pipe, "plan-or-state", NAMED)).toEqual({ ok: true, value: { a: 1 } });
  await ended;
});
