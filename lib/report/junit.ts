/** A suite of test cases as JUnit XML. `cases` are elements; `failures` of them fail. */
export function junitText(suite: string, cases: readonly string[], failures: number): string {
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lighthouse-keeper" ${counts}>`,
    `  <testsuite name="${suite}" ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
