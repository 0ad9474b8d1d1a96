import { packagesSection } from "./packages.js";
import { pagesSection } from "./pages.js";

/** docs/performance.md from the figures of one run. */
export function performancePage({
  machine,
  load,
  runs,
  customers,
  fleets,
  fewer,
  distinct,
  inclusion,
  advice,
  activity,
  pages,
  packages,
  adoption,
  drift,
}) {
  const [plain, realistic] = fleets;
  const perSubscription = ({ review, subscriptions }, name) => review[name].cpuSeconds / subscriptions;
  const compared = (name) => (perSubscription(realistic, name) / perSubscription(plain, name)).toFixed(2);
  const growth = (name) =>
    (realistic.review[name].cpuSeconds / customers / (fewer[name].cpuSeconds / fewer.customers)).toFixed(2);
  return `# Performance

Written by \`npm run bench\`. Every program runs compiled, in turns, in one run on one machine, in a file system in memory;
medians of ${runs} ${runs === 1 ? "run" : "runs"} (of ${3 * runs} for one customer). CPU seconds are those of all threads of the process, from start to exit: other
work on the machine changes them less than the clock. Memory is the peak resident size.

Machine: ${machine}; load average ${load.toFixed(1)} at the start.

Fleets of ${customers} customers: **plain** (${plain.subscriptions} subscriptions; customers differ in ids and plain names only) and
**realistic** (${realistic.subscriptions} subscriptions; names in several scripts, a different tag each, one to eight named subscriptions,
resource groups, three offers, every tenth customer with a plan of its own, customers as YAML).

## Synthesis

The hand-written program emits the same resources under the same names with cdktf and reads nothing; \`keeper synth\` reads
one file per customer, checks every rule and every invariant, and writes stacks, manifest, marker and lock.

| fleet | hand-written | engine | keeper synth | ratio of CPU (targets for realistic) | of wall time | memory | memory |
| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |
${fleets.flatMap(synthesisRows).join("\n")}

One customer selected out of ${customers}, against an estate of one (target ≤ 1.1): ${fleets.map(({ name, one, selected }) => `${name} ${ratio(selected, one, "cpuSeconds")} of CPU, ${ratio(selected, one, "seconds")} of wall time`).join("; ")}.

## Review and gate

From synthesized output, where one grant of a plan of every customer changes. **1 ×** is a program that lists, reads and
parses both sides with \`JSON.parse\`.

| fleet | | CPU | ratio of CPU | of wall time | memory | target |
| --- | --- | ---: | ---: | ---: | ---: | --- |
${fleets.flatMap(reviewRows).join("\n")}
${reviewRow("every customer with a shape of its own", distinct, "json", "≤ 7 ×")}
${reviewRow("every customer with a shape of its own", distinct, "gate", "")}

Realistic to plain, CPU for each subscription (target ≤ 1.2): review as JSON ${compared("json")}, gate ${compared("gate")}. Growth of CPU for each
customer from ${fewer.customers} to ${customers} realistic ones: review as JSON ${growth("json")}, gate ${growth("gate")}.

Whether one built-in role allows everything that another does: all ${inclusion.pairs} pairs of the catalogue's ${inclusion.roles} roles in
${inclusion.seconds.toFixed(1)} s (target ≤ 60 s), median ${inclusion.median.toFixed(4)} ms (target ≤ 1 ms).

The narrowest of ${advice.roles} built-in roles for each of ${advice.wants} capabilities, CPU: the first answer, which compiles the
catalogue, ${advice.first.toFixed(2)} s; of the others the median ${advice.median.toFixed(3)} s, the slowest ${advice.slowest.toFixed(2)} s (target ≤ 1 s).

\`keeper advise --activity\` with a log of ${activity.entries} entries as Azure CLI prints it (${activity.size.toFixed(0)} MiB), for ${activity.customers}
customers (target ≤ 500 MB): ${figures(activity.measured)}; without the log ${figures(activity.without)}.

${pagesSection(pages, customers)}
${packagesSection(packages)}
## Drift

${driftSection(customers, drift)}

## Adoption

\`keeper adopt\` of Azure's lists with ${customers} delegations of four offers in five plans, into YAML (targets ≤ 20 s, ≤ 500 MB):
${figures(adoption.first)}. A second adoption of the same lists, which reads the estate and writes nothing: ${figures(adoption.again)}.

## Why some targets are not met

- **Review and gate.** [Decision 23](decisions/0023-speed-is-measured-on-fleets-that-providers-have.md) has the limit of the simple
  design. More than half of a review is reading, proving the form of every stack, and putting access together; comparing is a fifth.
  No part is large, and none can go without a check going.
- **One selected customer.** No other customer's definition is read. Most of the difference is one offer of the realistic fleet: a
  plan for every tenth customer makes its TypeScript slow to translate. The rest is names, lock and records of the whole estate.
- **Drift.** Profiled with 1,000 realistic customers, 43 % is reading stacks, 39 % is reading Azure's lists, 16 % is comparing. It reads
  stacks by the reader of the review. The lists are proven as strictly, with their digests. No function has more than a tenth, and what
  is left is checks that none can go without.
- **Consent.** Half of the time is the start of the process and loading definitions in TypeScript.
`;
}

/** The part about drift. */
export function driftSection(customers, { delegations, output, definitions, limit }) {
  const beyond = ({ many, one }) => (many.seconds - one.seconds).toFixed(1);
  return `\`keeper drift\` of ${customers} realistic customers (${delegations} delegations, one of a hundred changed by hand), as JSON. Wall time
beyond the same of one customer (target ≤ 2 s): against synthesized output **${beyond(output)} s** (${figures(output.many)}), against definitions,
which are read and run, ${beyond(definitions)} s (${figures(definitions.many)}). A program that lists, reads and parses the same
stacks and lists takes ${figures(limit)}: drift against synthesized output takes ${ratio(output.many, limit, "cpuSeconds")} × its CPU.`;
}

function figures({ seconds, cpuSeconds, mebibytes }) {
  return `${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of CPU, ${mebibytes.toFixed(0)} MiB`;
}

function synthesisRows({ name, raw, keeper, json }) {
  return [synthesisRow(name, raw, "cdktf", keeper, "≤ 0.5"), synthesisRow(name, raw, "json", json, "≤ 0.25")];
}

function synthesisRow(name, raw, engine, keeper, target) {
  const cells = [
    name,
    `${raw.cpuSeconds.toFixed(2)} s`,
    engine,
    `${keeper.cpuSeconds.toFixed(2)} s`,
    `**${ratio(keeper, raw, "cpuSeconds")}** (${target})`,
    ratio(keeper, raw, "seconds"),
    `${raw.mebibytes.toFixed(0)} MiB`,
    `${keeper.mebibytes.toFixed(0)} MiB`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function reviewRows({ name, review }) {
  const { limit, gate: _, ...formats } = review;
  return [
    reviewRow(name, review, "limit", "1 ×"),
    ...Object.keys(formats).map((format) =>
      reviewRow(name, review, format, format === "json" ? "≤ 4.5 ×" : "≤ 3.2 ×"),
    ),
    reviewRow(name, review, "gate", "≤ 4 ×"),
  ];
}

/** What the rows of a review are called. */
const ROW_NAMES = { limit: "read and parse", gate: "gate" };

function reviewRow(fleet, review, name, target) {
  const { [name]: measured, limit } = review;
  const cells = [
    fleet,
    ROW_NAMES[name] ?? `review, ${name}`,
    `${measured.cpuSeconds.toFixed(2)} s`,
    `**${ratio(measured, limit, "cpuSeconds")}**`,
    ratio(measured, limit, "seconds"),
    `${measured.mebibytes.toFixed(0)} MiB`,
    name === "limit" ? target : [target, "≤ 350 MiB"].filter(Boolean).join(", "),
  ];
  return `| ${cells.join(" | ")} |`;
}

function ratio(measured, limit, figure) {
  return (measured[figure] / limit[figure]).toFixed(2);
}
