import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const lib = join(import.meta.dirname, "..", "lib");

/** Who may import whom. ARCHITECTURE.md has the same table, with the question that a line of each room answers. */
const ROOMS: Readonly<
  Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>
> = {
  values: { rooms: [], packages: [] },
  roles: { rooms: ["values"], packages: [] },
  permissions: { rooms: ["roles", "values"], packages: [] },
  capabilities: { rooms: ["access", "permissions", "roles", "values"], packages: [] },
  delegation: { rooms: ["roles", "values"], packages: ["uuid"] },
  access: { rooms: ["delegation", "values"], packages: [] },
  documents: { rooms: ["values"], packages: ["node:", "@babel/parser", "yaml", "zod"] },
  definitions: { rooms: ["delegation", "documents", "roles", "values"], packages: ["zod"] },
  adoption: {
    rooms: ["access", "definitions", "delegation", "documents", "roles", "values"],
    packages: [],
  },
  repair: { rooms: ["values"], packages: [] },
  "formats/azurerm": { rooms: ["access", "delegation", "documents", "values"], packages: ["zod"] },
  templates: { rooms: ["delegation", "documents", "values"], packages: [] },
  "formats/arm": {
    rooms: ["access", "delegation", "documents", "roles", "templates", "values"],
    packages: ["zod"],
  },
  "formats/terraform": {
    rooms: ["access", "delegation", "documents", "formats/azurerm", "values"],
    packages: ["zod"],
  },
  "formats/stack": {
    rooms: ["access", "delegation", "documents", "formats/azurerm", "values"],
    packages: ["zod"],
  },
  "formats/bicep": { rooms: ["delegation", "formats/arm", "values"], packages: [] },
  fleet: { rooms: ["delegation", "documents", "values"], packages: ["zod"] },
  "formats/fleet": { rooms: ["fleet", "formats/hcl", "values"], packages: ["yaml"] },
  "formats/hcl": { rooms: ["delegation", "formats/azurerm", "values"], packages: [] },
  consent: {
    rooms: ["access", "capabilities", "delegation", "roles", "values"],
    packages: ["node:crypto"],
  },
  graph: { rooms: ["delegation", "values"], packages: [] },
  reach: { rooms: ["access", "capabilities", "delegation", "roles", "values"], packages: [] },
  onboarding: {
    rooms: ["delegation", "documents", "formats/arm", "formats/bicep", "formats/hcl", "templates", "values"],
    packages: ["node:crypto"],
  },
  "formats/snapshot": { rooms: ["delegation", "documents", "values"], packages: ["node:crypto", "zod"] },
  rules: { rooms: ["delegation", "roles", "values"], packages: [] },
  review: { rooms: ["access", "delegation", "permissions", "roles", "values"], packages: [] },
  acceptance: { rooms: ["access", "delegation", "documents", "review", "values"], packages: [] },
  drift: {
    rooms: ["access", "delegation", "formats/snapshot", "review", "roles", "values"],
    packages: [],
  },
  status: { rooms: ["acceptance", "access", "delegation", "review", "roles", "values"], packages: [] },
  preflight: {
    rooms: ["access", "delegation", "formats/snapshot", "permissions", "roles", "values"],
    packages: [],
  },
  history: { rooms: ["acceptance", "access", "review", "values"], packages: [] },
  advice: {
    rooms: ["access", "capabilities", "delegation", "permissions", "reach", "review", "roles", "values"],
    packages: [],
  },
  "formats/activity": { rooms: ["advice", "values"], packages: [] },
  gate: {
    rooms: ["acceptance", "access", "delegation", "documents", "permissions", "review", "roles", "values"],
    packages: ["node:crypto", "zod"],
  },
  report: {
    rooms: [
      "acceptance",
      "access",
      "advice",
      "capabilities",
      "consent",
      "delegation",
      "drift",
      "formats/snapshot",
      "fleet",
      "gate",
      "graph",
      "history",
      "permissions",
      "preflight",
      "reach",
      "repair",
      "review",
      "roles",
      "rules",
      "status",
      "values",
    ],
    packages: ["node:crypto", "cli-table3", "csv-stringify"],
  },
  azure: {
    rooms: ["delegation", "documents", "formats/snapshot", "preflight", "roles", "values"],
    packages: ["node:"],
  },
  estate: {
    rooms: [
      "acceptance",
      "advice",
      "definitions",
      "delegation",
      "documents",
      "formats/snapshot",
      "formats/stack",
      "roles",
      "rules",
      "values",
    ],
    packages: ["node:", "@babel/parser", "jiti", "sucrase", "yaml"],
  },
  repository: {
    rooms: [
      "acceptance",
      "access",
      "delegation",
      "documents",
      "estate",
      "formats/stack",
      "gate",
      "history",
      "roles",
      "values",
    ],
    packages: ["node:", "zod"],
  },
  platform: { rooms: ["documents", "gate", "values"], packages: ["node:"] },
  constructs: {
    rooms: ["delegation", "formats/azurerm", "formats/stack", "values"],
    packages: ["@cdktf/provider-azurerm", "cdktf", "constructs"],
  },
  "stand-in": {
    rooms: ["formats/arm", "values"],
    packages: ["node:", "@grpc/grpc-js", "@grpc/proto-loader", "@msgpack/msgpack", "uuid"],
  },
  emulator: {
    rooms: ["access", "delegation", "formats/arm", "roles", "values"],
    packages: ["node:", "@hono/node-server", "hono", "selfsigned", "uuid"],
  },
  sandbox: {
    rooms: ["delegation", "documents", "emulator", "stand-in", "values"],
    packages: ["node:", "cross-spawn", "uuid", "zod"],
  },
  workflows: {
    rooms: [
      "acceptance",
      "access",
      "adoption",
      "advice",
      "azure",
      "capabilities",
      "consent",
      "constructs",
      "definitions",
      "delegation",
      "documents",
      "drift",
      "emulator",
      "estate",
      "fleet",
      "formats/activity",
      "formats/arm",
      "formats/fleet",
      "formats/snapshot",
      "formats/stack",
      "formats/terraform",
      "gate",
      "graph",
      "history",
      "onboarding",
      "platform",
      "preflight",
      "reach",
      "repair",
      "repository",
      "review",
      "roles",
      "rules",
      "sandbox",
      "status",
      "templates",
      "values",
    ],
    packages: ["node:"],
  },
  testing: {
    rooms: [
      "access",
      "capabilities",
      "delegation",
      "estate",
      "permissions",
      "report",
      "review",
      "roles",
      "values",
      "workflows",
    ],
    packages: [],
  },
  cli: {
    rooms: [
      "azure",
      "definitions",
      "delegation",
      "drift",
      "estate",
      "fleet",
      "gate",
      "history",
      "preflight",
      "report",
      "review",
      "rules",
      "sandbox",
      "values",
      "workflows",
    ],
    packages: ["node:", "@clack/prompts", "commander"],
  },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
  readonly lazy: boolean;
}

const files = readdirSync(lib, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort();

const texts = new Map(files.map((file) => [file, readFileSync(join(lib, file), "utf8")]));

// a starting file for users is text, not code of ours
const code = [...texts].map(([file, text]): [string, string] => [file, text.replace(/`[^`]*`/g, "``")]);

// under verbatimModuleSyntax and a formatter import lines are regular enough to be read by pattern
const imports: readonly Import[] = code.flatMap(([from, text]) => [
  ...[...text.matchAll(/^(?:import|export) (type )?(?:[^;"]*? from )?"([^"]+)";$/gms)].map((match) => ({
    from,
    to: match[2] as string,
    typeOnly: match[1] !== undefined,
    lazy: false,
  })),
  ...[...text.matchAll(/\bimport\("([^"]+)"\)/g)].map((match) => ({
    from,
    to: match[1] as string,
    typeOnly: false,
    lazy: true,
  })),
]);

/** The first folder; each format is a room of its own. */
function roomOf(file: string): string | undefined {
  return /^(formats\/[^/]+|[^/]+)\//.exec(file)?.[1];
}

function target({ from, to }: Import): string {
  return relative(lib, resolve(lib, dirname(from), to));
}

test("architecture: every room of lib/ is in the table, and every row is a room", () => {
  const rooms = new Set(files.map(roomOf).filter((room) => room !== undefined));
  expect([...rooms].sort()).toEqual(Object.keys(ROOMS).sort());
});

test("architecture: imports are found, so that the table can decide anything", () => {
  expect(imports.length).toBeGreaterThan(300);
  expect(imports.some(({ lazy }) => lazy)).toBe(true);
});

test("architecture: a room imports only rooms and packages that its row allows", () => {
  const forbidden = imports.filter((each) => {
    const room = roomOf(each.from);
    if (room === undefined) return false;
    const row = ROOMS[room];
    if (each.to.startsWith(".")) {
      const other = roomOf(target(each));
      return other !== room && !row?.rooms.includes(other ?? "");
    }
    return !row?.packages.some(
      (name) => each.to === name || each.to.startsWith(name.endsWith(":") ? name : `${name}/`),
    );
  });
  expect(forbidden).toEqual([]);
});

test("architecture: a row allows nothing that its room does not import", () => {
  const idle = Object.entries(ROOMS).flatMap(([room, row]) => {
    const own = imports.filter(({ from }) => roomOf(from) === room);
    const rooms = new Set(own.filter(({ to }) => to.startsWith(".")).map((each) => roomOf(target(each))));
    const isImported = (name: string) =>
      own.some(({ to }) => to === name || to.startsWith(name.endsWith(":") ? name : `${name}/`));
    return [
      ...row.rooms.filter((each) => !rooms.has(each)),
      ...row.packages.filter((each) => !isImported(each)),
    ].map((each) => `${room}: ${each}`);
  });
  expect(idle).toEqual([]);
});

test("architecture: ARCHITECTURE.md has the same table", () => {
  const page = readFileSync(join(lib, "..", "ARCHITECTURE.md"), "utf8");
  const rows = [
    ...page.matchAll(/^\| `([a-z-]+(?:\/[a-z-]+)?)\/` +\| [^|]+ \| ([^|;]+?)(?:; ([^|]+?))? +\|$/gm),
  ];
  const names = (text: string) => text.split(", ").filter((name) => name !== "nothing");
  const written = rows.map(([, room = "", rooms = "", packages = ""]) => [
    room,
    { rooms: names(rooms), packages: packages === "" ? [] : names(packages) },
  ]);
  expect(Object.fromEntries(written)).toEqual(ROOMS);
});

test("architecture: files have no cycle among them, types included", () => {
  const done = new Set<string>();
  const cycleFrom = (file: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(file)) return [...above.slice(above.indexOf(file)), file];
    if (done.has(file)) return undefined;
    const next = imports.filter((each) => each.from === file && each.to.startsWith(".")).map(target);
    const found = next.map((each) => cycleFrom(each, [...above, file])).find((cycle) => cycle !== undefined);
    done.add(file);
    return found;
  };
  expect(files.flatMap((file) => cycleFrom(file, []) ?? [])).toEqual([]);
});

test("architecture: rooms have no cycle among them", () => {
  const reaches = (room: string, seen: readonly string[]): boolean =>
    (ROOMS[room]?.rooms ?? []).some((next) => seen.includes(next) || reaches(next, [...seen, next]));
  for (const room of Object.keys(ROOMS)) expect(reaches(room, [room]), room).toBe(false);
});

test("architecture: lib/ imports no sample and nothing outside itself", () => {
  const outside = imports.filter((each) => each.to.startsWith(".") && target(each).startsWith(".."));
  expect(outside).toEqual([]);
});

test("architecture: the azurerm package is imported by its sub-paths only", () => {
  const roots = imports.filter(
    ({ to }) => to === "@cdktf/provider-azurerm" || to === "@cdktf/provider-azurerm/lib",
  );
  expect(roots).toEqual([]);
});

/** Every file that a module loads when it is loaded itself: neither types nor what is imported on demand. */
function loadedBy(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const each of imports.filter(({ from, typeOnly, lazy }) => from === file && !typeOnly && !lazy)) {
    if (each.to.startsWith(".")) loadedBy(target(each), seen);
    else seen.add(each.to);
  }
  return seen;
}

test.each([
  ["cli/main.ts", /^(zod|cdktf|constructs|@cdktf.*|yaml|uuid)$/],
  ["index.ts", /^(zod|cdktf|constructs|@cdktf.*|yaml|uuid|node:.*)$/],
  ["constructs/index.ts", /^(zod|yaml|commander)$/],
])("architecture: %s does not load what its users must not wait for", (door, heavy) => {
  expect([...loadedBy(door)].filter((name) => heavy.test(name))).toEqual([]);
});

test("architecture: only cli/ knows argv, environment, exit codes and the output streams", () => {
  const pattern =
    /\bprocess\.(argv|env|exit|exitCode|stdout|stderr|cwd)\b|\bconsole\.|\bnew Date\(\)|\bDate\.now\b/;
  const strangers = [...texts].filter(([file, text]) => !file.startsWith("cli/") && pattern.test(text));
  expect(strangers.map(([file]) => file)).toEqual([]);
});

test("architecture: a use case knows neither the process nor a form of its result", () => {
  const pattern = /\bprocess\.\w|\bconsole\.|\bargv\b|\b(?:markdown|html|sarif|junit)\b|exit ?code/i;
  const strangers = [...texts].filter(([file, text]) => file.startsWith("workflows/") && pattern.test(text));
  expect(strangers.map(([file]) => file)).toEqual([]);
});

test("architecture: one file prints, one starts", () => {
  const printing = [...texts].filter(([, text]) => /\bprocess\.(stdout|stderr)\b|\bconsole\./.test(text));
  expect(printing.map(([file]) => file)).toEqual(["cli/terminal.ts"]);
  const exiting = [...texts].filter(([, text]) => /\bprocess\.(exit|exitCode|argv)\b/.test(text));
  expect(exiting.map(([file]) => file)).toEqual(["cli/main.ts"]);
});

test("architecture: one file makes temporary folders, and removes them whatever ends the process", () => {
  const making = [...texts].filter(([, text]) => /\bmkdtemp/.test(text));
  expect(making.map(([file]) => file)).toEqual(["estate/temporary-folder.ts"]);
});

test("architecture: every export has a docstring", () => {
  const bare = [...texts].flatMap(([file, text]) => {
    const lines = text.split("\n");
    return lines.flatMap((line, index) => {
      const declares =
        /^export (?:async |abstract )?(?:function\*? |class |interface |type |const |let )(\w+)/.exec(line);
      // `export type { … } from` re-exports what is documented where it is made
      if (declares === null || /^export type \{/.test(line)) return [];
      return lines[index - 1]?.trimEnd().endsWith("*/") === true ? [] : [`${file}: ${declares[1]}`];
    });
  });
  // generated, one line a role
  expect(bare.filter((each) => !each.startsWith("roles/role-names.ts"))).toEqual([]);
});

test("architecture: the first sentence of a docstring has at most 15 words", () => {
  const long = [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/\/\*\*(.*?)\*\//gs)].flatMap(([, inner = ""]) => {
      const body = inner.replace(/\n\s*\* ?/g, "\n").trim();
      // lists and tags come after the sentences
      const [paragraph = ""] = body.split(/\n\s*\n|\n- |\n?@(?!.*\})/);
      const [first = ""] = paragraph.replace(/\s+/g, " ").split(/(?<!e\.g|i\.e)\.(?=\s|$)/);
      return first.trim().split(" ").length > 15 ? [`${file}: ${first}`] : [];
    }),
  );
  expect(long).toEqual([]);
});

test("architecture: documents are read from files in one place, by the rooms that know files", () => {
  const reader = "documents/read-file.ts";
  const readers = imports.filter((each) => each.to.startsWith(".") && target(each) === reader);
  const rooms = new Set(readers.map(({ from }) => roomOf(from) ?? ""));
  const edges = ["azure", "estate", "platform", "repository", "workflows", "sandbox", "cli"];
  expect([...rooms].filter((room) => !edges.includes(room))).toEqual([]);
  const own = [...texts].filter(([file]) => file.startsWith("documents/") && file !== reader);
  expect(own.filter(([, text]) => /"node:/.test(text)).map(([file]) => file)).toEqual([]);
  // what this package ships is no document: its version, its pipelines, and the schema that the stand-in serves
  const besides = [...texts].filter(([, text]) => /\breadFile(?:Sync)?\b|\bcreateReadStream\b/.test(text));
  expect(besides.map(([file]) => file)).toEqual([
    "cli/own-package.ts",
    // a number of its own, not a document
    "estate/hold-record.ts",
    "estate/shipped-pipelines.ts",
    "stand-in/server.ts",
  ]);
});

test("architecture: files are small: the median is at most 80 lines, none is above 300", () => {
  const own = [...texts].filter(([file]) => file !== "roles/role-names.ts");
  const sizes = own.map(([, text]) => text.split("\n").length).sort((a, b) => a - b);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80);
  expect(sizes.at(-1)).toBeLessThanOrEqual(300);
});

test("architecture: there are no attics and no inner barrels", () => {
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/.test(file))).toEqual([]);
  expect(files.filter((file) => file.endsWith("/index.ts"))).toEqual([
    "constructs/index.ts",
    "testing/index.ts",
  ]);
  const stars = [...texts].filter(([, text]) => /^export \* from/m.test(text));
  expect(stars.map(([file]) => file)).toEqual([]);
});

test("architecture: cdktf-cli and this package can share one copy of constructs in a platform team's folder", () => {
  const read = (file: string) => JSON.parse(readFileSync(join(lib, "..", file), "utf8"));
  // the cdktf CLI pins it, and two copies of constructs do not know each other's constructs
  const pinned = read("node_modules/cdktf-cli/package.json").dependencies.constructs;
  expect(read("package.json").peerDependencies.constructs).toBe(`^${pinned}`);
});
